// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/connection.h"
#include "tests/support/manualclock.h"

#include <QStringList>

#include <memory>

namespace tests {

using namespace std::chrono_literals;

inline QString nameOf(connection::State state)
{
    static const char *const names[]{"Idle", "Resolving", "Connecting", "Proxy", "Tls", "Upgrading", "Open",
        "Established", "Suspect", "Closing", "Closed", "WaitingRetry", "Failed", "Paused"};
    return QLatin1String(names[static_cast<int>(state)]);
}

//! An action in a few letters: `open`, `abort`, `ping`, `close 1001 Heartbeat timeout`, `>Open`.
inline QString textOf(const connection::Action &action)
{
    return std::visit(
        base::overloaded{
            [](const connection::OpenTransport &) { return QStringLiteral("open"); },
            [](const connection::AbortTransport &) { return QStringLiteral("abort"); },
            [](const connection::SendPing &) { return QStringLiteral("ping"); },
            [](const connection::SendBeat &each) { return QStringLiteral("beat ") + QString::fromUtf8(each.payload); },
            [](const connection::SendClose &each) {
                return QStringLiteral("close %1 %2").arg(QString::number(static_cast<int>(each.code)), each.reason);
            },
            [](const connection::StateChanged &each) { return QLatin1Char('>') + nameOf(each.to); },
        },
        action);
}

//! A Connection on a clock moved by hand.
class Harness
{
public:
    explicit Harness(const connection::Policy &policy = {}, quint64 seed = 1)
        : m_random(seed)
        , connection(policy, m_random)
    {
    }

    [[nodiscard]] base::Instant now() const { return clock.now(); }
    [[nodiscard]] connection::State state() const { return connection.status().state; }
    [[nodiscard]] const connection::Status &status() const { return connection.status(); }

    //! What is to be done, in order; checks that the states form a chain.
    QStringList take()
    {
        QStringList texts;
        for (const connection::Action &action : connection.takeActions()) {
            if (const auto *ping = std::get_if<connection::SendPing>(&action))
                lastPing = ping->payload;
            if (const auto *change = std::get_if<connection::StateChanged>(&action)) {
                chained = chained && change->from == lastState && change->to != lastState;
                lastState = change->to;
            }
            texts.append(textOf(action));
        }
        chained = chained && lastState == state();
        return texts;
    }
    //! Lets \a by pass, calling advance() at every deadline as the owner does; what was to be done.
    QStringList pass(base::Nanoseconds by)
    {
        QStringList texts = take();
        const base::Nanoseconds end = now().steady + by;
        for (;;) {
            const auto deadline = connection.nextDeadline();
            if (!deadline || *deadline > end)
                break;
            clock.advance(std::max(*deadline - now().steady, base::Nanoseconds(0)));
            connection.advance(now());
            texts += take();
        }
        clock.advance(end - now().steady);
        return texts;
    }
    void connectTransport()
    {
        connection.transportPhase(connection::State::Connecting, now());
        connection.transportConnected({.address = QStringLiteral("127.0.0.1:80")}, now());
    }
    void open()
    {
        connection.open(now());
        accept();
    }
    void accept()
    {
        connectTransport();
        connection.handshakeAccepted(now());
        take();
    }
    void pong()
    {
        connection.bytesReceived(now());
        connection.pongReceived(lastPing, now());
    }
    void lose(net::TransportError::Kind kind = net::TransportError::Kind::Reset)
    {
        connection.transportEnded({.kind = kind, .detail = {}}, now());
    }

    ManualClock clock;

private:
    base::SeededRandom m_random;

public:
    connection::Connection connection;
    QByteArray lastPing;
    connection::State lastState = connection::State::Idle;
    bool chained = true;
};

} // namespace tests
