// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>

namespace charts {

//! What a card must find room for.
struct LayoutNeeds
{
    int gutter = 44; //!< Width of the Y axis; 0: there is none.
    int legendHeight = 0;
    bool hasBottomAxis = true;
    int tableHeight = 0; //!< Of the statistics below the plot.
    friend bool operator==(const LayoutNeeds &, const LayoutNeeds &) = default;
};

//! Where the parts of a card stand. Decided by its size and reserved room, never by the values shown.
struct ChartLayout
{
    QRect header; //!< Title, unit, last value; the actions appear over it.
    QRect legend;
    QRect yAxis; //!< The gutter at the left of the plot.
    QRect plot;
    QRect table; //!< Statistics, below everything else.
    QRect bottomAxis; //!< Below the plot, as wide as the card; of no height when the card has no labels there.
    friend bool operator==(const ChartLayout &, const ChartLayout &) = default;
};

//! The legend gives way before the plot does.
[[nodiscard]] ChartLayout layoutFor(QSize size, const LayoutNeeds &needs);

//! What around the plot end dots may touch.
constexpr int plotMargin = 8;

//! The width of a Y axis whose widest label is \a label pixels wide: of few steps, so that cards in a column agree.
[[nodiscard]] int gutterFor(int label);

//! The least size at which a card can be read.
constexpr QSize minimumCard{240, 132};

} // namespace charts
