// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/theme.h"

#include "ui/look/tokens.h"

namespace charts {

Theme Theme::of(const QPalette &palette)
{
    const look::Tokens &t = look::tokensOf(palette);
    return {.ground = t.card,
        .plot = t.card,
        .text = t.text,
        .mutedText = t.text3,
        .grid = t.grid,
        .frame = t.card, // No frame around a plot.
        .cursor = t.text,
        .dark = t.dark};
}

QColor curveColour(int index, bool dark)
{
    const auto &colours = look::tokens(dark).series;
    return colours[static_cast<size_t>(index) % colours.size()];
}

QColor othersColour(bool dark) { return look::tokens(dark).text3; }

} // namespace charts
