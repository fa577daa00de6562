// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/scenarios/scenario.h"

#include <QJsonObject>

#include <map>

namespace server {

//! Answers requests: `{"id":"req_1","type":…,"params":{…}}` brings `{"id":"req_1","type":"response","data":…}` or the
//! same with `error`. `getUserInfo{userId}` answers at once, `slow{ms}` later, `fail` with an error, `never` not at all.
class Rpc final : public Scenario
{
public:
    static constexpr std::size_t mostWaiting = 1'000; //!< Slow answers of all clients.

    void joined(ClientId, const QUrlQuery &, const base::Instant &, Outbox &) override { }
    void left(ClientId client) override;
    void messageReceived(
        ClientId client, ws::Opcode opcode, QByteArrayView payload, const base::Instant &now, Outbox &out) override;
    void advance(const base::Instant &now, Outbox &out) override;
    [[nodiscard]] std::optional<base::Nanoseconds> nextDeadline() const override;
    [[nodiscard]] std::size_t held() const override { return m_waiting.size(); }

private:
    struct Answer
    {
        ClientId client;
        QByteArray message;
    };
    void answer(ClientId client, const QJsonObject &request, const QString &type, const base::Instant &now, Outbox &out);

    std::multimap<base::Nanoseconds, Answer> m_waiting; //!< By when it is due (steady).
};

} // namespace server
