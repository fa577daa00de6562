// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/scenarios/metricshapes.h"
#include "core/server/scenarios/scenario.h"

#include <QJsonObject>

#include <map>
#include <vector>

namespace server {

//! A shop's metrics, pushed to whoever subscribes.
//!
//! Client: `{"type":"subscribe","metric":"sales","interval":1000,"format":"json"}`,
//! `{"type":"unsubscribe","metric":"sales"}`,
//! `{"type":"ping"}`. Server: `{"type":"data","metric":…,"value":…,"timestamp":ms}`, `{"type":"pong"}`,
//! `{"type":"error","message":…}`. With `"format":"binary"` a value is 12 bytes, big-endian: u16 id, f64 value, u16
//! milliseconds modulo 65 536; before the first, `{"type":"metrics","ids":{"1":"sales",…}}` says what the ids mean.
//!
//! A subscription with `"ids":true` has an `id` in each record; behind a loss
//! `{"type":"sync","lastMessageId":…}` brings what it missed, at most 1 000 records, then
//! `{"type":"sync","count":…,"complete":…}`.
//!
//! Subscriptions fall due on multiples of their interval, so that many share one tick: however many there are, each
//! metric is computed and written down once a tick.
class Dashboard final : public Scenario
{
public:
    static constexpr base::Nanoseconds shortestInterval = std::chrono::milliseconds(20);
    static constexpr base::Nanoseconds longestInterval = std::chrono::seconds(60);

    static constexpr int kept = 1'000; //!< Records that a sync brings at most.

    explicit Dashboard(MetricShapes shapes = MetricShapes()) : m_shapes(shapes) { }

    void joined(ClientId client, const QUrlQuery &query, const base::Instant &now, Outbox &out) override;
    void left(ClientId client) override;
    void messageReceived(
        ClientId client, ws::Opcode opcode, QByteArrayView payload, const base::Instant &now, Outbox &out) override;
    void advance(const base::Instant &now, Outbox &out) override;
    [[nodiscard]] std::optional<base::Nanoseconds> nextDeadline() const override;
    [[nodiscard]] std::size_t held() const override { return m_subscriptions.size() + m_announced.size(); }

    //! How often a metric was computed; for tests and reports.
    [[nodiscard]] quint64 aggregations() const { return m_aggregations; }

private:
    enum class Format : quint8 { Json, Binary };
    struct Subscription
    {
        base::Nanoseconds interval{0};
        base::Nanoseconds due{0}; //!< Steady.
        Format format = Format::Json;
        bool ids = false;
    };
    using Key = std::pair<Metric, ClientId>; //!< Ordered by metric, so that one tick goes metric by metric.

    void subscribe(ClientId client, const QJsonObject &fields, const base::Instant &now, Outbox &out);
    void unsubscribe(ClientId client, const QJsonObject &fields, Outbox &out);
    void sync(ClientId client, const QJsonObject &fields, const base::Instant &now, Outbox &out);

    MetricShapes m_shapes;
    std::map<Key, Subscription> m_subscriptions;
    std::vector<ClientId> m_announced; //!< Who was told the ids.
    quint64 m_aggregations = 0;
};

} // namespace server
