// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/ink.h"
#include "ui/charts/pace.h"

#include <complex>

namespace charts {

//! Which frequencies a series holds: the Fourier transform of the window, resampled evenly, under a Hann window.
class SpectrumChart : public Chart
{
public:
    explicit SpectrumChart(bool decibels) : m_decibels(decibels) { }

    [[nodiscard]] Axes axes() const override { return {XAxis::Values, YAxis::Values}; }
    void read(const ChartInput &input) override;
    [[nodiscard]] Extent extent() const override;
    void paint(const ChartInput &input, const PlotCanvas &canvas) override;
    [[nodiscard]] std::vector<AxisLabel> xLabels() const override;

    //! Amplitudes by bin of series \a i, and the frequency of the last bin; for tests.
    [[nodiscard]] const std::vector<double> &amplitudes(std::size_t i) const { return m_amplitudes[i]; }
    [[nodiscard]] double highest() const { return m_highest; }

private:
    bool m_decibels;
    Pace m_pace;
    std::vector<std::vector<double>> m_amplitudes; // Of each series; empty for one that has too little.
    double m_highest = 0; // Hertz.
    Ink m_ink;
};

//! The discrete Fourier transform of \a values, whose number is a power of two, in place.
void transform(std::vector<std::complex<double>> &values);

} // namespace charts
