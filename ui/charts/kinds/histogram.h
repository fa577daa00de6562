// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/pace.h"

namespace charts {

//! How often values fall where, of all samples in view. Logarithmic bins on request.
class HistogramChart : public Chart
{
public:
    explicit HistogramChart(bool logarithmic) : m_logarithmic(logarithmic) { }

    [[nodiscard]] Axes axes() const override { return {XAxis::Values, YAxis::Values}; }
    void read(const ChartInput &input) override;
    [[nodiscard]] Extent extent() const override;
    void paint(const ChartInput &input, const PlotCanvas &canvas) override;
    [[nodiscard]] std::vector<AxisLabel> xLabels() const override;

    //! Samples in each bin, of each series; for tests.
    [[nodiscard]] const std::vector<std::vector<quint64>> &counts() const { return m_counts; }
    [[nodiscard]] double median() const { return m_median; }

private:
    static constexpr int bins = 40;

    bool m_logarithmic;
    Pace m_pace;
    YScale m_scale; // Of the values, along the bottom.
    std::vector<std::vector<quint64>> m_counts;
    double m_median = 0;
    double m_p99 = 0;
    quint64 m_all = 0;
};

} // namespace charts
