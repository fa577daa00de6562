// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/pace.h"

namespace charts {

//! One bar for each series: its last value, or the sum or mean of the samples in view.
class BarChart : public Chart
{
public:
    enum class Of : quint8 { Last, Sum, Mean };

    explicit BarChart(Of of) : m_of(of) { }

    [[nodiscard]] Axes axes() const override { return {XAxis::Values, YAxis::Names}; }
    void read(const ChartInput &input) override;
    [[nodiscard]] Extent extent() const override { return {}; }
    void paint(const ChartInput &input, const PlotCanvas &canvas) override;
    [[nodiscard]] std::vector<AxisLabel> xLabels() const override;
    [[nodiscard]] std::vector<QString> names() const override { return m_names; }

private:
    struct Bar
    {
        std::size_t series;
        double value;
    };
    Of m_of;
    Pace m_pace;
    std::vector<Bar> m_bars;
    std::vector<QString> m_names;
    YScale m_scale;
};

} // namespace charts
