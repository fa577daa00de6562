// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/scenarios/scenario.h"

#include <unordered_map>

namespace server {

//! Numbered JSON messages of one size, at a rate or as fast as the client reads: `?rate=N&size=N`.
//!
//! Without a rate a client's backlog is kept at 1 MiB. With one, messages that were due while the client did not read
//! are owed for a second; what is older is not sent, and no sequence number is left out.
class Flood final : public Scenario
{
public:
    static constexpr qint64 backlog = 1 << 20; //!< Bytes.
    static constexpr int smallestSize = 64, largestSize = 1 << 20, defaultSize = 96; //!< Bytes of a message.
    static constexpr int highestRate = 10'000'000; //!< Messages per second.

    [[nodiscard]] std::optional<QByteArray> refusal(const QUrlQuery &query) const override;
    void joined(ClientId client, const QUrlQuery &query, const base::Instant &now, Outbox &out) override;
    void left(ClientId client) override;
    void messageReceived(ClientId, ws::Opcode, QByteArrayView, const base::Instant &, Outbox &) override { }
    void writable(ClientId client, const base::Instant &now, Outbox &out) override;
    void advance(const base::Instant &now, Outbox &out) override;
    [[nodiscard]] std::optional<base::Nanoseconds> nextDeadline() const override;
    [[nodiscard]] std::size_t held() const override { return m_clients.size(); }

    //! Message number \a seq of exactly \a size bytes.
    [[nodiscard]] static QByteArray message(quint64 seq, int size);

private:
    struct Client
    {
        int rate = 0; //!< Messages per second; 0: as fast as it reads.
        int size = defaultSize;
        quint64 seq = 0;
        base::Nanoseconds paidUntil{0}; //!< Steady time up to which all due messages were sent.
        base::Nanoseconds due{0}; //!< Next look at a rated client.
    };
    static void fill(ClientId id, Client &client, Outbox &out);
    static void pay(ClientId id, Client &client, base::Nanoseconds now, Outbox &out);

    std::unordered_map<ClientId, Client> m_clients;
};

} // namespace server
