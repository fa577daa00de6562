// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/timeticks.h"

#include <QDateTime>

#include <algorithm>
#include <array>

namespace charts {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

namespace {

constexpr std::array<nanoseconds, 29> ladder{1ms, 2ms, 5ms, 10ms, 20ms, 50ms, 100ms, 200ms, 500ms, 1s, 2s, 5s, 10s, 15s,
    30s, 1min, 2min, 5min, 10min, 15min, 30min, 1h, 2h, 3h, 6h, 12h, 24h, 48h, 120h};

qint64 localOffsetNs(qint64 timeNs)
{
    return QDateTime::fromMSecsSinceEpoch(timeNs / 1'000'000).offsetFromUtc() * qint64(1'000'000'000);
}

//! Decimals of a second that labels of \a step show.
int decimals(nanoseconds step)
{
    if (step >= 1s)
        return 0;
    return step >= 100ms ? 1 : step >= 10ms ? 2 : 3;
}

} // namespace

nanoseconds tickStep(nanoseconds least)
{
    const auto step = std::ranges::lower_bound(ladder, least);
    return step == ladder.end() ? ladder.back() : *step;
}

std::vector<qint64> tickTimes(qint64 beginNs, qint64 endNs, nanoseconds step)
{
    std::vector<qint64> times;
    // One offset for the whole window: at a change of summer time ticks stay evenly spaced.
    const qint64 offset = localOffsetNs(endNs);
    const qint64 distance = step.count();
    const qint64 local = beginNs + offset;
    qint64 tick = local - ((local % distance) + distance) % distance + distance - offset;
    for (; tick <= endNs && times.size() < 128; tick += distance)
        times.push_back(tick);
    return times;
}

QString tickLabel(qint64 timeNs, nanoseconds step)
{
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(timeNs / 1'000'000);
    if (step >= 24h)
        return local.toString(QStringLiteral("MM-dd"));
    const QString label = local.toString(step >= 1min ? QStringLiteral("HH:mm") : QStringLiteral("HH:mm:ss"));
    if (const int places = decimals(step); places > 0)
        return label + u'.' + local.toString(QStringLiteral("zzz")).left(places);
    return label;
}

QString widestTickLabel(nanoseconds step)
{
    if (step >= 1min)
        return QStringLiteral("00:00");
    const int places = decimals(step);
    return QStringLiteral("00:00:00") + (places > 0 ? u'.' + QString(places, u'0') : QString());
}

} // namespace charts
