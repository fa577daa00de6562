// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <vector>

namespace metrics {

//! Which pong answers which ping, by its payload (RFC 6455 §5.5.2). Remembers the last few pings of a connection.
class PingTimes
{
public:
    static constexpr std::size_t most = 8;

    struct RoundTrip
    {
        qint64 ns = 0; //!< From the ping on the wire.
        qint64 fromDueNs = 0; //!< From when it should have gone out: what a stall of our own hid counts too.
    };

    void sent(QByteArrayView payload, qint64 atNs, qint64 lateNs);
    //! Nothing when no ping of ours waits for it.
    [[nodiscard]] std::optional<RoundTrip> answered(QByteArrayView payload, qint64 atNs);
    //! A beat made of a message is answered by a message that does not say which.
    [[nodiscard]] std::optional<RoundTrip> answeredOldest(qint64 atNs);
    //! The connection ended: nothing will be answered any more.
    void clear() { m_out.clear(); }
    friend bool operator==(const PingTimes &, const PingTimes &) = default;

private:
    struct Ping
    {
        QByteArray payload;
        qint64 atNs = 0;
        qint64 dueNs = 0;
        friend bool operator==(const Ping &, const Ping &) = default;
    };

    [[nodiscard]] std::optional<RoundTrip> take(std::vector<Ping>::iterator ping, qint64 atNs);

    std::vector<Ping> m_out; //!< Oldest first.
};

} // namespace metrics
