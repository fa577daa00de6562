// SPDX-License-Identifier: GPL-3.0-or-later
// What a person does on a LiveChart with pointer and keys.
#include "ui/charts/livechart.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QToolButton>
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
    // Shift scrolls the dashboard, as does the wheel beside the plot.
    if (event->modifiers() & Qt::ShiftModifier) {
        event->ignore();
    } else if (m_layout.plot.contains(position)) {
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
    if (event->button() == Qt::LeftButton && m_layout.plot.contains(event->position().toPoint()))
        m_dragX = event->position().toPoint().x();
    QWidget::mousePressEvent(event);
    event->accept();
}

void LiveChart::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint position = event->position().toPoint();
    if (m_dragX) {
        const int moved = position.x() - *m_dragX;
        if (moved != 0 && (std::abs(moved) >= 4 || !m_window.isLive())) {
            setCursor(Qt::ClosedHandCursor);
            m_dragX = position.x();
            const auto by = static_cast<qint64>(static_cast<double>(nsPerColumn()) * devicePixelRatioF() * -moved);
            emit dragged(Nanoseconds(by));
        }
    }
    if (m_layout.plot.contains(position))
        emit pointed(timeUnder(position.x()));
    else
        emit pointed(std::nullopt);
}

void LiveChart::mouseReleaseEvent(QMouseEvent *)
{
    m_dragX.reset();
    unsetCursor();
}

void LiveChart::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (m_layout.yAxis.contains(event->position().toPoint()))
        resetY();
    else
        event->ignore();
}

void LiveChart::leaveEvent(QEvent *) { emit pointed(std::nullopt); }

void LiveChart::keyPressEvent(QKeyEvent *event)
{
    const bool control = event->modifiers() & Qt::ControlModifier;
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
    case Qt::Key_Delete: emit closeRequested(); return;
    case Qt::Key_K:
        if (!m_keysButton->isHidden()) {
            emit keysRequested();
            return;
        }
        break;
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (control) {
            emit moveRequested(event->key() == Qt::Key_Up ? -1 : 1);
            return;
        }
        break;
    default: break;
    }
    event->ignore();
}

void LiveChart::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu menu;
    menu.addAction(tr("&Automatic Y axis\tCtrl+0"), this, [this] { resetY(); })->setEnabled(isYManual());
    if (!m_keysButton->isHidden())
        menu.addAction(tr("&Keys…\tK"), this, [this] { emit keysRequested(); });
    menu.addSeparator();
    menu.addAction(tr("Move &up\tCtrl+Up"), this, [this] { emit moveRequested(-1); });
    menu.addAction(tr("Move &down\tCtrl+Down"), this, [this] { emit moveRequested(1); });
    menu.addSeparator();
    menu.addAction(tr("&Close chart\tDelete"), this, [this] { emit closeRequested(); });
    menu.exec(event->globalPos());
}

void LiveChart::resizeEvent(QResizeEvent *) { placeChildren(); }

void LiveChart::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        m_gutter = std::max(m_gutter, defaultGutter(fontMetrics()));
        placeChildren();
    }
    update();
}

} // namespace charts
