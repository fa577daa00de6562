// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/connection/attempt.h"
#include "core/connection/connection.h"
#include "core/metrics/statenote.h"
#include "core/net/transport.h"
#include "core/settings/profile.h"
#include "core/stream/batcher.h"
#include "core/stream/budget.h"
#include "core/stream/greeting.h"
#include "core/stream/handsender.h"
#include "core/stream/httpstep.h"
#include "core/stream/opening.h"
#include "core/stream/outgoing.h"
#include "core/stream/streamhandle.h"
#include "core/ws/handshake/clienthandshake.h"
#include "core/ws/session.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace stream {

//! What a StreamWorker tells the rest of the program; called on the network thread.
struct WorkerOutlets
{
    std::function<void(BatchPtr)> publish; //!< A finished Batch.
    std::function<void(const connection::Status &, const std::shared_ptr<const connection::Attempt> &)> statusChanged;
    OutgoingOutlets outgoing; //!< `handedOver` and `resumed` are the worker's own.
    std::function<QString(const QString &address)>
        claimOutbox; //!< The name under which this connection's outbox is kept. May be empty.
    std::function<void(const QString &source, const messaging::SendingSettings &)> sendingChanged;
    std::function<void(base::Seq seq, const QByteArray &askedBehind)>
        resumed; //!< Behind that record a connection flows.
    std::function<void(const QUrl &)> reached; //!< A connection stands to another address than was known.
    std::function<void(bool)> awaitsAcks;
    std::function<void(bool paused, base::Nanoseconds since)> backPressureChanged;
    std::function<void(const net::KernelFacts &)> kernelTold{}; //!< At most once a second; may be empty.
};

//! One connection on the network thread: joins Transport, handshake, Session, Connection and Batcher, and decides
//! nothing.
//!
//! All slots are called through the event loop of its thread. The only QTimer of a connection is here.
class StreamWorker : public QObject, private net::TransportListener, private ws::EventSink
{
    Q_OBJECT
public:
    StreamWorker(base::ConnectionId id, const base::Clock &clock, TransportFactory factory,
        std::shared_ptr<Budget> budget, WorkerOutlets outlets);
    ~StreamWorker() override;

    void open(const settings::Profile &profile);
    void close(ws::CloseCode code, const QString &reason);
    void reconnectNow();
    void pingNow();
    void send(ws::Opcode opcode, const QByteArray &payload);
    void order(const outbox::Order &order);
    void setSending(const messaging::SendingSettings &sending);
    void sendByHand(const HandOrder &order);
    void withholdPongs(bool withhold);
    void setPolicy(const connection::Policy &policy);
    void setOnConnect(const QList<QByteArray> &messages);
    void setHidden(bool hidden); //!< Nobody can see the window.
    void setNetwork(connection::Network network); //!< What the system says of it.
    //! Half of the budget is free: reads on.
    void resumeReading();
    //! A note of the analysis: a gap in the ids.
    void addNote(capture::Kind kind, const QByteArray &json);
    void idsReceived(const QList<QByteArray> &ids);
    // The outbox's file.
    void outboxLoaded(const QString &outbox,
        const base::Expected<std::vector<outbox::Entry>, outbox::StoreError> &entries, outbox::Access access);
    void outboxWritten(quint64 number, const base::Expected<void, outbox::StoreError> &result);
    //! Closes in order; \a retired is called from the event loop once at rest, when no more Batch will come.
    void retire(std::function<void()> retired);

private:
    // net::TransportListener
    void transportPhase(net::Phase phase) override;
    void transportConnected(const net::PeerFacts &peer) override;
    void transportRead(std::span<char> bytes, const base::Instant &at) override;
    std::span<char> transportReadRoom(qsizetype most) override;
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
    void perform(const connection::SendBeat &action);
    void perform(const connection::SendClose &action);
    void perform(const connection::StateChanged &action);
    void runStep();
    void dropStep();
    void stepDone(const HttpStep::Answer &answer);
    void beginOpening(const settings::VariableMap &fetched);
    void openRound();
    [[nodiscard]] bool goesOn(const ws::HandshakeError &refusal);
    void refused(const ws::HandshakeError &refusal, const base::Instant &at);
    void greet();
    void upgrade(std::span<char> bytes);
    void accepted(ws::Accepted &&accepted);
    void receive(std::span<char> bytes);
    void flush();
    [[nodiscard]] OutgoingOutlets outgoingOutlets();
    void dropTransport();
    [[nodiscard]] metrics::TcpEnd tcpEnd() const;
    void askKernel(base::Nanoseconds now);
    void pauseIfFull();
    void setPaused(bool paused);
    void armTimer();
    void note(capture::Kind kind, const QByteArray &json);

    const base::Clock &m_clock;
    const TransportFactory m_factory;
    const std::shared_ptr<Budget> m_budget;
    const WorkerOutlets m_outlets;
    base::SystemRandom m_random;
    settings::Profile m_profile;
    connection::Connection m_connection;
    connection::AttemptRecorder m_attempt;
    Opening m_opening;
    Greeting m_greeting;
    std::unique_ptr<HttpStep> m_step; //!< While the HTTP step before connecting runs.
    quint64 m_stepNumber = 0; //!< A step that was dropped has no say.
    Batcher m_batcher;
    Outgoing m_outgoing;
    QString m_source; //!< Whose messages and outbox these are.
    bool m_awaitedAcks = false;
    std::unique_ptr<net::Transport> m_transport;
    std::optional<ws::ClientHandshake> m_handshake;
    std::optional<ws::Session> m_session;
    HandSender m_byHand;
    std::optional<base::Nanoseconds> m_pingDue; //!< When the ping that is being sent should have gone out; steady.
    base::Instant m_readAt; //!< Time stamp of the drain in progress.
    QUrl m_reached; //!< Where redirects led, as it was told; empty: the profile's own address.
    std::optional<settings::Profile> m_openNext; //!< Opened as soon as the connection is at rest.
    std::function<void()> m_retired;
    QTimer m_timer;
    connection::Network m_network = connection::Network::Untold;
    base::Nanoseconds m_kernelAsked{0};
    bool m_paused = false;
    bool m_working = false;
    bool m_goingOn = false; //!< This end of a transport is our own: the next round of the attempt follows.
    bool m_wasOpen = false; //!< A session was open since the last gap note.
};

} // namespace stream
