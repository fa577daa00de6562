// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stream/streamhandle.h"
#include "tests/models/fakerowsource.h"

namespace tests {

//! A connection that only remembers what it was asked to send.
class FakeHandle : public stream::StreamHandle
{
public:
    FakeHandle() { source.immediately = true; }

    void open(const settings::Profile &) override { }
    void close(ws::CloseCode, const QString &) override { }
    void reconnectNow() override { }
    void pingNow() override { }
    void send(ws::Opcode opcode, const QByteArray &payload) override { sent.append({opcode, payload}); }
    void sendByHand(const stream::HandOrder &order) override { orders.append(order); }
    void withholdPongs(bool withhold) override { withheld = withhold; }
    [[nodiscard]] const stream::Tick &tick() const override
    {
        m_tick = source.tick();
        m_tick.status.state = state;
        m_tick.outbox = waiting;
        return m_tick;
    }
    [[nodiscard]] const settings::Profile &profile() const override { return m_profile; }
    [[nodiscard]] stream::RowSource &rows() override { return source; }
    [[nodiscard]] std::shared_ptr<series::SeriesStore> series() const override { return {}; }

    FakeRowSource source;
    connection::State state = connection::State::Open;
    outbox::Summary waiting;
    QList<std::pair<ws::Opcode, QByteArray>> sent;
    QList<stream::HandOrder> orders;
    bool withheld = false;

private:
    mutable stream::Tick m_tick;
    settings::Profile m_profile;
};

} // namespace tests
