// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stream/tick.h"

#include <functional>
#include <mutex>

namespace stream {

//! One slot between the threads and the screen: newer news replace older, and only one notification is in flight.
//!
//! Thread-safe. \a notify is called on the thread that changed something, only if nobody was told since the last
//! take().
class TickMailbox
{
public:
    explicit TickMailbox(std::function<void()> notify) : m_notify(std::move(notify)) { }

    //! Changes the waiting Tick: `mailbox.update([&](Tick &tick) { tick.lastSeq = seq; });`
    template <typename Change>
    void update(Change &&change)
    {
        bool tell = false;
        {
            const std::scoped_lock lock(m_mutex);
            change(m_tick);
            tell = !m_told;
            m_told = true;
        }
        if (tell)
            m_notify();
    }

    //! The Tick as it stands; the next change notifies again.
    [[nodiscard]] Tick take()
    {
        const std::scoped_lock lock(m_mutex);
        m_told = false;
        return m_tick;
    }

private:
    const std::function<void()> m_notify;
    std::mutex m_mutex;
    Tick m_tick;
    bool m_told = false;
};

} // namespace stream
