// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/kinds/spectrum.h"

#include "ui/charts/cursors.h"
#include "ui/charts/drawing.h"
#include "ui/charts/samplesearch.h"
#include "ui/charts/windowsamples.h"

#include <bit>
#include <cmath>
#include <numbers>

namespace charts {
namespace {

constexpr int mostPoints = 2048;
constexpr int fewestPoints = 16;
constexpr double quietest = -160; // Decibels.

} // namespace

void transform(std::vector<std::complex<double>> &values)
{
    const std::size_t count = values.size();
    for (std::size_t i = 1, j = 0; i < count; ++i) {
        std::size_t bit = count >> 1;
        for (; j & bit; bit >>= 1)
            j ^= bit;
        j ^= bit;
        if (i < j)
            std::swap(values[i], values[j]);
    }
    for (std::size_t length = 2; length <= count; length <<= 1) {
        const std::complex<double> turn = std::polar(1.0, -2 * std::numbers::pi / static_cast<double>(length));
        for (std::size_t i = 0; i < count; i += length) {
            std::complex<double> w = 1;
            for (std::size_t k = 0; k < length / 2; ++k, w *= turn) {
                const std::complex<double> even = values[i + k];
                const std::complex<double> odd = values[i + k + length / 2] * w;
                values[i + k] = even + odd;
                values[i + k + length / 2] = even - odd;
            }
        }
    }
}

void SpectrumChart::read(const ChartInput &input)
{
    if (!m_pace.isDue(input))
        return;
    m_amplitudes.assign(input.series.size(), {});
    const auto [from, to] = stretchOf(input);
    // As many points as samples, so that what is shown was measured; all series share the greatest number.
    std::vector<std::vector<series::Sample>> samples(input.series.size());
    std::size_t most = 0;
    for (std::size_t i = 0; i < input.series.size(); ++i) {
        if (input.series[i].isShown)
            forEachSample(input.series[i].view, from, to, [&](const series::Sample &sample) { samples[i].push_back(sample); });
        most = std::max(most, samples[i].size());
    }
    const auto points = std::min<std::size_t>(std::bit_floor(most), mostPoints);
    if (points < fewestPoints)
        return;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        std::vector<series::Sample> &own = samples[i];
        if (own.size() < fewestPoints)
            continue;
        std::ranges::stable_sort(own, {}, &series::Sample::timeNs);
        const double begin = static_cast<double>(own.front().timeNs);
        const double length = static_cast<double>(own.back().timeNs) - begin;
        if (length <= 0)
            continue;
        m_highest = static_cast<double>(points) / 2 / (length / 1e9);
        std::vector<std::complex<double>> values(points);
        double mean = 0;
        std::size_t at = 0;
        for (std::size_t k = 0; k < points; ++k) {
            const double time = begin + length * static_cast<double>(k) / static_cast<double>(points - 1);
            while (at + 1 < own.size() && static_cast<double>(own[at + 1].timeNs) <= time)
                ++at;
            double value = own[at].value;
            if (at + 1 < own.size() && own[at + 1].timeNs > own[at].timeNs)
                value += (own[at + 1].value - value) * (time - static_cast<double>(own[at].timeNs))
                    / static_cast<double>(own[at + 1].timeNs - own[at].timeNs);
            values[k] = std::clamp(value, -1e150, 1e150);
            mean += values[k].real() / static_cast<double>(points);
        }
        for (std::size_t k = 0; k < points; ++k)
            values[k] = (values[k] - mean)
                * (0.5 - 0.5 * std::cos(2 * std::numbers::pi * static_cast<double>(k) / static_cast<double>(points - 1)));
        transform(values);
        m_amplitudes[i].resize(points / 2 + 1);
        for (std::size_t k = 0; k < m_amplitudes[i].size(); ++k) {
            // The Hann window halves what is there, and a real wave is shared by two bins.
            const double amplitude = std::abs(values[k]) * 4 / static_cast<double>(points);
            m_amplitudes[i][k] = m_decibels ? std::max(20 * std::log10(std::max(amplitude, 1e-300)), quietest) : amplitude;
        }
    }
}

Extent SpectrumChart::extent() const
{
    Extent extent;
    for (const auto &series : m_amplitudes) {
        for (const double amplitude : series)
            extent.add(amplitude);
    }
    return extent;
}

std::vector<AxisLabel> SpectrumChart::xLabels() const
{
    std::vector<AxisLabel> labels;
    if (m_highest <= 0 || extent().isEmpty())
        return labels;
    const double step = ladderStep(m_highest / 5);
    for (int i = 0; i * step <= m_highest && i < 32; ++i)
        labels.push_back({i * step / m_highest, i == 0 ? QStringLiteral("0") : frequencyText(i * step)});
    return labels;
}

void SpectrumChart::paint(const ChartInput &input, const PlotCanvas &canvas)
{
    const RowMapper mapper = canvas.mapper();
    for (std::size_t i = 0; i < m_amplitudes.size() && i < input.series.size(); ++i) {
        const std::vector<double> &bins = m_amplitudes[i];
        if (bins.empty())
            continue;
        // Bins as samples of a curve over frequency, many or few to a column.
        m_ink.reset(canvas.plot.width());
        std::optional<std::pair<qint64, double>> pen;
        for (std::size_t k = 0; k < bins.size(); ++k) {
            const auto x = static_cast<qint64>(static_cast<double>(k) / static_cast<double>(bins.size() - 1) * (canvas.plot.width() - 1));
            const double row = mapper.row(bins[k]);
            if (pen && pen->first == x)
                m_ink.box(static_cast<int>(x), pen->second, row);
            else if (pen)
                m_ink.line(pen->first, pen->second, x, row);
            m_ink.box(static_cast<int>(x), row, row);
            pen = {x, row};
        }
        const QRgb colour = colourOf(input.series[i], canvas.tokens);
        m_ink.fill(canvas.image, canvas.plot, colour, 0.12, canvas.plot.height() - 1);
        m_ink.paint(canvas.image, canvas.plot, {.colour = colour, .pen = canvas.pen()});
    }
}

} // namespace charts
