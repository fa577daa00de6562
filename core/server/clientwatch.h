// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/guardlimits.h"

#include <optional>

namespace server {

//! Whether one client is still there, and still wants anything. Time is an argument, always on the steady clock.
class ClientWatch
{
public:
    enum class Action : quint8 {
        None,
        Ping,
        CutOff, //!< Nothing came for too long: the stream goes without a close frame.
        Idle, //!< Close with 1000 `Idle timeout`.
        Lost, //!< Close with 1001 `Heartbeat timeout`.
    };

    //! \a limits must outlive the watch.
    ClientWatch(const GuardLimits &limits, base::Nanoseconds now);

    //! The session begins: heartbeat and idleness count from here.
    void opened(base::Nanoseconds now);
    //! Bytes went either way.
    void moved(base::Nanoseconds now);
    void ponged(base::Nanoseconds now) { m_ponged = now; }
    //! A message came from the client.
    void heard(base::Nanoseconds now) { m_heard = m_messaged = now; }
    //! A message went to the client.
    void told(base::Nanoseconds now) { m_messaged = now; }
    //! From now on what goes to the client counts against idleness too: it only listens.
    void setListener(bool listens) { m_listens = listens; }

    //! What is due at \a now; counts as done.
    [[nodiscard]] Action advance(base::Nanoseconds now);
    [[nodiscard]] std::optional<base::Nanoseconds> nextDeadline() const;
    [[nodiscard]] base::Nanoseconds lastMessage() const { return m_messaged; }

private:
    [[nodiscard]] bool isIdle(base::Nanoseconds now) const;

    const GuardLimits &m_limits;
    base::Nanoseconds m_moved;
    base::Nanoseconds m_ponged;
    base::Nanoseconds m_heard;
    base::Nanoseconds m_messaged;
    base::Nanoseconds m_pingAt{0}; //!< Of the heartbeat; 0: none.
    base::Nanoseconds m_lookAt{0}; //!< For idleness; 0: never.
    bool m_pinged = false; //!< Since bytes last moved.
    bool m_listens = false;
};

} // namespace server
