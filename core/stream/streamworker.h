// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/connection/attempt.h"
#include "core/connection/connection.h"
#include "core/net/transport.h"
#include "core/settings/profile.h"
#include "core/stream/batcher.h"
#include "core/stream/budget.h"
#include "core/stream/streamhandle.h"
#include "core/ws/handshake/clienthandshake.h"
#include "core/ws/session.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>
#include <memory>
#include <optional>

namespace stream {

//! Makes the byte stream of one attempt; \a listener outlives it.
using TransportFactory = std::function<std::unique_ptr<net::Transport>(net::TransportListener &listener)>;

//! What a StreamWorker tells the rest of the program; called on the network thread.
struct WorkerOutlets
{
    std::function<void(BatchPtr)> publish; //!< A finished Batch.
    std::function<void(const connection::Status &, const std::shared_ptr<const connection::Attempt> &)> statusChanged;
    std::function<void(const SendRefusal &)> sendRefused;
    std::function<void(bool paused, base::Nanoseconds since)> backPressureChanged;
};

//! One connection on the network thread: joins Transport, handshake, Session, Connection and Batcher, and decides nothing.
//!
//! All slots are called through the event loop of its thread. The only QTimer of a connection is here.
class StreamWorker : public QObject, private net::TransportListener, private ws::EventSink
{
    Q_OBJECT
public:
    StreamWorker(base::ConnectionId id, const base::Clock &clock, TransportFactory factory, std::shared_ptr<Budget> budget, WorkerOutlets outlets);
    ~StreamWorker() override;

    void open(const settings::Profile &profile);
    void close(ws::CloseCode code, const QString &reason);
    void reconnectNow();
    void pingNow();
    void send(ws::Opcode opcode, const QByteArray &payload);
    //! Half of the budget is free: reads on.
    void resumeReading();

private:
    // net::TransportListener
    void transportPhase(net::Phase phase) override;
    void transportConnected(const net::PeerFacts &peer) override;
    void transportRead(std::span<char> bytes, const base::Instant &at) override;
    void transportDrained() override;
    void transportWritten() override;
    void transportEnded(const net::TransportError &error) override;
    // ws::EventSink
    void messageReceived(ws::Opcode opcode, QByteArrayView payload, const ws::WireFacts &facts) override;
    void assembledReceived(ws::Opcode opcode, QByteArray &&payload, const ws::WireFacts &facts) override;
    void controlReceived(ws::Opcode opcode, QByteArrayView payload, const ws::WireFacts &facts) override;
    void controlSent(ws::Opcode opcode, QByteArrayView payload, const ws::WireFacts &facts) override;
    void protocolFailed(ws::ProtocolError error) override;

    void work();
    void perform(const connection::OpenTransport &action);
    void perform(const connection::AbortTransport &action);
    void perform(const connection::SendPing &action);
    void perform(const connection::SendClose &action);
    void perform(const connection::StateChanged &action);
    void upgrade(std::span<char> bytes);
    void accepted(ws::Accepted &&accepted);
    void receive(std::span<char> bytes);
    void flush();
    void confirmSent();
    void refuseUnsent();
    void dropTransport();
    void pauseIfFull();
    void setPaused(bool paused);
    void armTimer();
    void note(capture::Kind kind, const QByteArray &json);

    //! A message that the session took and the transport has not; it is *sent* when its last byte left the session.
    struct Unsent
    {
        qint64 end = 0; //!< Position behind its last byte in all bytes ever put into the session's output.
        ws::Opcode opcode = ws::Opcode::Text;
        QByteArray payload;
        ws::WireFacts facts;
    };

    const base::Clock &m_clock;
    const TransportFactory m_factory;
    const std::shared_ptr<Budget> m_budget;
    const WorkerOutlets m_outlets;
    base::SystemRandom m_random;
    settings::Profile m_profile;
    connection::Connection m_connection;
    connection::AttemptRecorder m_attempt;
    Batcher m_batcher;
    std::unique_ptr<net::Transport> m_transport;
    std::optional<ws::ClientHandshake> m_handshake;
    std::optional<ws::Session> m_session;
    std::deque<Unsent> m_unsent;
    qint64 m_consumed = 0; //!< Bytes of this session's output that the transport took.
    base::Instant m_readAt; //!< Time stamp of the drain in progress.
    QByteArray m_acceptedLeaf; //!< The exception of this run (`--insecure`).
    std::optional<settings::Profile> m_openNext; //!< Opened as soon as the connection is at rest.
    QTimer m_timer;
    bool m_paused = false;
    bool m_working = false;
    bool m_wasOpen = false; //!< A session was open since the last gap note.
};

} // namespace stream
