// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <deque>

namespace server {

//! Why the server did not serve a stream.
enum class Refused : quint8 {
    ForeignHost, //!< 403: a name that anybody can let lead here.
    ForeignOrigin, //!< 403: a web page that is not on the list.
    CsrfToken, //!< 403: `?csrf=` is asked for and was not right.
    Unknown, //!< 404: nothing is at the path.
    Query, //!< 400: the scenario cannot serve the query.
    NoWebSocket, //!< 400, 405, 426, 431: no good opening handshake.
    AddressFull, //!< 429: as many streams as one address may have.
    ServerFull, //!< 503: as many clients as there may be.
    OnPurpose, //!< A path under /refuse.
};

//! One stream that was refused. All texts are foreign.
struct Refusal
{
    Refused why = Refused::NoWebSocket;
    base::Nanoseconds wall{0}; //!< When, since 1970.
    QString address{}; //!< Whose; without the port.
    QByteArray path{}; //!< Without its query, which may hold a token; cut.
    QByteArray origin{}; //!< Cut; empty when none was sent.
    friend bool operator==(const Refusal &, const Refusal &) = default;
};

//! The last refusals, and how many there were.
class RefusalLog
{
public:
    static constexpr std::size_t kept = 100;
    static constexpr qsizetype longestText = 256;

    //! Keeps \a refusal, its texts cut.
    void add(Refusal refusal);
    [[nodiscard]] const std::deque<Refusal> &last() const { return m_last; } //!< The oldest first.
    [[nodiscard]] quint64 count() const { return m_count; }

private:
    std::deque<Refusal> m_last;
    quint64 m_count = 0;
};

//! What one connection of the server has done.
struct ConnectionStatistics
{
    quint64 id = 0;
    QString address{}; //!< `127.0.0.1`.
    QByteArray path{}; //!< Of its scenario.
    QByteArray who{}; //!< User or device; empty when nobody said.
    base::Nanoseconds lastActivity{0}; //!< Steady: the last message either way.
    quint64 messagesIn = 0;
    quint64 messagesOut = 0;
    quint64 bytesIn = 0; //!< As they came, with heads and headers.
    quint64 bytesOut = 0;
    friend bool operator==(const ConnectionStatistics &, const ConnectionStatistics &) = default;
};

//! What the server's pool of connections is like at one moment; a value for a panel.
struct PoolStatistics
{
    //! Silent for longer than this is idle.
    static constexpr base::Nanoseconds idleAfter = std::chrono::seconds(60);

    int total = 0; //!< Upgraded connections.
    int active = 0;
    int idle = 0;
    double meanMessages = 0; //!< Messages either way for each of them.
    quint64 bytesIn = 0; //!< Of these connections, so far.
    quint64 bytesOut = 0;
    quint64 accepted = 0; //!< Streams since the start, also those that are gone.
    quint64 refused = 0;
    QList<ConnectionStatistics> connections{}; //!< By id, the oldest first.
    QList<Refusal> lastRefusals{}; //!< The oldest first, at most RefusalLog::kept.

    //! Sums up \a connections as they are at \a now (steady).
    [[nodiscard]] static PoolStatistics of(QList<ConnectionStatistics> connections, base::Nanoseconds now);
    friend bool operator==(const PoolStatistics &, const PoolStatistics &) = default;
};

//! How many things the server holds for its clients; all 0 when the last has gone, or something leaks.
struct Holdings
{
    std::size_t clients = 0;
    std::size_t unserved = 0;
    std::size_t deadlines = 0;
    std::size_t toFlush = 0;
    std::size_t addresses = 0;
    std::size_t inScenarios = 0; //!< Members, subscriptions, requests, edits on their way: what scenarios keep for clients.
    friend bool operator==(const Holdings &, const Holdings &) = default;
};

} // namespace server
