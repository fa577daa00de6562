// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QByteArray>
#include <QHash>

namespace messaging {

//! Refuses the same message again within a while, as a *typing…* notice needs it.
class RepeatGuard
{
public:
    //! \a within 0: everything may pass.
    explicit RepeatGuard(base::Nanoseconds within = base::Nanoseconds(0)) : m_within(within) { }

    //! Whether \a message may go at \a now; if so, it counts as sent.
    [[nodiscard]] bool pass(const QByteArray &message, base::Nanoseconds now);

private:
    void forgetOld(base::Nanoseconds now);

    base::Nanoseconds m_within;
    QHash<QByteArray, base::Nanoseconds> m_sent; //!< By SHA-256; payloads may be large.
};

} // namespace messaging
