// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/messaging/messageid.h"
#include "core/stream/outgoing.h"
#include "tests/support/manualclock.h"

#include <QMap>
#include <QSet>

#include <deque>
#include <memory>

namespace tests {

//! A client's Outgoing, a wire that can be cut at any byte, a disk that can lose what is not committed, and a server
//! that writes down what it got: everything in one thread, driven by a seed.
class DeliveryWorld
{
public:
    struct Server final : ws::EventSink
    {
        QList<int> log; //!< Ids, in order of arrival.
        QList<QByteArray> ackable; //!< Ids of this connection that are to be acknowledged.
        void messageReceived(ws::Opcode, QByteArrayView payload, const ws::WireFacts &) override { got(payload); }
        void assembledReceived(ws::Opcode, QByteArray &&payload, const ws::WireFacts &) override { got(payload); }
        void controlReceived(ws::Opcode, QByteArrayView, const ws::WireFacts &) override { }
        void controlSent(ws::Opcode, QByteArrayView, const ws::WireFacts &) override { }
        void protocolFailed(ws::ProtocolError) override { failed = true; }
        void got(QByteArrayView payload)
        {
            const auto id = messaging::idIn(payload, QStringLiteral("id"));
            log.append(id ? id->toInt() : -1);
            ackable.append(id ? *id : QByteArray());
        }
        bool failed = false;
    };

    struct Client final : ws::EventSink
    {
        stream::Outgoing *outgoing = nullptr;
        const ManualClock *clock = nullptr;
        QList<QByteArray> acks;
        void messageReceived(ws::Opcode, QByteArrayView payload, const ws::WireFacts &) override { read(payload); }
        void assembledReceived(ws::Opcode, QByteArray &&payload, const ws::WireFacts &) override { read(payload); }
        void controlReceived(ws::Opcode opcode, QByteArrayView payload, const ws::WireFacts &) override
        {
            if (opcode == ws::Opcode::Pong)
                outgoing->pongReceived(payload, clock->now());
        }
        void controlSent(ws::Opcode opcode, QByteArrayView payload, const ws::WireFacts &facts) override
        {
            outgoing->controlSent(opcode, payload, facts.wireSize);
        }
        void protocolFailed(ws::ProtocolError) override { }
        void read(QByteArrayView payload)
        {
            if (const auto id = messaging::idIn(payload, QStringLiteral("id")))
                acks.append(*id);
        }
    };

    //! The socket's own buffer; what left it is with the kernel.
    struct Wire final : net::Transport
    {
        QByteArray buffer;
        void open(const net::Endpoint &) override { }
        void write(QByteArrayView bytes) override { buffer.append(bytes); }
        [[nodiscard]] qint64 bytesToWrite() const override { return buffer.size(); }
        void setPaused(bool) override { }
        void finish() override { }
        void abort() override { }
    };

    explicit DeliveryWorld(quint64 seed, const messaging::SendingSettings &settings)
        : random(seed)
        , m_settings(settings)
    {
        startClient();
    }

    // The client's program.
    void startClient()
    {
        m_batcher = std::make_unique<stream::Batcher>(base::ConnectionId{1}, [](auto) {});
        outgoing = std::make_unique<stream::Outgoing>(*m_batcher, outlets());
        m_client.outgoing = outgoing.get();
        m_client.clock = &clock;
        outgoing->configure(QStringLiteral("server"), m_settings, clock.now());
        disk(100);
    }
    //! kill -9: what was not committed is gone, and what was sent live is known to nobody.
    void killClient()
    {
        commitSome(); // A commit may have happened whose answer nobody heard.
        for (const QByteArray &payload : outgoing->unprovenLive())
            killed.insert(idOf({.payload = payload}));
        for (const auto &entry : outgoing->outbox().view().waiting) {
            // Never said to be queued; or lost on the wire when the disk had failed too.
            if (entry->state == outbox::State::Saving
                || (entry->state == outbox::State::Unknown && !rows.contains(entry->id)))
                killed.insert(idOf(*entry));
        }
        for (const auto &row : std::as_const(rows))
            cancelled.remove(idOf(row)); // Taken back, and the file did not hear of it: it is there again.
        m_writes.clear();
        m_session.reset();
        outgoing.reset();
        m_server.reset();
        startClient();
    }
    void send(const QByteArray &padding)
    {
        const int id = ++lastId;
        outgoing->send(
            ws::Opcode::Text, "{\"id\":" + QByteArray::number(id) + ",\"pad\":\"" + padding + "\"}", clock.now());
    }
    void releaseAll() { outgoing->order({.kind = outbox::Order::Kind::ReleaseAll}, clock.now()); }
    //! Held and refused as too old; never what is unknown.
    void releaseHeld()
    {
        std::vector<quint64> ids;
        for (const auto &entry : outgoing->outbox().view().waiting) {
            if (entry->state == outbox::State::Held || entry->state == outbox::State::Refused)
                ids.push_back(entry->id);
        }
        outgoing->order({.kind = outbox::Order::Kind::Release, .ids = ids}, clock.now());
    }
    void cancelOne()
    {
        const auto view = outgoing->outbox().view();
        if (!view.waiting.empty())
            outgoing->order(
                {.kind = outbox::Order::Kind::Cancel, .ids = {view.waiting[random.next() % view.waiting.size()]->id}},
                clock.now());
    }

    // The link.
    [[nodiscard]] bool isOpen() const { return m_session.has_value(); }
    void connect()
    {
        if (isOpen())
            return;
        m_session.emplace(ws::Role::Client, ws::Accepted{}, random);
        m_server.emplace(ws::Role::Server, ws::Accepted{}, random);
        m_wire = {};
        server.ackable.clear();
        outgoing->opened(*m_session, m_client);
        outgoing->flow(clock.now());
    }
    //! \a bytes of what the socket holds still reach the server, then the link is gone in both directions.
    void reset(qint64 bytes)
    {
        if (!isOpen())
            return;
        pump();
        toServer(bytes);
        outgoing->lost(clock.now());
        m_session.reset();
        m_server.reset();
    }
    //! Up to \a bytes each way.
    void exchange(qint64 bytes, bool acknowledge)
    {
        if (!isOpen())
            return;
        pump();
        toServer(bytes);
        pump();
        if (acknowledge)
            sendAcks();
        toClient();
    }
    void sendAcks()
    {
        for (const QByteArray &id : std::exchange(server.ackable, {})) {
            const auto chance = random.next() % 10;
            for (int copies = chance == 0 ? 0 : chance == 1 ? 2 : 1; copies > 0; --copies) // Lost, twice, once.
                (void)m_server->send(ws::Opcode::Text, "{\"type\":\"ack\",\"id\":" + id + "}");
        }
    }

    // The disk.
    void disk(int steps)
    {
        for (; steps > 0 && (m_loads > 0 || !m_writes.empty()); --steps) {
            if (m_loads > 0) {
                --m_loads;
                std::vector<outbox::Entry> entries;
                for (const auto &entry : std::as_const(rows))
                    entries.push_back(entry);
                outgoing->loaded(QStringLiteral("server"), entries, outbox::Access::ReadWrite, clock.now());
                continue;
            }
            const auto [number, write] = m_writes.front();
            m_writes.pop_front();
            apply(write);
            outgoing->committed(number, clock.now());
        }
    }
    void failDisk()
    {
        if (m_writes.empty())
            return;
        ++diskFailures;
        const quint64 number = m_writes.front().first;
        m_writes.pop_front();
        outgoing->writeFailed(
            number, {.why = outbox::Refusal::DiskFailed, .detail = QStringLiteral("no space")}, clock.now());
    }
    void pass(base::Nanoseconds time)
    {
        clock.advance(time);
        outgoing->advance(clock.now());
    }
    [[nodiscard]] bool isQuiet() const { return m_writes.empty() && m_loads == 0; }

    static int idOf(const outbox::Entry &entry)
    {
        return messaging::idIn(entry.payload, QStringLiteral("id"))->toInt();
    }

    base::SeededRandom random;
    ManualClock clock;
    std::unique_ptr<stream::Outgoing> outgoing;
    Server server;
    QMap<quint64, outbox::Entry> rows;
    int lastId = 0;
    int diskFailures = 0;
    QSet<int> refused, cancelled; //!< *fail*: must not be in the server's log.
    QSet<int> stopped; //!< Taken back while it waited to be sent a second time.
    QSet<int> killed; //!< In the killed program's hands.

private:
    stream::OutgoingOutlets outlets()
    {
        return {
            .refused =
                [this](const stream::SendRefusal &refusal) {
                    refused.insert(messaging::idIn(refusal.payload, QStringLiteral("id"))->toInt());
                },
            .handedOver = [] {},
            .show = [](const auto &, const auto &) {},
            .ordered =
                [this](const outbox::OrderReply &reply) {
                    if (reply.kind != outbox::Order::Kind::Cancel)
                        return;
                    for (const auto &entry : reply.done) {
                        const bool mayHaveArrived = entry->state == outbox::State::Unknown
                            || entry->attempts > (entry->state == outbox::State::Writing ? 1 : 0);
                        (mayHaveArrived ? stopped : cancelled).insert(idOf(*entry));
                    }
                },
            .lastMessageId = {},
            .resumed = {},
            .load = [this](const QString &) { ++m_loads; },
            .write = [this](quint64 number, outbox::Write write) { m_writes.emplace_back(number, std::move(write)); },
        };
    }
    void commitSome()
    {
        for (auto count = m_writes.empty() ? 0 : random.next() % (m_writes.size() + 1); count > 0; --count) {
            apply(m_writes.front().second);
            m_writes.pop_front();
        }
    }
    void apply(const outbox::Write &write)
    {
        for (const outbox::Change &change : write.changes) {
            if (change.kind == outbox::Change::Kind::Remove)
                rows.remove(change.entry->id);
            else if (!change.stateOnly || rows.contains(change.entry->id))
                rows[change.entry->id] = *change.entry;
        }
    }
    void pump() { (void)outgoing->pump(m_wire, 4096, clock.now()); }
    void toServer(qint64 bytes)
    {
        QByteArray taken = m_wire.buffer.left(bytes);
        m_wire.buffer.remove(0, taken.size());
        m_server->receive({taken.data(), static_cast<std::size_t>(taken.size())}, clock.now().steady, server);
    }
    void toClient()
    {
        QByteArray bytes;
        for (QByteArrayView out = m_server->output(1 << 20); !out.isEmpty(); out = m_server->output(1 << 20)) {
            bytes.append(out);
            m_server->consumed(out.size());
        }
        m_session->receive({bytes.data(), static_cast<std::size_t>(bytes.size())}, clock.now().steady, m_client);
        if (!m_client.acks.isEmpty())
            outgoing->idsReceived(std::exchange(m_client.acks, {}), clock.now());
    }

    messaging::SendingSettings m_settings;
    std::unique_ptr<stream::Batcher> m_batcher;
    Client m_client;
    Wire m_wire;
    std::optional<ws::Session> m_session, m_server;
    std::deque<std::pair<quint64, outbox::Write>> m_writes;
    int m_loads = 0;
};

} // namespace tests
