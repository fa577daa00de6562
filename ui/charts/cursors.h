// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart.h"
#include "ui/charts/chartlayout.h"

#include <QString>

#include <optional>

class QPainter;

namespace charts {

//! The instants that all charts of a board show: where the pointer is, and two that stay to measure between.
struct Cursors
{
    std::optional<qint64> pointer;
    std::optional<qint64> a;
    std::optional<qint64> b;
    friend bool operator==(const Cursors &, const Cursors &) = default;
};

//! `Δ 51.6 s · 1/Δ 19.4 mHz`: the distance of A and B; empty without both.
[[nodiscard]] QString distanceText(const Cursors &cursors);

//! A frequency, `19.4 mHz`.
[[nodiscard]] QString frequencyText(double hertz);

//! What the cursors of one card need besides themselves.
struct CursorScene
{
    const ChartLayout &layout;
    const series::ColumnRange &range;
    std::span<const ChartSeries> series;
    const YScale &scale;
    bool hasValues = true; //!< The Y axis shows values, so points are marked.
    double ratio = 1;
    QFont font;
    const look::Tokens &tokens;
};

//! Draws \a cursors over the plot and onto the bottom axis of a card.
void paintCursors(QPainter &painter, const Cursors &cursors, const CursorScene &scene);

} // namespace charts
