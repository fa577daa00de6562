// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/pill.h"

#include "ui/look/fonts.h"
#include "ui/look/paint.h"
#include "ui/look/tokens.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace widgets {
namespace {

constexpr int pillPadding = 12, pillMark = 8, pillGap = 6;

} // namespace

Pill::Pill(QWidget *parent) : QAbstractButton(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_held = true;
    setHeld(false);
}

void Pill::setHeld(bool held)
{
    if (held == m_held)
        return;
    m_held = held;
    setText(held ? tr("HELD") : tr("LIVE"));
    setAccessibleName(held ? tr("Held") : tr("Live"));
    setAccessibleDescription(
        held ? tr("The charts stand still; press to go on") : tr("The charts move; press to hold them"));
    update();
}

QFont Pill::wordFont() const
{
    QFont font = look::font(look::TextRole::Small);
    font.setWeight(QFont::DemiBold);
    return font;
}

QSize Pill::sizeHint() const
{
    const QFontMetrics metrics(wordFont());
    const int words = std::max(metrics.horizontalAdvance(tr("LIVE")), metrics.horizontalAdvance(tr("HELD")));
    return {2 * pillPadding + pillMark + pillGap + words, look::controlHeight()};
}

void Pill::paintEvent(QPaintEvent *)
{
    const look::Tokens &t = look::tokensOf(palette());
    QPainter painter(this);
    const QColor ink = !isEnabled() ? t.text3 : m_held ? t.warn : t.onAccent;
    if (!isEnabled())
        look::drawBox(painter, rect(), 6, QColor(), t.line2);
    else if (m_held)
        look::drawBox(painter, rect(), 6, t.warnSoft, t.warn, t.contrast ? 2 : 0);
    else
        look::drawBox(painter, rect(), 6, isDown() ? t.accentFill.darker(118) : t.accentFill);
    if (isEnabled() && underMouse() && !isDown())
        look::drawBox(painter, rect(), 6, t.hover);
    painter.setFont(wordFont());
    const int words = painter.fontMetrics().horizontalAdvance(text());
    const QRect whole
        = QStyle::alignedRect(layoutDirection(), Qt::AlignCenter, {pillMark + pillGap + words, height()}, rect());
    const QRectF mark(
        QStyle::alignedRect(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter, {pillMark, pillMark}, whole));
    if (m_held) {
        look::drawBox(painter, QRectF(mark.x(), mark.y(), 3, mark.height()), 1, ink);
        look::drawBox(painter, QRectF(mark.right() - 3, mark.y(), 3, mark.height()), 1, ink);
    } else {
        look::drawBox(painter, mark.adjusted(0.5, 0.5, -0.5, -0.5), mark.width() / 2, ink);
    }
    painter.setPen(m_held && isEnabled() ? t.text : ink);
    painter.drawText(
        QStyle::alignedRect(layoutDirection(), Qt::AlignRight | Qt::AlignVCenter, {words, height()}, whole),
        Qt::AlignCenter | Qt::TextSingleLine, text());
}

} // namespace widgets
