// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/railbutton.h"

#include "ui/look/icons.h"
#include "ui/look/tokens.h"

#include <QPainter>

namespace shell {
namespace {

constexpr int railWidth = 68, slimRailWidth = 44, railEntryHeight = 52, slimEntryHeight = 40;

} // namespace

RailButton::RailButton(const PageEntry &entry, QWidget *parent) : QAbstractButton(parent), m_entry(entry)
{
    setObjectName(QLatin1StringView("rail-") + QLatin1StringView(entry.id));
    setText(entry.title);
    setAccessibleName(entry.title);
    setToolTip(entry.title);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void RailButton::setSlim(bool slim)
{
    m_slim = slim;
    updateGeometry();
    update();
}

void RailButton::setBadge(int count)
{
    if (m_badge == count)
        return;
    m_badge = count;
    setAccessibleDescription(count > 0 ? QString::number(count) : QString());
    update();
}

QSize RailButton::sizeHint() const
{
    return m_slim ? QSize(slimRailWidth, slimEntryHeight) : QSize(railWidth, railEntryHeight);
}

void RailButton::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void RailButton::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

void RailButton::paintEvent(QPaintEvent *)
{
    const look::Tokens &t = look::tokensOf(palette());
    QPainter painter(this);
    if (!isEnabled())
        painter.setOpacity(0.45);
    const bool on = isChecked();
    if (underMouse() && isEnabled())
        painter.fillRect(rect(), t.hover);
    if (on) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.accent);
        const int x = isRightToLeft() ? width() - 3 : 0;
        painter.drawRoundedRect(QRectF(x - (isRightToLeft() ? 0 : 2), 8, 5, height() - 16), 2, 2);
    }
    const int iconTop = m_slim ? (height() - 20) / 2 : 8;
    const QRect iconBox((width() - 20) / 2, iconTop, 20, 20);
    look::drawIcon(painter, QLatin1StringView(m_entry.icon), on ? t.accent : underMouse() ? t.text : t.text3, iconBox, 20);
    if (!m_slim) {
        QFont font = this->font();
        font.setPixelSize(11);
        font.setWeight(on ? QFont::Medium : QFont::Normal);
        painter.setFont(font);
        painter.setPen(on || underMouse() ? t.text : t.text3);
        const QString word = painter.fontMetrics().elidedText(text(), Qt::ElideRight, width() - 4);
        painter.drawText(QRect(0, 30, width(), 16), Qt::AlignCenter, word);
    }
    if (m_badge > 0) {
        QFont font = this->font();
        font.setPixelSize(11);
        font.setWeight(QFont::DemiBold);
        painter.setFont(font);
        const QString number = m_badge > 99 ? QStringLiteral("99+") : QString::number(m_badge);
        const int wide = std::max(16, painter.fontMetrics().horizontalAdvance(number) + 8);
        const QRect badge(width() / 2 + 2, m_slim ? 2 : 5, wide, 16);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.badFill);
        painter.drawRoundedRect(badge, 8, 8);
        painter.setPen(Qt::white);
        painter.drawText(badge, Qt::AlignCenter, number);
    }
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(t.accent, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(3, 3, -3, -3), 6, 6);
    }
}

} // namespace shell
