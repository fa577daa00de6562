// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/connection/backoff.h"
#include "core/connection/failure.h"

#include <optional>

namespace connection {

//! Whether and when to try again, counted over the attempts of one connection.
//!
//! Two counters: *failures in a row*, cleared by every open, decide when to stop; the *back-off step*, cleared only by
//! a stable open, decides how long to wait, so that a server that accepts and drops is not hit ever faster (N27).
class RetryPlan
{
public:
    enum class Audience : quint8 {
        Watched, //!< A person looks: quick at first, and at the limit it stops and asks.
        Recording, //!< Nobody does: spread wider (RFC 6455 §7.2.3), and behind the limit once every 60 s.
    };

    explicit RetryPlan(BackoffSettings settings = {}) : m_backoff(settings) { }
    //! Starts the delays anew if the settings differ.
    void setSettings(const BackoffSettings &settings);

    void restart(); //!< A person asks: all counters are zero.
    void grantMore(); //!< A person asks for one attempt now: the limit counts anew, the delays do not.
    void attempted(base::Nanoseconds now);
    void opened();
    void established() { m_backoff.reset(); } //!< Open for long enough: the next delay is the first again.

    //! The delay before the next attempt, or nothing when the limit is reached.
    [[nodiscard]] std::optional<base::Nanoseconds> afterLoss(
        const Failure &failure, Audience audience, const base::Instant &now, base::Random &random);
    [[nodiscard]] std::optional<base::Nanoseconds> afterFailedOpen(
        const Failure &failure, Audience audience, const base::Instant &now, base::Random &random);

    //! Attempts since the last open, the present one included.
    [[nodiscard]] int attempts() const { return m_attempts; }
    [[nodiscard]] const Backoff &backoff() const { return m_backoff; }

private:
    Backoff m_backoff;
    int m_attempts = 0;
    int m_failures = 0; //!< In a row, since an open or since a person asked.
    std::optional<base::Nanoseconds> m_tryingSince;
};

} // namespace connection
