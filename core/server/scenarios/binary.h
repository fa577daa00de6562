// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/scenarios/scenario.h"

#include <map>

namespace server {

//! The guide's two binary formats: messages with a magic number (0xABCD, version, type, length, all big-endian) and
//! records of 21 bytes (type u8, userId u32, timestamp f64, value f64, little-endian).
//!
//! A message of type 1 to 3 (text, file, image) comes back; one of type 4 with a number N (u32, big-endian) as its
//! content asks for N records, one each 100 ms, as messages of type 4. With `?format=record` records come by themselves,
//! bare, and each record that is sent comes back. Anything else is answered with `Invalid message`.
class Binary final : public Scenario
{
public:
    static constexpr base::Nanoseconds interval = std::chrono::milliseconds(100);
    static constexpr quint32 mostRecords = 100'000;

    [[nodiscard]] std::optional<QByteArray> refusal(const QUrlQuery &query) const override;
    void joined(ClientId client, const QUrlQuery &query, const base::Instant &now, Outbox &out) override;
    void left(ClientId client) override { m_clients.erase(client); }
    void messageReceived(
        ClientId client, ws::Opcode opcode, QByteArrayView payload, const base::Instant &now, Outbox &out) override;
    void advance(const base::Instant &now, Outbox &out) override;
    [[nodiscard]] std::optional<base::Nanoseconds> nextDeadline() const override;
    [[nodiscard]] std::size_t held() const override { return m_clients.size(); }

private:
    struct Client
    {
        bool bare = false;
        quint32 left = 0; //!< Records still to be sent.
        quint32 number = 0;
        base::Nanoseconds due{0}; //!< Steady.
    };

    std::map<ClientId, Client> m_clients;
};

} // namespace server
