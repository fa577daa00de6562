// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/floatingbox.h"

#include "ui/look/paint.h"
#include "ui/look/tokens.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace widgets {
namespace {

constexpr int shadowRoom = look::shadowReach + 4;

} // namespace

FloatingBox::FloatingBox(QWidget *over) : QWidget(over)
{
    hide();
    setAttribute(Qt::WA_NoMousePropagation);
    setContentsMargins(shadowRoom, shadowRoom, shadowRoom, shadowRoom);
}

QRect FloatingBox::box() const { return geometry().adjusted(shadowRoom, shadowRoom, -shadowRoom, -shadowRoom); }

void FloatingBox::openAt(const QRect &box)
{
    QRect inside = box;
    if (const QWidget *const over = parentWidget()) {
        inside.setSize(inside.size().boundedTo(over->size()));
        inside.moveLeft(std::clamp(inside.left(), 0, over->width() - inside.width()));
        inside.moveTop(std::clamp(inside.top(), 0, over->height() - inside.height()));
    }
    setGeometry(inside.adjusted(-shadowRoom, -shadowRoom, shadowRoom, shadowRoom));
    raise();
    show();
}

void FloatingBox::takeFocus()
{
    if (QWidget *const now = QApplication::focusWidget(); now && !isAncestorOf(now) && now != this)
        m_before = now;
    setFocusPolicy(Qt::StrongFocus);
    setProperty("ring", false); // Its first control has it.
    setFocus(Qt::PopupFocusReason);
    focusNextChild();
}

void FloatingBox::closeBox()
{
    if (isHidden())
        return;
    const QWidget *const now = QApplication::focusWidget();
    const bool inside = now && (now == this || isAncestorOf(now));
    if (inside && m_before)
        m_before->setFocus(Qt::PopupFocusReason);
    m_before.clear();
    hide();
    emit closed();
}

void FloatingBox::paintEvent(QPaintEvent *)
{
    const look::Tokens &t = look::tokensOf(palette());
    QPainter painter(this);
    const QRectF inner = QRectF(rect()).adjusted(shadowRoom, shadowRoom, -shadowRoom, -shadowRoom);
    look::drawShadow(painter, inner, t);
    look::drawBox(painter, inner, 8, t.raised, t.line2);
}

void FloatingBox::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        closeBox();
    else
        QWidget::keyPressEvent(event);
}

} // namespace widgets
