// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRawFont>
#include <QRectF>

#include <array>

class QFont;
class QPainter;

namespace widgets {

//! Numbers that do not jump: every digit takes the room of the widest one, everything else its own.
//!
//! Make one for each font and keep it. What the font has no sign for is drawn as usual text.
class Figures
{
public:
    Figures() = default;
    explicit Figures(const QFont &font);

    [[nodiscard]] const QFont &font() const { return m_font; }
    [[nodiscard]] qreal width(QStringView text) const;
    //! In the painter's pen, from \a baseline on to the right.
    void draw(QPainter &painter, const QPointF &baseline, QStringView text) const;
    //! On one line in the middle of \a rect's height, at its left or right end or in its middle.
    void draw(QPainter &painter, const QRectF &rect, Qt::Alignment alignment, QStringView text) const;

private:
    struct Sign
    {
        quint32 glyph = 0; //!< 0: the font has none.
        qreal advance = 0;
    };
    [[nodiscard]] Sign sign(QChar character) const;
    [[nodiscard]] Sign ask(QChar character) const;
    [[nodiscard]] bool knowsAll(QStringView text) const;

    QFont m_font;
    QRawFont m_raw;
    std::array<Sign, 128> m_ascii{};
    qreal m_digit = 0;
    qreal m_capHeight = 0;
};

} // namespace widgets
