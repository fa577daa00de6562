// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/names.h"

#include <QCoreApplication>

namespace text {
namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Names)
};

} // namespace

QString stateName(connection::State state)
{
    using connection::State;
    switch (state) {
    case State::Idle: return Words::tr("Not connected");
    case State::Resolving: return Words::tr("Resolving");
    case State::Connecting: return Words::tr("Connecting");
    case State::Proxy: return Words::tr("Proxy");
    case State::Tls: return Words::tr("Securing");
    case State::Upgrading: return Words::tr("Upgrading");
    case State::Open: return Words::tr("Open");
    case State::Established: return Words::tr("Established");
    case State::Suspect: return Words::tr("No answer");
    case State::Closing: return Words::tr("Closing");
    case State::Closed: return Words::tr("Closed");
    case State::WaitingRetry: return Words::tr("Waiting to retry");
    case State::Failed: return Words::tr("Failed");
    case State::Paused: return Words::tr("No network");
    }
    return {};
}

QString stateSentence(connection::State state)
{
    using connection::State;
    switch (state) {
    case State::Idle: return Words::tr("No connection was asked for.");
    case State::Resolving: return Words::tr("Looking up the host's address.");
    case State::Connecting: return Words::tr("Opening the TCP connection.");
    case State::Proxy: return Words::tr("Asking the proxy for a way through.");
    case State::Tls: return Words::tr("Agreeing on encryption and checking the certificate.");
    case State::Upgrading: return Words::tr("The upgrade request is sent; waiting for the server's answer.");
    case State::Open: return Words::tr("The connection is open.");
    case State::Established: return Words::tr("The connection is open and has been stable for a while.");
    case State::Suspect: return Words::tr("A ping was not answered in time; a second one is on its way.");
    case State::Closing: return Words::tr("Waiting for the other side to confirm the close.");
    case State::Closed: return Words::tr("The connection has ended.");
    case State::WaitingRetry: return Words::tr("The connection was lost; the next attempt is planned.");
    case State::Failed: return Words::tr("The connection failed and will not be tried again by itself.");
    case State::Paused:
        return Words::tr("There is no network; the connection is tried again when it is back, and every 30 s.");
    }
    return {};
}

QString kindName(capture::Kind kind)
{
    using capture::Kind;
    switch (kind) {
    case Kind::Text: return Words::tr("text");
    case Kind::Binary: return Words::tr("binary");
    case Kind::Close: return Words::tr("close");
    case Kind::Ping: return Words::tr("ping");
    case Kind::Pong: return Words::tr("pong");
    case Kind::Raw: return Words::tr("test bench");
    case Kind::State: return Words::tr("state");
    case Kind::Gap: return Words::tr("gap");
    case Kind::Problem: return Words::tr("problem");
    }
    return Words::tr("unknown");
}

QString directionName(capture::Direction direction)
{
    return direction == capture::Direction::Out ? Words::tr("sent") : Words::tr("received");
}

} // namespace text
