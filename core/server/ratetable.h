// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/messaging/ratelimiter.h"
#include "core/server/guardlimits.h"

#include <QByteArray>
#include <QHash>

namespace server {

//! Counts the messages of every user, over all their connections. Time is an argument.
class RateTable
{
public:
    explicit RateTable(const RateLimit &limit) : m_limit(limit) { }

    //! Whether one more message of \a user may pass at \a now; if so, it is counted.
    [[nodiscard]] bool pass(const QByteArray &user, base::Nanoseconds now);
    //! Forgets everybody whose count would begin anew; a user who comes back too soon is still known.
    void forgetOld(base::Nanoseconds now);
    [[nodiscard]] qsizetype size() const { return m_users.size(); }

private:
    struct Count
    {
        base::Nanoseconds until{0}; //!< FixedWindow: when it ends; TokenBucket: when the bucket is full for sure.
        int messages = 0;
        messaging::RateLimiter bucket;
    };

    RateLimit m_limit;
    QHash<QByteArray, Count> m_users;
};

} // namespace server
