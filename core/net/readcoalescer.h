// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>

namespace net {

class StreamProbe;

//! While bytes come in bulk, lets the kernel gather them before it wakes the reader, as network cards do with
//! interrupts.
//!
//! A reader that empties the socket faster than the peer fills it is woken for every few packets, and with long
//! messages a quarter of all it costs is wake-ups. Behind a pass of 256 KiB the kernel waits for as much again
//! (SO_RCVLOWAT), until for 2 to 4 ms no such pass came: no byte is held back for longer, and an end or an error is
//! told at once. A feed of small messages does not get here.
class ReadCoalescer
{
public:
    static constexpr int bulk = 256 << 10;

    //! \a probe must outlive it.
    explicit ReadCoalescer(StreamProbe &probe);
    //! The reader took \a bytes and there are no more now.
    void passed(qint64 bytes);

private:
    void look();

    StreamProbe &m_probe;
    QTimer m_timer; //!< Runs while the kernel gathers.
    bool m_wasBulk = false; //!< Since the timer's last look.
};

} // namespace net
