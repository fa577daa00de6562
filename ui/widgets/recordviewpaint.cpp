// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/recordview.h"

#include <QHeaderView>
#include <QPainter>
#include <QPaintEvent>
#include <QScrollBar>
#include <QStyle>

namespace widgets {
namespace {

QColor mixed(const QColor &a, const QColor &b, double share)
{
    const auto mix = [share](int x, int y) { return static_cast<int>(x + (y - x) * share); };
    return {mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue())};
}

} // namespace

RowColours rowColours(models::RowStyle style, const QPalette &palette)
{
    const QColor base = palette.color(QPalette::Base);
    const QColor text = palette.color(QPalette::Text);
    const bool dark = base.lightness() < 128;
    switch (style) {
    case models::RowStyle::Received: return {{}, text};
    case models::RowStyle::Sent: return {mixed(base, QColor(0x2e, 0xa0, 0x43), dark ? 0.30 : 0.16), text};
    case models::RowStyle::Control: return {{}, mixed(base, text, 0.6)};
    case models::RowStyle::Note: return {mixed(base, text, 0.06), mixed(base, text, 0.75)};
    case models::RowStyle::Problem:
        return {mixed(base, QColor(0xd7, 0x3a, 0x49), dark ? 0.25 : 0.10),
            dark ? QColor(0xff, 0x9a, 0x94) : QColor(0xb0, 0x1c, 0x28)};
    case models::RowStyle::Pending: return {{}, mixed(base, text, 0.45)};
    }
    return {{}, text};
}

void RecordView::setMark(const QString &text, Qt::CaseSensitivity sensitivity)
{
    m_mark = text;
    m_markCase = sensitivity;
    viewport()->update();
}

// On a selected row, whose ground is strong already, a mark is a frame in the colour of its text.
void RecordView::paintMarks(QPainter &painter, const QRect &cell, const QString &text, const QColor &frame) const
{
    const bool dark = palette().color(QPalette::Base).lightness() < 128;
    const QColor ground = mixed(palette().color(QPalette::Base), QColor(0xff, 0xc4, 0x00), dark ? 0.45 : 0.6);
    for (qsizetype at = text.indexOf(m_mark, 0, m_markCase); at >= 0;
         at = text.indexOf(m_mark, at + m_mark.size(), m_markCase)) {
        const int left = cell.left() + fontMetrics().horizontalAdvance(text.left(at));
        const int width = fontMetrics().horizontalAdvance(text.mid(at, m_mark.size()));
        const QRect mark(left - 1, cell.top() + 1, width + 2, cell.height() - 3);
        if (frame.isValid()) {
            painter.setPen(frame);
            painter.drawRect(mark);
        } else {
            painter.fillRect(mark, ground);
        }
    }
}

void RecordView::paintEvent(QPaintEvent *event)
{
    if (!m_model)
        return;
    QPainter painter(viewport());
    painter.setClipRegion(event->region());
    const int first = firstVisibleRow();
    const int last = std::min(rows() - 1, first + viewport()->height() / m_rowHeight);
    for (int row = first; row <= last; ++row) {
        const QRect rect(0, (row - first) * m_rowHeight, viewport()->width(), m_rowHeight);
        if (rect.intersects(event->rect()))
            paintRow(painter, row, rect);
    }
}

void RecordView::paintRow(QPainter &painter, int row, const QRect &rect) const
{
    const auto style = static_cast<models::RowStyle>(m_model->index(row, 0).data(models::StyleRole).toInt());
    RowColours colours = rowColours(style, palette());
    if (m_selection.contains(row)) {
        const auto group = hasFocus() ? QPalette::Active : QPalette::Inactive;
        colours = {palette().color(group, QPalette::Highlight), palette().color(group, QPalette::HighlightedText)};
    }
    if (colours.ground.isValid())
        painter.fillRect(rect, colours.ground);
    painter.setPen(colours.text);
    // Cells stand under their headings.
    const int cellMargin = QWidget::style()->pixelMetric(QStyle::PM_HeaderMargin, nullptr, m_header) + 1;
    for (int visual = 0; visual < m_header->count(); ++visual) {
        const int column = m_header->logicalIndex(visual);
        const QRect cell(
            m_header->sectionViewportPosition(column), rect.top(), m_header->sectionSize(column), rect.height());
        const QRect inner = cell.adjusted(cellMargin, 0, -cellMargin, 0);
        if (inner.width() <= 0 || inner.right() < 0 || inner.left() > viewport()->width())
            continue;
        const QModelIndex index = m_model->index(row, column);
        const QString text = index.data(Qt::DisplayRole).toString();
        if (text.isEmpty())
            continue;
        const auto alignment = index.data(Qt::TextAlignmentRole).value<Qt::Alignment>();
        const QString elided = fontMetrics().elidedText(text, Qt::ElideRight, inner.width());
        if (column == m_header->count() - 1 && !m_mark.isEmpty())
            paintMarks(painter, inner, elided, m_selection.contains(row) ? colours.text : QColor());
        painter.drawText(inner, int(alignment) | Qt::TextSingleLine, elided);
    }
    if (row == m_current && hasFocus()) {
        painter.setPen(QPen(palette().color(QPalette::Text), 1, Qt::DotLine));
        painter.drawRect(rect.adjusted(0, 0, -1, -1));
    }
}

} // namespace widgets
