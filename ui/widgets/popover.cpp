// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/popover.h"

#include <QApplication>
#include <QMouseEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace widgets {

Popover::Popover(const QString &name, QWidget *over) : FloatingBox(over->window()), m_content(new QVBoxLayout(this))
{
    setAccessibleName(name);
    m_content->setContentsMargins(16, 16, 16, 16);
    m_content->setSpacing(8);
}

void Popover::toggleAt(QWidget *anchor)
{
    if (isVisible()) {
        closeBox();
        return;
    }
    m_anchor = anchor;
    fit();
    takeFocus();
    qApp->installEventFilter(this);
}

void Popover::fit()
{
    if (!m_anchor)
        return;
    constexpr int gap = 4;
    const QWidget *const over = parentWidget();
    const QMargins shadow = contentsMargins();
    const int wide = std::min(boxWidth, over->width());
    m_content->activate();
    const int outer = wide + shadow.left() + shadow.right();
    const int whole
        = m_content->hasHeightForWidth() ? m_content->totalHeightForWidth(outer) : m_content->totalSizeHint().height();
    const int high = whole - shadow.top() - shadow.bottom();
    const QRect at(m_anchor->mapTo(over, QPoint(0, 0)), m_anchor->size());
    const bool below = at.bottom() + gap + high < over->height() || at.top() < over->height() / 2;
    const int left = layoutDirection() == Qt::RightToLeft ? at.right() - wide + 1 : at.left();
    openAt({left, below ? at.bottom() + gap : at.top() - gap - high, wide, high});
}

bool Popover::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::MouseButtonPress || !watched->isWidgetType())
        return FloatingBox::eventFilter(watched, event);
    auto *const pressed = static_cast<QWidget *>(watched);
    const bool inside = pressed == this || isAncestorOf(pressed) || pressed->window() != window(); // A menu of it.
    // The anchor's own click closes it.
    if (!inside && pressed != m_anchor)
        closeBox();
    return false;
}

void Popover::hideEvent(QHideEvent *event)
{
    qApp->removeEventFilter(this);
    FloatingBox::hideEvent(event);
}

} // namespace widgets
