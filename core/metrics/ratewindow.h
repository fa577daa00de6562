// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>

namespace metrics {

//! Messages and their bytes, as a number each second or as totals.
struct Flow
{
    quint64 messages = 0;
    quint64 bytes = 0;
    friend bool operator==(const Flow &, const Flow &) = default;
};

//! The most that a window held, and the second behind its end; 0: none yet.
struct Peak
{
    quint64 amount = 0;
    qint64 second = 0; //!< Since 1970.
    friend bool operator==(const Peak &, const Peak &) = default;
};

//! How much came in the last 1, 10 and 60 full seconds, and the most that ever came in so long. Time is an argument:
//! whole seconds since 1970 that never go back.
//!
//! Counts are whole numbers in a ring of a minute: nothing drifts, and nothing is averaged twice.
class RateWindow
{
public:
    static constexpr std::array spans{1, 10, 60}; //!< Seconds.
    enum Span : quint8 { Second, TenSeconds, Minute };

    void add(quint64 bytes, qint64 second)
    {
        if (second > m_second)
            turnTo(second);
        ++m_now.messages;
        m_now.bytes += bytes;
    }
    //! What came in the last full seconds of \a span before \a second; nothing of a running second counts.
    [[nodiscard]] Flow last(Span span, qint64 second) const;
    //! The same for one second of it.
    [[nodiscard]] double messagesPerSecond(Span span, qint64 second) const;
    [[nodiscard]] double bytesPerSecond(Span span, qint64 second) const;
    //! The most messages, or bytes, in any full seconds of \a span, the running one taken as full.
    [[nodiscard]] Peak peakMessages(Span span) const;
    [[nodiscard]] Peak peakBytes(Span span) const;
    friend bool operator==(const RateWindow &, const RateWindow &) = default;

private:
    static constexpr qint64 length = 64;
    struct Peaks
    {
        std::array<Peak, 3> messages{};
        std::array<Peak, 3> bytes{};
        friend bool operator==(const Peaks &, const Peaks &) = default;
    };

    void turnTo(qint64 second);
    [[nodiscard]] Flow sum(int seconds, qint64 before) const;
    [[nodiscard]] Peaks peaks() const;

    qint64 m_second = -1; //!< The one that is counted.
    Flow m_now; //!< Of it.
    std::array<Flow, length> m_ring{}; //!< By second modulo its length: the seconds before.
    Peaks m_peaks; //!< Of full seconds.
};

} // namespace metrics
