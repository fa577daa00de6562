// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/chart.h"

namespace charts {

//! The last value of each series on an arc over all it reached lately.
class GaugeChart : public Chart
{
public:
    [[nodiscard]] Axes axes() const override { return {XAxis::None, YAxis::None}; }
    void read(const ChartInput &input) override;
    [[nodiscard]] Extent extent() const override { return {}; }
    void paint(const ChartInput &input, const PlotCanvas &canvas) override;

private:
    struct Dial
    {
        std::size_t series;
        double value;
        YScale scale;
    };
    std::vector<Dial> m_dials;
    std::vector<YScale> m_scales; // Kept, so that the ends do not flutter.
};

} // namespace charts
