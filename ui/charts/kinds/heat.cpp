// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/kinds/heat.h"

#include "ui/charts/drawing.h"
#include "ui/charts/windowsamples.h"

#include <QPainter>

#include <cmath>

namespace charts {
namespace {

constexpr int cellWidth = 5; // Logical pixels.
constexpr int cellHeight = 6;

} // namespace

HeatChart::Cells HeatChart::count(const ChartInput &input, const PlotCanvas &canvas, qint64 cell) const
{
    Cells cells(static_cast<std::size_t>(m_rows), 0);
    const RowMapper mapper(canvas.scale, m_rows + 1);
    for (const ChartSeries &series : input.series) {
        if (!series.isShown)
            continue;
        forEachSample(series.view, cell * m_nsPerCell, (cell + 1) * m_nsPerCell, [&](const series::Sample &sample) {
            const double row = mapper.row(sample.value);
            if (row >= 0 && row <= m_rows)
                ++cells[static_cast<std::size_t>(std::min(static_cast<int>(row), m_rows - 1))];
        });
    }
    return cells;
}

void HeatChart::paint(const ChartInput &input, const PlotCanvas &canvas)
{
    const int columnsPerCell = std::max(qRound(cellWidth * canvas.ratio), 1);
    const qint64 nsPerCell = input.columns.nsPerColumn * columnsPerCell;
    const int rows = std::max(qRound(canvas.plot.height() / (cellHeight * canvas.ratio)), 1);
    quint64 version = input.series.size();
    for (const ChartSeries &series : input.series)
        version = version * 31 + (series.isShown ? series.curve.id.value + series.view.version * 1009 + 1 : 0);
    if (canvas.scale != m_scale || nsPerCell != m_nsPerCell || rows != m_rows || version != m_version
        || m_done.size() > 20'000)
        m_done.clear();
    m_scale = canvas.scale;
    m_nsPerCell = nsPerCell;
    m_rows = rows;
    m_version = version;

    const auto [from, to] = stretchOf(input);
    const qint64 first = from / nsPerCell - (from < 0 ? 1 : 0);
    const qint64 last = (to - 1) / nsPerCell;
    std::vector<std::pair<qint64, Cells>> shown;
    quint32 most = 1;
    for (qint64 cell = first; cell <= last; ++cell) {
        const auto done = m_done.constFind(cell);
        Cells cells = done != m_done.constEnd() ? *done : count(input, canvas, cell);
        // A second for what comes late.
        if (done == m_done.constEnd() && (cell + 1) * nsPerCell < input.nowNs - 1'000'000'000)
            m_done.insert(cell, cells);
        most = std::max(most, *std::ranges::max_element(cells));
        shown.emplace_back(cell, std::move(cells));
    }
    QPainter painter(&canvas.image);
    painter.setClipRect(canvas.plot);
    const double high = static_cast<double>(canvas.plot.height()) / rows;
    for (const auto &[cell, cells] : shown) {
        const auto x = canvas.plot.x() + static_cast<int>(columnAt(input.columns, cell * nsPerCell));
        for (int row = 0; row < rows; ++row) {
            const quint32 count = cells[static_cast<std::size_t>(row)];
            if (count == 0)
                continue;
            // By the logarithm: one sample is seen beside a thousand.
            const double part = std::log1p(count) / std::log1p(most);
            const auto colour = std::min<std::size_t>(static_cast<std::size_t>(part * 5.999), 5);
            const int top = canvas.plot.y() + qRound(row * high);
            painter.fillRect(x, top, columnsPerCell, qRound((row + 1) * high) - qRound(row * high), canvas.tokens.heat[colour]);
        }
    }
}

} // namespace charts
