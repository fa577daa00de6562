// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/heartbeatsettings.h"

#include <array>

namespace connection {

//! Counts business messages of the last 10 seconds, to the second, and knows how long none went either way.
class ActivityMeter
{
public:
    static constexpr base::Nanoseconds window = 10s;

    void start(base::Nanoseconds now); //!< The connection opened: silence counts from here.
    void message(base::Nanoseconds now);
    [[nodiscard]] int recent(base::Nanoseconds now) const;
    [[nodiscard]] base::Nanoseconds quietFor(base::Nanoseconds now) const { return now - m_lastAt; }
    [[nodiscard]] base::Nanoseconds lastAt() const { return m_lastAt; }

private:
    struct Second
    {
        qint64 number = -1;
        int count = 0;
    };
    std::array<Second, 10> m_seconds{};
    base::Nanoseconds m_lastAt{0};
};

//! Which rule of the guide gives the interval.
enum class BeatBranch : quint8 {
    Fixed, //!< Not adaptive.
    Idle, //!< No business message for 60 s.
    Active, //!< Two or more in the last 10 s.
    Normal,
    Hidden, //!< Nobody looks at the window.
};

//! The interval in force and what chose it.
struct BeatRule
{
    BeatBranch branch = BeatBranch::Fixed;
    base::Nanoseconds interval = 30s; //!< 0: no beat.
    int recent = 0; //!< Business messages in the last 10 s, when adaptive.
    base::Nanoseconds quietFor{0}; //!< Since the last business message, when adaptive.
    friend bool operator==(const BeatRule &, const BeatRule &) = default;
};

//! The guide: no business message for a minute, several in ten seconds, or neither; a hidden window goes before all.
[[nodiscard]] BeatRule beatRule(
    const HeartbeatSettings &settings, const ActivityMeter &activity, bool hidden, base::Nanoseconds now);

} // namespace connection
