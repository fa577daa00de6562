// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/heartbeatrule.h"

namespace connection {
namespace {

constexpr base::Nanoseconds idleAfter = 60s;
constexpr int several = 2;

qint64 secondOf(base::Nanoseconds time) { return std::chrono::floor<std::chrono::seconds>(time).count(); }

} // namespace

void ActivityMeter::start(base::Nanoseconds now)
{
    *this = {};
    m_lastAt = now;
}

void ActivityMeter::message(base::Nanoseconds now)
{
    const qint64 number = secondOf(now);
    Second &second = m_seconds[static_cast<std::size_t>(number) % m_seconds.size()];
    if (second.number != number)
        second = {.number = number, .count = 0};
    if (second.count < 1'000'000'000)
        ++second.count;
    m_lastAt = now;
}

int ActivityMeter::recent(base::Nanoseconds now) const
{
    const qint64 oldest = secondOf(now) - static_cast<qint64>(m_seconds.size());
    qint64 sum = 0;
    for (const Second &second : m_seconds) {
        if (second.number > oldest)
            sum += second.count;
    }
    return static_cast<int>(std::min<qint64>(sum, 1'000'000'000));
}

BeatRule beatRule(const HeartbeatSettings &settings, const ActivityMeter &activity, bool hidden, base::Nanoseconds now)
{
    BeatRule rule{.branch = BeatBranch::Fixed, .interval = settings.interval};
    if (settings.adaptive) {
        rule.recent = activity.recent(now);
        rule.quietFor = activity.quietFor(now);
    }
    if (hidden && settings.hiddenInterval > 0ns) {
        rule.branch = BeatBranch::Hidden;
        rule.interval = settings.hiddenInterval;
    } else if (settings.adaptive && rule.quietFor >= idleAfter) {
        rule.branch = BeatBranch::Idle;
        rule.interval = settings.idleInterval;
    } else if (settings.adaptive && rule.recent >= several) {
        rule.branch = BeatBranch::Active;
        rule.interval = settings.activeInterval;
    } else if (settings.adaptive) {
        rule.branch = BeatBranch::Normal;
    }
    return rule;
}

} // namespace connection
