// SPDX-License-Identifier: GPL-3.0-or-later
// What the hand does in a RecordView: pointer, keys, selection.
#include "ui/widgets/recordview.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>

namespace widgets {
namespace {

constexpr int dragScrollMs = 40;

} // namespace

void RecordView::selectRow(int row)
{
    if (row < 0 || row >= rows())
        return;
    m_selection.clear();
    m_selection.add({row, row});
    m_anchor = row;
    setCurrent(row);
    scrollTo(row);
    selectionMoved();
}

void RecordView::selectAll()
{
    if (rows() == 0)
        return;
    m_selection.clear();
    m_selection.add({0, rows() - 1});
    if (m_current < 0)
        setCurrent(0);
    selectionMoved();
}

void RecordView::clearSelection()
{
    if (m_selection.isEmpty() && m_current < 0)
        return;
    m_selection.clear();
    m_current = m_anchor = -1;
    selectionMoved();
    updateScrollBars(); // Nothing holds the view any more: back to the tail when it was followed.
}

void RecordView::mousePressEvent(QMouseEvent *event)
{
    const int row = rowAt(static_cast<int>(event->position().y()));
    if (event->button() == Qt::RightButton) {
        if (row >= 0 && !m_selection.contains(row))
            selectRow(row);
        return;
    }
    if (event->button() != Qt::LeftButton)
        return;
    m_pressed = true; // The rows stand still under the pointer.
    m_beforeDrag.clear();
    if (row < 0) {
        clearSelection();
        return;
    }
    if (event->modifiers() & Qt::ShiftModifier && m_anchor >= 0) {
        moveCurrent(row, Qt::ShiftModifier);
    } else if (event->modifiers() & Qt::ControlModifier) {
        m_selection.toggle(row);
        m_beforeDrag = m_selection;
        m_anchor = row;
        setCurrent(row);
        selectionMoved();
    } else {
        selectRow(row);
    }
}

void RecordView::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_pressed || !(event->buttons() & Qt::LeftButton))
        return;
    m_dragPosition = event->position().toPoint();
    dragTo(m_dragPosition);
    const bool outside = m_dragPosition.y() < 0 || m_dragPosition.y() >= viewport()->height();
    if (outside && m_dragTimer == 0)
        m_dragTimer = startTimer(dragScrollMs);
}

void RecordView::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_dragTimer)
        return QAbstractScrollArea::timerEvent(event);
    const int y = m_dragPosition.y();
    const bool outside = y < 0 || y >= viewport()->height();
    if (!m_pressed || !outside) {
        killTimer(std::exchange(m_dragTimer, 0));
        return;
    }
    dragTo(m_dragPosition);
}

void RecordView::dragTo(const QPoint &position)
{
    if (m_anchor < 0 || rows() == 0)
        return;
    const int y = position.y();
    int row = firstVisibleRow() + (y < 0 ? -1 : std::min(y, viewport()->height()) / m_rowHeight);
    row = std::clamp(row, 0, rows() - 1);
    if (row == m_current)
        return;
    m_selection = m_beforeDrag;
    m_selection.add({std::min(m_anchor, row), std::max(m_anchor, row)});
    setCurrent(row);
    scrollTo(row);
    selectionMoved();
}

void RecordView::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    m_pressed = false;
    if (m_dragTimer != 0)
        killTimer(std::exchange(m_dragTimer, 0));
    updateScrollBars();
}

void RecordView::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Mouse) {
        emit menuRequested(event->globalPos());
        return;
    }
    const QRect rect = m_current >= 0 ? rowRect(m_current) : QRect();
    emit menuRequested(viewport()->mapToGlobal(rect.isNull() ? QPoint(0, 0) : rect.bottomLeft() + QPoint(24, 0)));
}

void RecordView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        emit copyRequested();
        return;
    }
    if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
        return;
    }
    const int last = rows() - 1;
    // Without a current row the keys begin where the eye is: at the lower edge.
    const int at = m_current >= 0 ? m_current : std::min(last + 1, firstVisibleRow() + visibleRows());
    switch (event->key()) {
    case Qt::Key_Up: return moveCurrent(at - 1, event->modifiers());
    case Qt::Key_Down: return moveCurrent(at + 1, event->modifiers());
    case Qt::Key_PageUp: return moveCurrent(at - visibleRows(), event->modifiers());
    case Qt::Key_PageDown: return moveCurrent(at + visibleRows(), event->modifiers());
    case Qt::Key_Home: emit headRequested(); return moveCurrent(0, event->modifiers());
    case Qt::Key_End:
        if (event->modifiers() & Qt::ShiftModifier)
            return moveCurrent(last, event->modifiers());
        return setFollowing(true);
    case Qt::Key_Space:
        if (event->modifiers() & Qt::ControlModifier && m_current >= 0) {
            m_selection.toggle(m_current);
            selectionMoved();
            return;
        }
        break;
    case Qt::Key_Escape:
        if (!m_selection.isEmpty())
            return clearSelection();
        break;
    default: break;
    }
    QAbstractScrollArea::keyPressEvent(event);
}

void RecordView::moveCurrent(int row, Qt::KeyboardModifiers modifiers)
{
    if (rows() == 0)
        return;
    row = std::clamp(row, 0, rows() - 1);
    if (!(modifiers & Qt::ShiftModifier) || m_anchor < 0)
        m_anchor = row;
    m_selection.clear();
    m_selection.add({std::min(m_anchor, row), std::max(m_anchor, row)});
    setCurrent(row);
    scrollTo(row);
    selectionMoved();
}

void RecordView::setCurrent(int row)
{
    m_current = row;
    if (QAccessible::isActive()) {
        QAccessibleValueChangeEvent changed(this, rowText(row));
        QAccessible::updateAccessibility(&changed);
    }
}

void RecordView::scrollTo(int row)
{
    const int first = firstVisibleRow();
    if (row < first)
        verticalScrollBar()->setValue(row);
    else if (row >= first + visibleRows())
        verticalScrollBar()->setValue(row - visibleRows() + 1);
}

void RecordView::selectionMoved()
{
    updateFollowButton();
    viewport()->update();
    emit selectionChanged();
}

} // namespace widgets
