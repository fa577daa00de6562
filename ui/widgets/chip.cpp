// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/chip.h"

#include "ui/look/fonts.h"
#include "ui/look/icons.h"
#include "ui/look/paint.h"
#include "ui/look/tokens.h"

#include <QEvent>
#include <QPainter>
#include <QStyle>

#include <algorithm>
#include <cmath>

namespace widgets {
namespace {

constexpr int chipPadding = 12, markSize = 8, chipGap = 8, chipArrow = 20;

} // namespace

Chip::Chip(QWidget *parent) : QAbstractButton(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    takeFonts();
}

void Chip::takeFonts()
{
    m_wordFont = look::font(look::TextRole::Body);
    m_wordFont.setWeight(QFont::Medium);
    m_figures = Figures(look::font(look::TextRole::Body));
    setProperty("radius", look::controlHeight() / 2);
}

void Chip::display(Tone tone, const QString &word, const QString &detail)
{
    if (tone == m_tone && word == m_word && detail == m_detail)
        return;
    const bool wider = word != m_word || m_figures.width(detail) != m_figures.width(m_detail);
    m_tone = tone;
    m_word = word;
    m_detail = detail;
    setAccessibleName(detail.isEmpty() ? word : word + QStringLiteral(", ") + detail);
    if (wider)
        updateGeometry();
    update();
}

void Chip::setRemaining(double share)
{
    m_remaining = share < 0 ? -1 : std::min(share, 1.0);
    update();
}

void Chip::setOpens(bool opens)
{
    m_opens = opens;
    setFocusPolicy(opens ? Qt::StrongFocus : Qt::NoFocus);
    setAttribute(Qt::WA_TransparentForMouseEvents, !opens);
    updateGeometry();
    update();
}

int Chip::widthWith(qreal detail) const
{
    const int words = QFontMetrics(m_wordFont).horizontalAdvance(m_word);
    return chipPadding + markSize + chipGap + words + (detail > 0 ? chipGap + static_cast<int>(std::ceil(detail)) : 0)
        + (m_opens ? chipArrow : 0) + (m_opens ? 6 : chipPadding);
}

QSize Chip::sizeHint() const
{
    return {widthWith(m_detail.isEmpty() ? 0 : m_figures.width(m_detail)), look::controlHeight()};
}
QSize Chip::minimumSizeHint() const { return {widthWith(0), look::controlHeight()}; }

void Chip::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        takeFonts();
    QAbstractButton::changeEvent(event);
}

void Chip::drawMark(QPainter &painter, const QPointF &middle, const QColor &colour) const
{
    const QRectF box(middle.x() - markSize / 2.0, middle.y() - markSize / 2.0, markSize, markSize);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_tone == Tone::Good) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawEllipse(box);
    } else if (m_tone == Tone::Bad) {
        look::drawIcon(painter, QStringLiteral("close"), colour, box.adjusted(-2, -2, 2, 2).toRect(), 12);
    } else {
        if (m_remaining > 0) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(colour);
            painter.drawPie(box.adjusted(1, 1, -1, -1), 90 * 16, static_cast<int>(m_remaining * 360 * 16));
        }
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colour, 2));
        painter.drawEllipse(box.adjusted(1, 1, -1, -1));
    }
    painter.restore();
}

void Chip::paintEvent(QPaintEvent *)
{
    const look::Tokens &t = look::tokensOf(palette());
    const ToneColours colours = coloursOf(m_tone, palette());
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const auto placed
        = [&](const QRectF &r) { return mirrored ? QRectF(width() - r.right(), r.y(), r.width(), r.height()) : r; };
    QPainter painter(this);
    const bool over = m_opens && isEnabled() && (underMouse() || isDown());
    look::drawBox(painter, rect(), height() / 2.0, colours.ground, t.contrast ? colours.edge : QColor(), 2);
    if (over)
        look::drawBox(painter, rect(), height() / 2.0, t.hover);
    drawMark(painter, placed({chipPadding, 0, markSize, qreal(height())}).center(), colours.text);

    const QFontMetrics metrics(m_wordFont);
    const qreal room = width() - (m_opens ? chipArrow + 6 : chipPadding);
    const qreal from = chipPadding + markSize + chipGap;
    const QString word = metrics.elidedText(m_word, Qt::ElideRight, static_cast<int>(room - from));
    const QRectF words(from, 0, std::min<qreal>(metrics.horizontalAdvance(word) + 1, room - from), height());
    painter.setFont(m_wordFont);
    painter.setPen(t.text);
    painter.drawText(placed(words), Qt::AlignCenter | Qt::TextSingleLine, word);
    const QRectF rest(words.right() + chipGap, 0, room - words.right() - chipGap, height());
    if (!m_detail.isEmpty() && rest.width() > 16) {
        painter.setPen(m_tone == Tone::Neutral || m_tone == Tone::Good ? t.text2 : colours.text);
        if (m_figures.width(m_detail) <= rest.width() + 1) {
            m_figures.draw(painter, placed(rest), mirrored ? Qt::AlignRight : Qt::AlignLeft, m_detail);
        } else {
            painter.setFont(m_figures.font());
            const QString cut
                = QFontMetrics(m_figures.font()).elidedText(m_detail, Qt::ElideRight, static_cast<int>(rest.width()));
            painter.drawText(placed(rest),
                Qt::AlignVCenter | Qt::TextSingleLine | int(mirrored ? Qt::AlignRight : Qt::AlignLeft), cut);
        }
    }
    if (m_opens)
        look::drawIcon(painter, QStringLiteral("chevdown"), colours.text,
            placed(QRectF(width() - chipArrow - 6, 0, chipArrow, height())).toRect(), 14);
}

} // namespace widgets
