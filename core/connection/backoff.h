// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"

namespace connection {

using namespace std::chrono_literals;

//! When to try again after a loss; names and defaults are the guide's.
struct BackoffSettings
{
    int maxReconnectAttempts = 10; //!< 0: no limit.
    base::Nanoseconds reconnectInterval = 1000ms;
    double reconnectDecay = 1.5;
    base::Nanoseconds maxReconnectInterval = 30'000ms;
    bool jitter = true; //!< Full jitter: rand(0, delay), never below 100 ms (RFC 6455 §7.2.3).
    friend bool operator==(const BackoffSettings &, const BackoffSettings &) = default;
};

//! Full jitter: a time between 0 and \a delay, never below 100 ms.
[[nodiscard]] base::Nanoseconds jittered(base::Nanoseconds delay, base::Random &random);

//! The delay before each next attempt: min(cap, interval · decay^step), with full jitter unless switched off.
class Backoff
{
public:
    explicit Backoff(BackoffSettings settings = {}) : m_settings(settings) { }
    //! The next delay, at least 100 ms; each call is one step further.
    [[nodiscard]] base::Nanoseconds next(base::Random &random);
    //! After a stable open: the next delay is the first again.
    void reset() { m_step = 0; }
    [[nodiscard]] int step() const { return m_step; }
    //! The delay at \a step without jitter, for the policy's picture.
    [[nodiscard]] base::Nanoseconds delayAt(int step) const;
    [[nodiscard]] const BackoffSettings &settings() const { return m_settings; }

private:
    BackoffSettings m_settings;
    int m_step = 0;
};

} // namespace connection
