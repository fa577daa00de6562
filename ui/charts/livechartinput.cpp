// SPDX-License-Identifier: GPL-3.0-or-later
// What a person does on a LiveChart with pointer and keys.
#include "ui/charts/cardactions.h"
#include "ui/charts/livechart.h"
#include "ui/charts/samplesearch.h"
#include "ui/look/icons.h"

#include <QActionGroup>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QToolButton>
#include <QToolTip>
#include <QWheelEvent>

#include <cmath>

namespace charts {

void LiveChart::zoomY(double factor, double anchor)
{
    m_manualScale = charts::zoomed(m_manualScale.value_or(m_scale), factor, anchor, divisions());
    update();
}

void LiveChart::wheelEvent(QWheelEvent *event)
{
    const QPoint position = event->position().toPoint();
    const int notches = event->angleDelta().y();
    // Without the focus the wheel scrolls the board: a stray turn changes nothing.
    const bool isMeant = hasFocus() || (event->modifiers() & Qt::ControlModifier);
    if (!isMeant || (event->modifiers() & Qt::ShiftModifier)) {
        event->ignore();
    } else if (m_layout.plot.contains(position) && isOverTime()) {
        if (const int sideways = event->angleDelta().x(); std::abs(sideways) > std::abs(notches))
            emit dragged(Nanoseconds(-m_window.span().count() * sideways / 1200));
        else if (notches != 0)
            emit zoomed({std::pow(1.25, -notches / 120.0), timeUnder(position.x())});
        event->accept();
    } else if (m_layout.yAxis.contains(position)) {
        const double part = static_cast<double>(m_layout.plot.bottom() - position.y()) / m_layout.plot.height();
        zoomY(std::pow(1.25, -notches / 120.0), m_scale.low + (m_scale.high - m_scale.low) * part);
        event->accept();
    } else {
        event->ignore();
    }
}

void LiveChart::mousePressEvent(QMouseEvent *event)
{
    const QPoint position = event->position().toPoint();
    if (event->button() == Qt::LeftButton && m_layout.plot.contains(position) && isOverTime()) {
        if (event->modifiers() & Qt::ShiftModifier)
            m_boxX = m_boxEnd = position.x();
        else
            m_dragX = position.x();
    }
    QWidget::mousePressEvent(event);
    event->accept();
}

void LiveChart::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint position = event->position().toPoint();
    if (m_boxX) {
        m_boxEnd = std::clamp(position.x(), m_layout.plot.left(), m_layout.plot.right());
        update(m_layout.plot);
    }
    if (m_dragX) {
        const int moved = position.x() - *m_dragX;
        if (moved != 0 && (std::abs(moved) >= 4 || !m_window.isLive())) {
            setCursor(Qt::ClosedHandCursor);
            m_dragX = position.x();
            const auto by = static_cast<qint64>(static_cast<double>(nsPerColumn()) * devicePixelRatioF() * -moved);
            emit dragged(Nanoseconds(by));
        }
    }
    if (m_layout.plot.contains(position) && isOverTime())
        emit pointed(timeUnder(position.x()));
    else
        emit pointed(std::nullopt);
}

void LiveChart::mouseReleaseEvent(QMouseEvent *)
{
    m_dragX.reset();
    unsetCursor();
    if (!m_boxX)
        return;
    const int from = std::min(*m_boxX, m_boxEnd);
    const int to = std::max(*m_boxX, m_boxEnd);
    m_boxX.reset();
    update(m_layout.plot);
    if (to - from >= 4)
        emit boxed({timeUnder(from), timeUnder(to)});
}

void LiveChart::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (m_layout.yAxis.contains(event->position().toPoint()))
        resetY();
    else if (m_layout.header.contains(event->position().toPoint()))
        emit maximiseRequested();
    else
        event->ignore();
}

void LiveChart::enterEvent(QEnterEvent *) { showActions(); }

void LiveChart::leaveEvent(QEvent *)
{
    showActions();
    emit pointed(std::nullopt);
}

void LiveChart::showActions()
{
    const bool isWanted = underMouse() || hasFocus() || m_isEntered;
    if (isWanted == m_actions->isVisible())
        return;
    m_actions->setVisible(isWanted);
    update(m_layout.header);
}

void LiveChart::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    setAccessibleDescription(spoken());
    showActions();
    update();
}

void LiveChart::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    if (!isAncestorOf(focusWidget()))
        setEntered(false);
    showActions();
    update();
}

void LiveChart::setEntered(bool entered)
{
    if (entered == m_isEntered)
        return;
    m_isEntered = entered;
    m_actions->setReachable(entered);
    for (LegendEntry *const entry : m_legend->entries())
        entry->setFocusPolicy(entered ? Qt::StrongFocus : Qt::ClickFocus);
    if (entered)
        m_actions->moreButton().setFocus(Qt::OtherFocusReason);
    showActions();
}

void LiveChart::stepCursor(int direction)
{
    if (m_curves.empty() || !isOverTime())
        return;
    // From sample to sample of the first curve; from the newest when there is no cursor yet.
    const series::SeriesView view = m_store->view(m_curves.front().id);
    const qint64 from = m_cursors.pointer.value_or(m_window.end(m_nowNs));
    const auto next = direction < 0
        ? sampleAtOrBefore(view, (m_cursors.pointer ? sampleAtOrBefore(view, from).value_or(series::Sample{from, 0}).timeNs : from) - 1)
        : sampleAtOrAfter(view, from + 1);
    if (next && next->timeNs >= m_window.begin(m_nowNs) && next->timeNs <= m_window.end(m_nowNs))
        emit pointed(next->timeNs);
}

void LiveChart::keyPressEvent(QKeyEvent *event)
{
    const bool control = event->modifiers() & Qt::ControlModifier;
    const bool isPlain = !(event->modifiers() & ~Qt::KeypadModifier);
    const double middle = m_scale.low + (m_scale.high - m_scale.low) / 2;
    switch (event->key()) {
    case Qt::Key_0:
        if (control)
            return resetY();
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        if (control)
            return zoomY(0.8, middle);
        break;
    case Qt::Key_Minus:
        if (control)
            return zoomY(1.25, middle);
        break;
    case Qt::Key_1:
    case Qt::Key_2:
        if (isPlain && isOverTime()) {
            emit marked({event->key() == Qt::Key_2, m_cursors.pointer.value_or(m_window.end(m_nowNs))});
            return;
        }
        break;
    case Qt::Key_Escape:
        if (m_isEntered) {
            setEntered(false);
            return setFocus(Qt::OtherFocusReason);
        }
        if (m_cursors.a || m_cursors.b) {
            emit marked({false, std::nullopt});
            emit marked({true, std::nullopt});
            return;
        }
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (hasFocus())
            return setEntered(true);
        break;
    case Qt::Key_Delete: emit closeRequested(); return;
    case Qt::Key_K:
        if (m_hasMoreKeys) {
            emit keysRequested();
            return;
        }
        break;
    case Qt::Key_S:
        if (isPlain && m_actions->splitButton().isEnabled()) {
            emit splitRequested();
            return;
        }
        break;
    case Qt::Key_O:
        if (isPlain && m_actions->overlayButton().isEnabled()) {
            emit overlayRequested();
            return;
        }
        break;
    case Qt::Key_M:
        if (isPlain) {
            emit maximiseRequested();
            return;
        }
        break;
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (control && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)) {
            emit moveRequested(event->key() == Qt::Key_Up ? -1 : 1);
            return;
        }
        if ((event->modifiers() & Qt::AltModifier) && event->key() != Qt::Key_Up && event->key() != Qt::Key_Down)
            return stepCursor(event->key() == Qt::Key_Left ? -1 : 1);
        if (isPlain && hasFocus()) {
            emit neighbourRequested(event->key());
            return;
        }
        break;
    default: break;
    }
    event->ignore();
}

void LiveChart::requestOption(const QString &name, const QJsonValue &value)
{
    ChartSpec changed = m_spec;
    if (value.isNull() || (value.isBool() && !value.toBool()))
        changed.options.remove(name);
    else
        changed.options[name] = value;
    emit specRequested(changed);
}

void LiveChart::fillMenu(QMenu &menu)
{
    auto *const kinds = new QActionGroup(&menu);
    for (const KindEntry &entry : catalog()) {
        QAction *const action = menu.addAction(look::icon(entry.icon), entry.name, this, [this, id = entry.id] {
            ChartSpec changed = m_spec;
            changed.kind = id;
            emit specRequested(changed);
        });
        action->setCheckable(true);
        action->setChecked(entry.id == m_spec.kind);
        kinds->addAction(action);
    }
    menu.addSeparator();
    auto *const scales = new QActionGroup(&menu);
    QMenu *const axis = menu.addMenu(look::icon(QStringLiteral("log")), tr("&Y axis"));
    for (const auto &[kind, name] : {std::pair(ScaleKind::Linear, tr("&Linear")), std::pair(ScaleKind::Log, tr("L&ogarithmic")),
             std::pair(ScaleKind::SymLog, tr("&Symmetric logarithmic"))}) {
        QAction *const action = axis->addAction(name, this, [this, word = scaleName(kind), kind = kind] {
            requestOption(QStringLiteral("scale"), kind == ScaleKind::Linear ? QJsonValue() : QJsonValue(word));
        });
        action->setCheckable(true);
        action->setChecked(kind == scaleKind());
        scales->addAction(action);
    }
    axis->addSeparator();
    for (const auto &[option, name] :
        {std::pair(QStringLiteral("zero"), tr("With &zero")), std::pair(QStringLiteral("normalise"), tr("&Each curve fills it"))}) {
        QAction *const action
            = axis->addAction(name, this, [this, option = option](bool on) { requestOption(option, on); });
        action->setCheckable(true);
        action->setChecked(m_spec.options[option].toBool());
    }
    axis->addAction(tr("&Automatic range\tCtrl+0"), this, [this] { resetY(); })->setEnabled(isYManual());
    if (m_hasMoreKeys)
        menu.addAction(tr("&Keys…\tK"), this, [this] { emit keysRequested(); });
    menu.addAction(tr("&Title…"), this, [this] { emit titleRequested(); });
    menu.addAction(look::icon(QStringLiteral("copy")), tr("&Duplicate"), this, [this] { emit duplicateRequested(); });
    menu.addAction(look::icon(QStringLiteral("export")), tr("E&xport…"), this, [this] { emit exportRequested(); });
    menu.addSeparator();
    menu.addAction(look::icon(QStringLiteral("up")), tr("Move &up\tCtrl+Up"), this, [this] { emit moveRequested(-1); });
    menu.addAction(
        look::icon(QStringLiteral("down")), tr("Move d&own\tCtrl+Down"), this, [this] { emit moveRequested(1); });
    menu.addAction(
        look::icon(QStringLiteral("close")), tr("&Close chart\tDelete"), this, [this] { emit closeRequested(); });
}

void LiveChart::contextMenuEvent(QContextMenuEvent *event)
{
    auto *const menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillMenu(*menu);
    menu->popup(event->globalPos());
}

bool LiveChart::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *const help = static_cast<QHelpEvent *>(event);
        const int column = static_cast<int>((help->pos().x() - m_layout.plot.left()) * devicePixelRatioF());
        if (m_layout.plot.contains(help->pos())) {
            for (const ColumnGap &gap : m_gaps) {
                if (column >= gap.first && column <= gap.last) {
                    QToolTip::showText(help->globalPos(), gapWords(gap).toHtmlEscaped(), this);
                    return true;
                }
            }
        }
        QToolTip::hideText();
    }
    return QWidget::event(event);
}

void LiveChart::resizeEvent(QResizeEvent *) { placeChildren(); }

void LiveChart::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        m_labelled.reset();
        placeChildren();
    }
    update();
}

} // namespace charts
