// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <limits>

namespace fields {

//! How far the clock of a feed is from ours, from its event times and when they came; takes the difference out.
//!
//! What a message spends on its way is no difference of clocks: the smallest of received - event over a minute or two
//! is taken, and nothing at all while that is what a network may need (between -0.25 s and 2 s). So the newest sample
//! stands at the live edge whatever the server's clock says. All times in nanoseconds since 1970.
class EventClock
{
public:
    static constexpr qint64 noTime = std::numeric_limits<qint64>::min();

    //! Notes that the event time \a eventNs came at \a receivedNs.
    void observe(qint64 eventNs, qint64 receivedNs);
    //! \a eventNs by our clock; noTime for one that is an hour and more from where it should be (a stray, a backlog).
    [[nodiscard]] qint64 corrected(qint64 eventNs, qint64 receivedNs) const;
    //! What is added to event times at present; 0: nothing.
    [[nodiscard]] qint64 offset() const { return m_offset; }
    //! How fast both clocks go apart, in millionths; 0 while a minute and a half were not seen.
    [[nodiscard]] double drift() const;
    //! The feed begins anew: its clock may be another one. offset() stays what it was until the next time comes.
    void reset()
    {
        const qint64 offset = m_offset;
        *this = {};
        m_offset = offset;
    }

private:
    static constexpr qint64 blockNs = 60'000'000'000;

    void settle();

    qint64 m_offset = 0;
    bool m_isOff = false; // Once it was found to be off, every difference is taken out.
    qint64 m_blockBegan = noTime;
    qint64 m_least = std::numeric_limits<qint64>::max(); // Of received - event in this block.
    qint64 m_leastBefore = std::numeric_limits<qint64>::max(); // In the block before.
    int m_strays = 0; // One after the other.
    qint64 m_firstLeast = noTime, m_firstAt = 0, m_latestLeast = 0, m_latestAt = 0; // Of whole blocks, for the drift.
};

} // namespace fields
