// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/server/breakage.h"
#include "core/ws/opcode.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QUrlQuery>

#include <optional>

namespace server {

//! Names one client of one scenario; never used again.
using ClientId = quint64;

//! Who a client has shown to be.
struct Identity
{
    enum class Kind : quint8 { Nobody, User, Device };
    Kind kind = Kind::Nobody;
    QByteArray name{}; //!< Foreign text; empty for Nobody.
    friend bool operator==(const Identity &, const Identity &) = default;
};

//! Where a scenario puts what its clients get. A payload that goes to many is one shared QByteArray.
class Outbox
{
public:
    virtual ~Outbox() = default;
    //! Queues one message; nothing happens for a client that has left.
    virtual void send(ClientId client, ws::Opcode opcode, const QByteArray &payload) = 0;
    //! Bytes queued for \a client that the network has not taken.
    [[nodiscard]] virtual qint64 pending(ClientId client) const = 0;
    //! Begins the closing handshake with \a client.
    virtual void close(ClientId client, quint16 code, const QString &reason) = 0;
    //! Breaks the link to \a client on purpose.
    virtual void breakLink(ClientId client, Breakage breakage) = 0;
};

//! A demo feed: what a server says to all the clients on one path. Sans-I/O: time, messages and room come in, messages
//! go out.
//!
//! The server calls advance() at nextDeadline(), and sends no more than it is told.
class Scenario
{
public:
    virtual ~Scenario() = default;

    //! Why \a query cannot be served, as a sentence for the peer; nothing when it can.
    [[nodiscard]] virtual std::optional<QByteArray> refusal(const QUrlQuery &) const { return std::nullopt; }

    virtual void joined(ClientId client, const QUrlQuery &query, const base::Instant &now, Outbox &out) = 0;
    //! The same for a client that showed who it is, if anybody asked.
    virtual void joinedAs(
        ClientId client, const Identity &who, const QUrlQuery &query, const base::Instant &now, Outbox &out)
    {
        Q_UNUSED(who)
        joined(client, query, now, out);
    }
    virtual void left(ClientId client) = 0;
    virtual void messageReceived(
        ClientId client, ws::Opcode opcode, QByteArrayView payload, const base::Instant &now, Outbox &out)
        = 0;
    //! The network took bytes of \a client.
    virtual void writable(ClientId, const base::Instant &, Outbox &) { }
    virtual void advance(const base::Instant &, Outbox &) { }
    //! Steady time at which advance() is due; nothing when no timer runs.
    [[nodiscard]] virtual std::optional<base::Nanoseconds> nextDeadline() const { return std::nullopt; }
    //! How many things are kept for clients that are there; 0 when the last has left.
    [[nodiscard]] virtual std::size_t held() const { return 0; }
};

} // namespace server
