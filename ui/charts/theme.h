// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace charts {

//! The colours of a chart, made from the palette of its widget.
struct Theme
{
    QColor ground; //!< Behind cards.
    QColor plot; //!< The card, and the plot on it.
    QColor text;
    QColor mutedText; //!< Axis labels.
    QColor grid;
    QColor frame; //!< The card's border.
    QColor cursor;
    bool dark = false;

    static Theme of(const QPalette &palette);
    friend bool operator==(const Theme &, const Theme &) = default;
};

//! Slots with a hue: the eight of the tokens, then the same again with dashed curves.
constexpr int colouredSlots = 16;

//! The colour of slot \a index; grey behind the last with a hue. Curves of *others* are grey too.
[[nodiscard]] QColor curveColour(int index, bool dark);
[[nodiscard]] QColor othersColour(bool dark);
//! True for the second use of a hue.
[[nodiscard]] constexpr bool isDashed(int index) { return index >= colouredSlots / 2 && index < colouredSlots; }

} // namespace charts
