// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/scenarios/scenario.h"

#include <map>

namespace server {

//! Says what will happen, and after a second (`?after=ms`) breaks the link to the client in one way. Until then, and
//! behind it where anything still works, every message comes back.
class Fault final : public Scenario
{
public:
    static constexpr base::Nanoseconds defaultDelay = std::chrono::seconds(1);

    explicit Fault(Breakage breakage) : m_breakage(breakage) { }

    [[nodiscard]] std::optional<QByteArray> refusal(const QUrlQuery &query) const override;
    void joined(ClientId client, const QUrlQuery &query, const base::Instant &now, Outbox &out) override;
    void left(ClientId client) override { m_due.erase(client); }
    void messageReceived(
        ClientId client, ws::Opcode opcode, QByteArrayView payload, const base::Instant &now, Outbox &out) override;
    void advance(const base::Instant &now, Outbox &out) override;
    [[nodiscard]] std::optional<base::Nanoseconds> nextDeadline() const override;
    [[nodiscard]] std::size_t held() const override { return m_due.size(); }

private:
    const Breakage m_breakage;
    std::map<ClientId, base::Nanoseconds> m_due; //!< Steady.
};

} // namespace server
