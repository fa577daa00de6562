// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/net/transport.h"
#include "core/server/authgate.h"
#include "core/server/breakage.h"
#include "core/server/clientwatch.h"
#include "core/server/pool.h"
#include "core/server/scenarios/catalog.h"
#include "core/ws/handshake/serverhandshake.h"
#include "core/ws/session.h"

#include <memory>
#include <optional>
#include <vector>

namespace server {

class FeedClient;

//! Who decides about clients and hears of their end; the feed server, or a script in a test.
class ClientHost
{
public:
    //! What becomes of a request: a scenario to join, or the whole HTTP answer that refuses it.
    struct Decision
    {
        Scenario *scenario = nullptr;
        const ScenarioEntry *entry = nullptr; //!< Of the scenario.
        QUrlQuery query{};
        QByteArray refusal{};
        QByteArray subprotocol{}; //!< One of those asked for, or empty.
    };

    virtual ~ClientHost() = default;
    [[nodiscard]] virtual Decision decide(FeedClient &client, const ws::ServerRequest &request) = 0;
    [[nodiscard]] virtual const Credentials &credentials() const = 0;
    //! Whether one more message of \a user is within the rate; if so, it counts.
    [[nodiscard]] virtual bool mayPass(const QByteArray &user, base::Nanoseconds now) = 0;
    [[nodiscard]] virtual Outbox &outbox() = 0;
    //! A request of \a client was no good opening handshake.
    virtual void misunderstood(FeedClient &client) = 0;
    //! Something happened to \a client after which its deadline may be another.
    virtual void changed(FeedClient &client) = 0;
    //! The client's stream is over; delete it later, never from inside this call.
    virtual void ended(FeedClient &client) = 0;
};

//! One client of the feed server: its opening handshake, its session, its limits. Sockets come in as a net::Transport.
//!
//! Answers press back on the client that caused them: above the backlog limit it is not read. Pushes are never caused
//! by it: the first one above the limit drops the client with 1013.
class FeedClient final : public net::TransportListener, private ws::EventSink
{
public:
    //! \a host, \a clock, \a random and \a limits must outlive the client. \a address is the peer's, without a port.
    FeedClient(ClientId id, ClientHost &host, const base::Clock &clock, base::Random &random,
        const GuardLimits &limits, const QString &address = {});

    //! Before anything arrives.
    void setTransport(std::unique_ptr<net::Transport> transport) { m_transport = std::move(transport); }

    [[nodiscard]] ClientId id() const { return m_id; }
    //! Where it is; null until it has joined.
    [[nodiscard]] Scenario *joinedScenario() const { return m_joined ? m_scenario : nullptr; }
    [[nodiscard]] const QString &address() const { return m_statistics.address; }
    [[nodiscard]] const ConnectionStatistics &statistics() const { return m_statistics; }
    [[nodiscard]] bool isUpgraded() const { return m_session.has_value(); }
    [[nodiscard]] base::Nanoseconds since() const { return m_since; }
    [[nodiscard]] bool isWaiting() const { return m_stage == Stage::Head; } //!< For the head of its request.
    [[nodiscard]] bool hasSpoken() const { return m_hasSpoken; }
    [[nodiscard]] bool isOpen() const { return m_stage == Stage::Open; }
    [[nodiscard]] bool isRefused() const { return m_stage == Stage::Ending && !m_session; }
    [[nodiscard]] bool isEnded() const { return m_stage == Stage::Ended; }

    void send(ws::Opcode opcode, const QByteArray &payload);
    [[nodiscard]] qint64 pending() const;
    //! Writes what is queued, as far as the transport has room; reads on or not.
    void flush();
    //! Begins the closing handshake, or ends the stream when there is no session.
    void close(ws::CloseCode code, const QString &reason);
    void abort() { m_transport->abort(); }
    void breakLink(Breakage breakage);

    void advance(base::Nanoseconds now);
    [[nodiscard]] std::optional<base::Nanoseconds> nextDeadline() const;

    void transportPhase(net::Phase) override { }
    void transportConnected(const net::PeerFacts &) override { }
    void transportRead(std::span<char> bytes, const base::Instant &at) override;
    void transportDrained() override { }
    void transportWritten() override;
    void transportEnded(const net::TransportError &error) override;

private:
    enum class Stage : quint8 { Head, Open, Ending, Ended };

    void readHead(std::span<char> bytes, const base::Instant &at);
    void readFrames(std::span<char> bytes, const base::Instant &at);
    void readOn(const base::Instant &at);
    [[nodiscard]] std::size_t take(std::span<char> bytes, const base::Instant &at);
    [[nodiscard]] qint64 answerMessages(const base::Instant &at);
    void writeOut();
    void pause();
    void refuse(const QByteArray &answer);
    void begin(const ClientHost::Decision &decision, const base::Instant &at);
    void join(const Identity &who, const base::Instant &at);
    [[nodiscard]] bool obey(const AuthGate::Verdict &verdict, const base::Instant &at);
    void watchOver(base::Nanoseconds now);
    struct Message;
    void deliver(const Message &message, const base::Instant &at);

    void messageReceived(ws::Opcode opcode, QByteArrayView payload, const ws::WireFacts &facts) override;
    void assembledReceived(ws::Opcode opcode, QByteArray &&payload, const ws::WireFacts &facts) override;
    void controlReceived(ws::Opcode opcode, QByteArrayView, const ws::WireFacts &) override;
    void controlSent(ws::Opcode, QByteArrayView, const ws::WireFacts &) override { }
    void protocolFailed(ws::ProtocolError) override { }

    struct Message
    {
        ws::Opcode opcode;
        QByteArray payload;
    };

    const ClientId m_id;
    ClientHost &m_host;
    const base::Clock &m_clock;
    base::Random &m_random;
    const GuardLimits &m_limits;
    std::unique_ptr<net::Transport> m_transport;
    ws::ServerHandshake m_handshake;
    std::optional<ws::Session> m_session;
    Scenario *m_scenario = nullptr;
    std::vector<Message> m_received; //!< Noted while the session parses; answered behind it.
    QByteArray m_unread; //!< Left for the next turn: what it holds may inflate to a thousand times its size.
    base::Nanoseconds m_deadline{0}; //!< Steady: of the head, or of the end; 0 when none runs.
    ClientWatch m_watch;
    std::optional<AuthGate> m_gate; //!< Since the handshake.
    QUrlQuery m_query;
    ConnectionStatistics m_statistics;
    Stage m_stage = Stage::Head;
    base::Nanoseconds m_since{0}; //!< Steady: when the stream was accepted.
    bool m_hasSpoken = false;
    bool m_joined = false;
    bool m_answering = false;
    bool m_flushing = false;
    bool m_paused = false; //!< By its own backlog.
    bool m_transportPaused = false;
    bool m_silent = false; //!< Broken so: nothing is sent, what comes is thrown away.
};

} // namespace server
