// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/yscale.h"

#include <algorithm>
#include <cmath>

namespace charts {

namespace {

// Beyond these the arithmetic of a scale would overflow or lose its steps; a curve there is clipped.
constexpr double largest = 1e300;
constexpr double smallestStep = 1e-290;
// A step finer than this part of the value could not be told apart in a double.
constexpr double finestRelativeStep = 1e-12;

double finerStep(double step) { return ladderStep(step * 0.45); }

//! The extent as a scale can hold it: finite, and never without height.
Extent drawable(Extent extent)
{
    extent.min = std::clamp(extent.min, -largest, largest);
    extent.max = std::clamp(extent.max, -largest, largest);
    if (extent.min == extent.max) {
        const double half = extent.min == 0 ? 1 : std::abs(extent.min) * 0.05;
        extent.min -= half;
        extent.max += half;
    }
    return extent;
}

//! The scale of \a divisions steps of \a step around \a extent, if it is high enough.
bool fits(const Extent &extent, double step, int divisions, YScale &scale)
{
    const double first = std::floor(extent.min / step);
    const double last = std::ceil(extent.max / step);
    const double spare = divisions - (last - first);
    if (spare < 0)
        return false;
    double low = first - std::floor(spare / 2);
    if (extent.min >= 0 && low < 0)
        low = 0;
    if (extent.max <= 0 && low + divisions > 0)
        low = -divisions;
    scale = {.low = low * step, .high = (low + divisions) * step, .step = step};
    return true;
}

constexpr double smallestLog = 1e-290;

//! Whole powers of ten around the positive part of \a extent.
YScale logScale(const Extent &extent)
{
    const double top = extent.max > smallestLog ? std::min(extent.max, largest) : 1;
    const double high = std::ceil(std::log10(top) - 1e-9);
    // Zero and less have no place here: four powers below the greatest are shown then.
    const double least = extent.min > smallestLog ? std::floor(std::log10(extent.min) + 1e-9) : high - 4;
    const double low = std::max(std::min(least, high - 1), -290.0);
    return {.low = std::pow(10, low), .high = std::pow(10, high), .step = std::pow(10, low), .kind = ScaleKind::Log};
}

YScale symLogScale(const Extent &extent)
{
    const double magnitude = std::max({std::abs(extent.min), std::abs(extent.max), smallestLog});
    const double top = std::pow(10, std::ceil(std::log10(std::min(magnitude, largest)) - 1e-9));
    const double linear = std::max(top / 1e4, smallestLog);
    return {.low = extent.min < 0 ? -top : 0,
        .high = extent.max > 0 || extent.min >= 0 ? top : 0,
        .step = linear,
        .kind = ScaleKind::SymLog,
        .linearTo = linear};
}

} // namespace

double YScale::position(double value) const
{
    switch (kind) {
    case ScaleKind::Linear: return value;
    case ScaleKind::Log: return std::log10(std::max(value, smallestLog));
    case ScaleKind::SymLog: return std::copysign(std::log10(1 + std::abs(value) / linearTo), value);
    }
    return value;
}

double YScale::valueAt(double part) const
{
    const double from = position(low);
    const double at = from + (position(high) - from) * part;
    switch (kind) {
    case ScaleKind::Linear: return at;
    case ScaleKind::Log: return std::pow(10, at);
    case ScaleKind::SymLog: return std::copysign((std::pow(10, std::abs(at)) - 1) * linearTo, at);
    }
    return at;
}

QString scaleName(ScaleKind kind)
{
    switch (kind) {
    case ScaleKind::Linear: return QStringLiteral("linear");
    case ScaleKind::Log: return QStringLiteral("log");
    case ScaleKind::SymLog: return QStringLiteral("symlog");
    }
    return {};
}

ScaleKind scaleNamed(const QString &name)
{
    for (const ScaleKind kind : {ScaleKind::Log, ScaleKind::SymLog}) {
        if (name == scaleName(kind))
            return kind;
    }
    return ScaleKind::Linear;
}

void Extent::add(double value)
{
    if (!std::isfinite(value))
        return;
    min = std::min(min, value);
    max = std::max(max, value);
}

double ladderStep(double value)
{
    if (!(value > smallestStep))
        return smallestStep;
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    // A little slack: 0.2 computed as 0.2000000001 is still 0.2.
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (value <= factor * power * (1 + 1e-9))
            return factor * power;
    }
    return 10 * power;
}

YScale scaleFor(const Extent &asked, int divisions, ScaleKind kind)
{
    divisions = std::max(divisions, 2);
    if (kind == ScaleKind::Log)
        return logScale(asked.isEmpty() ? Extent{1, 10} : asked);
    if (kind == ScaleKind::SymLog)
        return symLogScale(asked.isEmpty() ? Extent{0, 1} : asked);
    if (asked.isEmpty())
        return {.low = 0, .high = 1, .step = ladderStep(1.0 / divisions)};
    const Extent extent = drawable(asked);
    const double magnitude = std::max(std::abs(extent.min), std::abs(extent.max));
    const double finest = (extent.max - extent.min) / divisions;
    double step = ladderStep(std::max(finest, magnitude * finestRelativeStep));
    YScale scale;
    while (!fits(extent, step, divisions, scale))
        step = ladderStep(step * 1.5);
    return scale;
}

YScale nextScale(const YScale &current, const Extent &extent, int divisions)
{
    if (extent.isEmpty())
        return current;
    if (current.kind != ScaleKind::Linear)
        return scaleFor(extent, divisions, current.kind); // Powers of ten do not flutter.
    const Extent shown = drawable(extent);
    if (!current.contains(extent))
        return scaleFor(extent, divisions);
    const double finerSpan = finerStep(current.step) * std::max(divisions, 2);
    if (shown.max - shown.min > 0.8 * finerSpan)
        return current;
    const YScale finer = scaleFor(extent, divisions);
    return finer.step < current.step ? finer : current;
}

YScale zoomed(const YScale &scale, double factor, double anchor, int divisions)
{
    if (scale.kind != ScaleKind::Linear)
        return scale; // It shows all there is.
    const double low = std::clamp(anchor + (scale.low - anchor) * factor, -largest, largest);
    const double high = std::clamp(anchor + (scale.high - anchor) * factor, -largest, largest);
    const double magnitude = std::max(std::abs(low), std::abs(high));
    if (!(high - low > std::max(magnitude * finestRelativeStep * divisions, smallestStep * divisions)))
        return scale;
    return {.low = low, .high = high, .step = ladderStep((high - low) / std::max(divisions, 2))};
}

namespace {

//! The powers of ten inside \a scale, every second, third … where there are many.
std::vector<double> powersOfTen(const YScale &scale)
{
    std::vector<double> values;
    const double high = std::log10(std::max({std::abs(scale.low), std::abs(scale.high), smallestLog}));
    const double low = std::log10(scale.kind == ScaleKind::Log ? scale.low : scale.linearTo * 10);
    const int every = std::max(static_cast<int>(std::ceil((high - low) / 5)), 1);
    for (double power = std::round(high); power >= low - 1e-6 && values.size() < 30; power -= every) {
        const double value = std::pow(10, power);
        if (scale.high > 0)
            values.push_back(value);
        if (scale.low < 0)
            values.push_back(-value);
    }
    if (scale.kind == ScaleKind::SymLog)
        values.push_back(0);
    std::ranges::sort(values);
    return values;
}

} // namespace

std::vector<double> gridValues(const YScale &scale)
{
    std::vector<double> values;
    if (scale.kind != ScaleKind::Linear)
        return powersOfTen(scale);
    const double first = std::ceil(scale.low / scale.step - 1e-6);
    const double last = std::floor(scale.high / scale.step + 1e-6);
    for (double i = first; i <= last && values.size() < 64; ++i)
        values.push_back(i * scale.step + 0.0); // + 0.0 turns -0 into 0.
    return values;
}

int labelDigits(const YScale &scale)
{
    if (scale.kind != ScaleKind::Linear)
        return 3;
    const double magnitude = std::max(std::abs(scale.low), std::abs(scale.high));
    const double digits = std::floor(std::log10(magnitude) + 1e-9) - std::floor(std::log10(scale.step) + 1e-9) + 1;
    return static_cast<int>(std::clamp(digits, 1.0, 15.0));
}

} // namespace charts
