// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <optional>

namespace messaging {

//! A token bucket for outgoing messages: \a perMinute on average, at most \a burst at once. Time is an argument.
class RateLimiter
{
public:
    //! \a perMinute 0: no limit. The bucket begins full.
    RateLimiter(int perMinute = 0, int burst = 1);

    //! Whether one message may go at \a now.
    [[nodiscard]] bool mayTake(base::Nanoseconds now);
    //! One message goes; only when mayTake().
    void take(base::Nanoseconds now);
    //! When the next one may go; nothing when it may now.
    [[nodiscard]] std::optional<base::Nanoseconds> nextAt(base::Nanoseconds now);

private:
    void fill(base::Nanoseconds now);

    base::Nanoseconds m_each{0}; //!< Time that one token takes to grow; 0: no limit.
    base::Nanoseconds m_most{0}; //!< A full bucket, counted in time.
    base::Nanoseconds m_level{0};
    base::Nanoseconds m_filledAt{0};
    bool m_began = false;
};

} // namespace messaging
