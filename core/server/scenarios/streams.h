// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/server/scenarios/scenario.h"

#include <QJsonObject>

#include <map>
#include <vector>

namespace server {

//! Numbered streams, in order or not: `{"type":"stream_start","streamId":…}` brings `{"type":"stream_data","streamId":…,
//! "seq":1,"data":…}` and so on, at the end `{"seq":-1,"end":true}`; `stream_stop` ends it at once. The query
//! (`?count=100&interval=100&shuffle=10&repeat=10&drop=10&seed=1`, per cent and milliseconds) says how many, how fast, and
//! how many come late, twice or never; each may stand in stream_start too.
class Streams final : public Scenario
{
public:
    static constexpr std::size_t streamsOfAClient = 16;

    [[nodiscard]] std::optional<QByteArray> refusal(const QUrlQuery &query) const override;
    void joined(ClientId client, const QUrlQuery &query, const base::Instant &now, Outbox &out) override;
    void left(ClientId client) override;
    void messageReceived(
        ClientId client, ws::Opcode opcode, QByteArrayView payload, const base::Instant &now, Outbox &out) override;
    void advance(const base::Instant &now, Outbox &out) override;
    [[nodiscard]] std::optional<base::Nanoseconds> nextDeadline() const override;
    [[nodiscard]] std::size_t held() const override { return m_streams.size() + m_clients.size(); }

private:
    struct Course
    {
        int count = 100;
        base::Nanoseconds interval = std::chrono::milliseconds(100);
        int shuffle = 0, repeat = 0, drop = 0; //!< Per cent.
        quint64 seed = 1;
    };
    struct Stream
    {
        Course course;
        base::SeededRandom random{1};
        qint64 seq = 0;
        base::Nanoseconds due{0}; //!< Steady.
        std::vector<std::pair<int, QByteArray>> late; //!< After so many further messages.
    };
    using Key = std::pair<ClientId, QString>;

    [[nodiscard]] static std::optional<Course> courseFrom(const QUrlQuery &query);
    void start(ClientId client, const QString &streamId, const QJsonObject &fields, const base::Instant &now);
    static void step(const Key &key, Stream &stream, Outbox &out);

    std::map<ClientId, QUrlQuery> m_clients;
    std::map<Key, Stream> m_streams;
};

} // namespace server
