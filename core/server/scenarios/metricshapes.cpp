// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/scenarios/metricshapes.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace server {
namespace {

// Each use of chance draws from a stream of its own.
enum Stream : quint64 {
    OutageHappens = 10,
    OutageStart,
    OutageLength,
    BurstHappens,
    BurstSize,
    ReleaseLevel,
    SlowNoise
};

constexpr double outageCell = 300.0; // Seconds: at most one outage in each.
constexpr double outageChance = 0.4;
constexpr double burstCell = 40.0;
constexpr double releaseCell = 180.0;

double secondsOf(base::Nanoseconds wall) { return std::chrono::duration<double>(wall).count(); }

double rounded(double value, double step) { return std::round(std::max(0.0, value) / step) * step; }

qint64 cellOf(double seconds, double length) { return static_cast<qint64>(std::floor(seconds / length)); }

} // namespace

const char *name(Metric metric)
{
    switch (metric) {
    case Metric::Sales: return "sales";
    case Metric::Orders: return "orders";
    case Metric::Traffic: return "traffic";
    case Metric::Latency: return "latency";
    case Metric::Cpu: return "cpu";
    }
    return "";
}

std::optional<Metric> metricNamed(QByteArrayView wanted)
{
    const auto found
        = std::ranges::find_if(allMetrics, [&](Metric metric) { return wanted == QByteArrayView(name(metric)); });
    return found == allMetrics.end() ? std::nullopt : std::optional(*found);
}

// SplitMix64's finisher over seed, stream and cell: a number in [0, 1).
double MetricShapes::chance(quint64 stream, qint64 cell) const
{
    quint64 x = m_seed * 0x9E3779B97F4A7C15ULL + stream * 0xD1B54A32D192ED03ULL
        + static_cast<quint64>(cell) * 0x8CB92BA72F3D8DD7ULL;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
    return static_cast<double>((x ^ (x >> 31)) >> 11) * 0x1.0p-53;
}

// Smooth noise in [-1, 1] that changes over one unit of \a at.
double MetricShapes::noise(quint64 stream, double at) const
{
    const double cell = std::floor(at);
    const double t = at - cell;
    const double s = t * t * (3.0 - 2.0 * t);
    const double a = chance(stream, static_cast<qint64>(cell)), b = chance(stream, static_cast<qint64>(cell) + 1);
    return 2.0 * (a + (b - a) * s) - 1.0;
}

bool MetricShapes::isOutage(base::Nanoseconds wall) const
{
    const double seconds = secondsOf(wall);
    const qint64 cell = cellOf(seconds, outageCell);
    if (chance(OutageHappens, cell) >= outageChance)
        return false;
    const double begin = 30.0 + chance(OutageStart, cell) * (outageCell - 60.0);
    const double length = 6.0 + 8.0 * chance(OutageLength, cell);
    const double into = seconds - static_cast<double>(cell) * outageCell;
    return into >= begin && into < begin + length;
}

double MetricShapes::burst(double seconds) const
{
    double sum = 0.0;
    const qint64 cell = cellOf(seconds, burstCell);
    for (qint64 c = cell - 1; c <= cell; ++c) { // The one before still decays.
        const double age = seconds - static_cast<double>(c) * burstCell;
        if (chance(BurstHappens, c) < 0.45)
            sum += (0.3 + 0.7 * chance(BurstSize, c)) * std::min(1.0, age / 1.5) * std::exp(-age / 9.0);
    }
    return sum;
}

// Visitors relative to an ordinary moment: low at 04:00 UTC, high at 16:00, with slow swings of minutes.
double MetricShapes::load(double seconds) const
{
    constexpr double day = 86'400.0;
    const double wave = std::sin(2.0 * std::numbers::pi * (std::fmod(seconds, day) / day - 10.0 / 24.0));
    return 1.0 + 0.45 * wave + 0.15 * noise(SlowNoise, seconds / 25.0) + 0.8 * burst(seconds);
}

double MetricShapes::value(Metric metric, base::Nanoseconds wall) const
{
    const double seconds = secondsOf(wall);
    const double now = load(seconds);
    const bool out = isOutage(wall);
    const auto own = static_cast<quint64>(metric) * 100;
    const double fast = noise(own, seconds * 3.0), slow = noise(own + 1, seconds / 7.0);
    const double release = chance(ReleaseLevel, cellOf(seconds, releaseCell)); // A step every three minutes.
    switch (metric) {
    case Metric::Sales: return rounded(out ? 0.0 : 4'200.0 * now * (1.0 + 0.12 * slow + 0.05 * fast), 0.01);
    case Metric::Orders: return rounded(out ? 0.0 : 85.0 * now * (1.0 + 0.15 * slow + 0.10 * fast), 1.0);
    case Metric::Traffic: return rounded((out ? 0.15 : 1.0) * 1'300.0 * now * (1.0 + 0.05 * slow + 0.06 * fast), 1.0);
    case Metric::Latency: {
        const double spike = fast > 0.85 ? 60.0 * (fast - 0.85) / 0.15 : 0.0;
        return rounded(
            out ? 900.0 + 500.0 * fast : 28.0 + 25.0 * release + 14.0 * now * now * (1.0 + 0.3 * fast) + spike, 0.1);
    }
    case Metric::Cpu:
        return std::min(
            100.0, rounded(out ? 97.0 + 2.0 * fast : 12.0 + 30.0 * now + 6.0 * release + 5.0 * slow + 4.0 * fast, 0.1));
    }
    return 0.0;
}

} // namespace server
