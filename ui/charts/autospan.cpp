// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/autospan.h"

#include <algorithm>
#include <array>

namespace charts {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

namespace {

constexpr std::array<nanoseconds, 9> spans{10s, 30s, 1min, 2min, 5min, 10min, 15min, 30min, 1h};
// Slow feeds get these without being offered them.
constexpr std::array<nanoseconds, 4> longer{2h, 6h, 12h, 24h};

nanoseconds roundedUp(nanoseconds wanted)
{
    if (const auto span = std::ranges::lower_bound(spans, wanted); span != spans.end())
        return *span;
    const auto span = std::ranges::lower_bound(longer, wanted);
    return span == longer.end() ? longer.back() : *span;
}

} // namespace

std::span<const nanoseconds> windowSpans() { return spans; }

nanoseconds automaticSpan(const std::vector<nanoseconds> &intervals, nanoseconds current)
{
    nanoseconds slowest{0};
    for (const nanoseconds interval : intervals)
        slowest = std::max(slowest, std::min(interval, nanoseconds(24h)));
    const nanoseconds wanted = std::max<nanoseconds>(1min, slowest * 60);
    // A feed whose pace wavers about a border would make the window jump to and fro: it shrinks only with some
    // distance.
    if (wanted <= current && roundedUp(std::max<nanoseconds>(1min, slowest * 75)) == current)
        return current;
    return roundedUp(wanted);
}

nanoseconds grownSpan(nanoseconds wanted, nanoseconds age)
{
    // Round steps of about a half: the plot is never emptier than that, and moves seldom.
    static constexpr std::array<nanoseconds, 13> steps{
        10s, 15s, 20s, 30s, 45s, 1min, 90s, 2min, 3min, 5min, 10min, 20min, 40min};
    const auto step = std::ranges::lower_bound(steps, age);
    return step == steps.end() ? wanted : std::min(*step, wanted);
}

nanoseconds neighbourSpan(nanoseconds span, int direction)
{
    if (direction > 0) {
        const auto next = std::ranges::upper_bound(spans, span);
        return next == spans.end() ? std::max(span, spans.back()) : *next;
    }
    const auto here = std::ranges::lower_bound(spans, span);
    return here == spans.begin() ? std::min(span, spans.front()) : *(here - 1);
}

} // namespace charts
