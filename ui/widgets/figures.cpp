// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/figures.h"

#include <QFontMetricsF>
#include <QGlyphRun>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace widgets {

Figures::Figures(const QFont &font)
    : m_font(font)
    , m_raw(QRawFont::fromFont(font))
    , m_capHeight(QFontMetricsF(font).capHeight())
{
    for (char16_t c = u' '; c < m_ascii.size(); ++c)
        m_ascii[c] = ask(c);
    for (char16_t c = u'0'; c <= u'9'; ++c)
        m_digit = std::max(m_digit, m_ascii[c].advance);
}

Figures::Sign Figures::ask(QChar character) const
{
    const QList<quint32> glyphs = m_raw.glyphIndexesForString(QString(character));
    if (glyphs.size() != 1 || glyphs[0] == 0)
        return {};
    const QList<QPointF> advances = m_raw.advancesForGlyphIndexes(glyphs);
    return {glyphs[0], advances.value(0).x()};
}

Figures::Sign Figures::sign(QChar character) const
{
    return character.unicode() < m_ascii.size() ? m_ascii[character.unicode()] : ask(character);
}

bool Figures::knowsAll(QStringView text) const
{
    return m_raw.isValid() && std::ranges::all_of(text, [this](QChar c) { return sign(c).glyph != 0; });
}

qreal Figures::width(QStringView text) const
{
    if (!knowsAll(text))
        return QFontMetricsF(m_font).horizontalAdvance(text.toString());
    qreal width = 0;
    for (const QChar c : text)
        width += c >= u'0' && c <= u'9' ? m_digit : sign(c).advance;
    return width;
}

void Figures::draw(QPainter &painter, const QPointF &baseline, QStringView text) const
{
    if (!knowsAll(text)) {
        painter.setFont(m_font);
        painter.drawText(baseline, text.toString());
        return;
    }
    QList<quint32> glyphs;
    QList<QPointF> places;
    glyphs.reserve(text.size());
    places.reserve(text.size());
    qreal x = 0;
    for (const QChar c : text) {
        const Sign found = sign(c);
        const qreal cell = c >= u'0' && c <= u'9' ? m_digit : found.advance;
        glyphs.append(found.glyph);
        places.append({x + (cell - found.advance) / 2, 0});
        x += cell;
    }
    QGlyphRun run;
    run.setRawFont(m_raw);
    run.setGlyphIndexes(glyphs);
    run.setPositions(places);
    painter.drawGlyphRun(baseline, run);
}

void Figures::draw(QPainter &painter, const QRectF &rect, Qt::Alignment alignment, QStringView text) const
{
    qreal x = rect.x();
    if (alignment & Qt::AlignRight)
        x = rect.right() - width(text);
    else if (alignment & Qt::AlignHCenter)
        x = rect.center().x() - width(text) / 2;
    // By the height of capitals: a fallback font with taller lines moves nothing.
    draw(painter, {x, rect.y() + std::round((rect.height() + m_capHeight) / 2)}, text);
}

} // namespace widgets
