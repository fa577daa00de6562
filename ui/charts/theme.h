// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace charts {

//! The colours of a chart, made from the palette of its widget.
struct Theme
{
    QColor ground; //!< Around the plot.
    QColor plot;
    QColor text;
    QColor mutedText; //!< Axis labels.
    QColor grid;
    QColor frame;
    QColor cursor;
    bool dark = false;

    static Theme of(const QPalette &palette);
    friend bool operator==(const Theme &, const Theme &) = default;
};

//! The colour of curve \a index: the eight hues of the tokens, then the same again. Curves of *others* are grey.
[[nodiscard]] QColor curveColour(int index, bool dark);
[[nodiscard]] QColor othersColour(bool dark);

} // namespace charts
