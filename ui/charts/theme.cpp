// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/theme.h"

#include "ui/look/tokens.h"

namespace charts {

Theme Theme::of(const QPalette &palette)
{
    const look::Tokens &t = look::tokensOf(palette);
    return {.ground = t.ground,
        .plot = t.card,
        .text = t.text,
        .mutedText = t.text3,
        .grid = t.grid,
        .frame = t.line,
        .cursor = t.text,
        .dark = t.dark};
}

QColor curveColour(int index, bool dark)
{
    const auto &colours = look::tokens(dark).series;
    if (index < 0 || index >= colouredSlots)
        return othersColour(dark);
    return colours[static_cast<size_t>(index) % colours.size()];
}

QColor othersColour(bool dark) { return look::tokens(dark).text3; }

} // namespace charts
