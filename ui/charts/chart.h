// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/curve.h"
#include "ui/charts/legend.h"
#include "ui/look/tokens.h"

#include <QFont>
#include <QSize>

#include <span>

namespace charts {

//! What runs along the bottom of a plot.
enum class XAxis : quint8 { Time, Values, None };
//! What stands at its left.
enum class YAxis : quint8 { Values, Names, None };

//! The sides of a plot.
struct Axes
{
    XAxis x = XAxis::Time;
    YAxis y = YAxis::Values;
    friend bool operator==(const Axes &, const Axes &) = default;
};

//! One series as a chart sees it for one frame.
struct ChartSeries
{
    CurveSpec curve;
    series::SeriesView view;
    bool isShown = true;
    bool isOld = false; //!< Silent for longer than three times its usual interval.
};

//! What there is to draw in one frame.
struct ChartInput
{
    std::span<const ChartSeries> series;
    series::ColumnRange columns; //!< One for each device pixel of the plot's width.
    qint64 nowNs = 0;
    bool isLive = true;
};

//! A text at a side of the plot: 0 is the left or lower end, 1 the other.
struct AxisLabel
{
    double at = 0;
    QString text;
    friend bool operator==(const AxisLabel &, const AxisLabel &) = default;
};

//! Where a chart draws: the plot, with ground, grid and gaps on it, and a margin around it that end dots may touch.
struct PlotCanvas
{
    QImage &image; //!< 32 bits a pixel, in device pixels.
    QRect plot; //!< Inside the image.
    const YScale &scale;
    const look::Tokens &tokens;
    const QFont &font;
    double ratio = 1; //!< Device pixels to one logical pixel.
    bool isLive = true;

    [[nodiscard]] RowMapper mapper() const { return {scale, plot.height()}; }
    [[nodiscard]] double pen() const { return 1.5 * ratio; }
};

//! One way to draw series: what differs between a line, a histogram and a table. Axes, cursor, legend and input are
//! not its own.
//!
//! The card calls read(), then extent() to fit the Y axis, then paint(). A chart holds what it derived from the samples
//! in view, never the samples.
class Chart
{
public:
    virtual ~Chart() = default;

    [[nodiscard]] virtual Axes axes() const { return {}; }
    //! Brings what is drawn up to date with \a input. Must take time by its width, not by the rate of the feed.
    virtual void read(const ChartInput &input) = 0;
    //! The values that the Y axis must hold.
    [[nodiscard]] virtual Extent extent() const = 0;
    //! Draws what read() found.
    virtual void paint(const ChartInput &input, const PlotCanvas &canvas) = 0;
    //! Where nothing was seen, for charts over time.
    [[nodiscard]] virtual std::vector<ColumnGap> gaps() const { return {}; }
    //! Labels along a bottom of XAxis::Values.
    [[nodiscard]] virtual std::vector<AxisLabel> xLabels() const { return {}; }
    //! The rows of YAxis::Names, from the top.
    [[nodiscard]] virtual std::vector<QString> names() const { return {}; }
};

} // namespace charts
