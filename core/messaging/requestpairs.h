// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QHash>

#include <deque>
#include <map>
#include <optional>

namespace messaging {

//! Finds the response to each request of a conversation: `{"id":"req_1","type":…,"params":…}` goes out,
//! `{"id":"req_1","type":"response","data":…}` or `error` comes in. Time is an argument: that of the rows.
class RequestPairs
{
public:
    static constexpr base::Nanoseconds timeout = std::chrono::seconds(30);
    static constexpr qsizetype mostPending = 10'000; //!< Beyond, the oldest counts as timed out.
    static constexpr std::size_t mostTypes = 256; //!< Beyond, further types are counted under an empty name.

    //! A response that found its request.
    struct Pair
    {
        QByteArray id{}; //!< Raw token.
        QByteArray type{}; //!< Of the request; foreign text.
        base::Nanoseconds latency{0};
        bool failed = false; //!< It has an `error`.
        friend bool operator==(const Pair &, const Pair &) = default;
    };
    //! How requests of one type fared.
    struct Latency
    {
        quint64 answered = 0; //!< Failures among them.
        quint64 failed = 0;
        quint64 timedOut = 0; //!< `Request timeout`.
        base::Nanoseconds least{0};
        base::Nanoseconds most{0};
        base::Nanoseconds sum{0}; //!< Of all answered.
        friend bool operator==(const Latency &, const Latency &) = default;
    };

    //! A row that was sent. True when it is a request: an object with an `id` and a `type` that is not `response`.
    bool sent(QByteArrayView text, base::Nanoseconds at);
    //! A row that was received; the pair it makes, if it is a response to something that waits.
    std::optional<Pair> received(QByteArrayView text, base::Nanoseconds at);
    //! Ids of requests that had no response by \a now; each is told once.
    [[nodiscard]] std::deque<QByteArray> advance(base::Nanoseconds now);
    [[nodiscard]] std::optional<base::Nanoseconds> nextDeadline() const;

    [[nodiscard]] qsizetype pending() const { return m_pending.size(); }
    [[nodiscard]] quint64 unexpected() const { return m_unexpected; } //!< Responses that nobody waited for.
    [[nodiscard]] const std::map<QByteArray, Latency> &latencies() const { return m_latencies; } //!< By type.

private:
    struct Request
    {
        QByteArray type;
        base::Nanoseconds at{0};
    };
    [[nodiscard]] Latency &latencyOf(const QByteArray &type);
    void giveUp(const QByteArray &id);

    QHash<QByteArray, Request> m_pending;
    std::deque<std::pair<base::Nanoseconds, QByteArray>> m_order; //!< In the order they were sent; may name answered ones.
    std::map<QByteArray, Latency> m_latencies;
    quint64 m_unexpected = 0;
};

//! The request number \a n as the guide writes it, with the id `req_N`; \a params is JSON, left out when empty.
[[nodiscard]] QByteArray writeRequest(quint64 n, const QByteArray &type, const QByteArray &params = {});

} // namespace messaging
