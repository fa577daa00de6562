// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace base {

using namespace std::chrono_literals;
using Nanoseconds = std::chrono::nanoseconds;

//! One moment on three clocks, read together.
struct Instant
{
    Nanoseconds steady{0}; //!< CLOCK_MONOTONIC: for timeouts; stops in sleep, never jumps.
    Nanoseconds wall{0}; //!< CLOCK_REALTIME since 1970-01-01 UTC: for people and files; may jump.
    Nanoseconds boot{0}; //!< CLOCK_BOOTTIME: steady plus the time spent asleep.

    friend bool operator==(const Instant &, const Instant &) = default;
};

//! Where time comes from. An argument everywhere, so that tests move it by hand.
class Clock
{
public:
    virtual ~Clock() = default;
    //! Thread-safe; about 60 ns.
    [[nodiscard]] virtual Instant now() const = 0;
};

//! The machine's clocks.
class SystemClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override;
};

} // namespace base
