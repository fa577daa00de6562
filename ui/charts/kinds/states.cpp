// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/kinds/states.h"

#include "ui/charts/drawing.h"
#include "ui/text/format.h"

#include <QPainter>

#include <cmath>

namespace charts {

std::vector<StateRun> stateRuns(const CurveShape &shape)
{
    std::vector<StateRun> runs;
    const int width = static_cast<int>(shape.columns.size());
    const auto extend = [&](int x, double value, bool isMixed) {
        if (!runs.empty() && runs.back().last == x - 1 && runs.back().value == value && runs.back().isMixed == isMixed)
            runs.back().last = x;
        else
            runs.push_back({x, x, value, isMixed});
    };
    std::optional<double> held;
    if (shape.before)
        held = shape.before->value;
    const qint64 last = shape.after ? width - 1 : shape.holdTo.value_or(width - 1);
    for (int x = 0; x < width; ++x) {
        const series::Column &column = shape.columns[x];
        if (breaksLine(column))
            held.reset();
        if (column.count > 0) {
            extend(x, column.last, column.min != column.max);
            held = column.gapAfter ? std::nullopt : std::optional(column.last);
        } else if (held && x <= last) {
            extend(x, *held, false);
        }
    }
    return runs;
}

void StatesChart::paintLane(QPainter &painter, const ChartSeries &series, const CurveShape &shape, const Lane &lane,
    const PlotCanvas &canvas) const
{
    const Extent extent = extentOf(shape, true);
    const bool isBinary = extent.min >= 0 && extent.max <= 1;
    for (const StateRun &run : stateRuns(shape)) {
        // Equal values have equal colours, in this row and in every other.
        const int slot = isBinary ? series.curve.colour
                                  : static_cast<int>(std::fmod(std::abs(std::trunc(run.value)), 8));
        const ChartSeries look{{{}, {}, false, slot}, {}, true, false};
        QColor colour = QColor::fromRgb(colourOf(look, canvas.tokens));
        colour.setAlphaF(series.isOld ? 0.45F : run.isMixed ? 0.55F : 0.85F);
        const double part = run.isMixed ? 0.9 : isBinary && run.value == 0 ? 0.18 : 0.62;
        const double height = std::min(lane.height, 40.0) * part;
        const QRectF box(run.first / canvas.ratio, lane.middle - height / 2,
            (run.last - run.first + 1) / canvas.ratio, height);
        painter.fillRect(box, isBinary && run.value == 0 && !run.isMixed ? canvas.tokens.edge : colour);
        const QString words = text::value(run.value, 6);
        if (!isBinary && !run.isMixed && height >= 14 && painter.fontMetrics().horizontalAdvance(words) + 8 < box.width()) {
            painter.setPen(canvas.tokens.dark ? canvas.tokens.ground : canvas.tokens.card);
            painter.drawText(box.adjusted(4, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, words);
        }
    }
}

} // namespace charts
