// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace connection {

//! Where a connection stands. Order is the order of a life.
enum class State : quint8 {
    Idle, //!< Never asked to connect, or closed by the user and ready.
    Resolving,
    Connecting, //!< TCP.
    Proxy, //!< Talking to the proxy.
    Tls,
    Upgrading, //!< Request sent, waiting for 101.
    Open, //!< 101 came.
    Established, //!< Open for 30 s: the back-off starts anew after the next loss.
    Suspect, //!< A heartbeat was not answered in time; a second probe is out.
    Closing, //!< Our close frame is out.
    Closed, //!< Ended, and nothing is planned.
    WaitingRetry, //!< Lost; the next attempt has a time.
    Failed, //!< Ended by an error, and nothing is planned: needs a person.
    Paused, //!< Lost, and the system says there is no network: tried every 30 s, and at once when it is back.
};

//! The W3C WebSocket's view of a state.
enum class ReadyState : quint8 { Connecting = 0, Open = 1, Closing = 2, Closed = 3 };

constexpr bool isOpen(State state)
{
    return state == State::Open || state == State::Established || state == State::Suspect;
}
constexpr bool isOpening(State state) { return state >= State::Resolving && state <= State::Upgrading; }
//! Lost, and another attempt has a time.
constexpr bool isBetweenAttempts(State state) { return state == State::WaitingRetry || state == State::Paused; }
constexpr ReadyState readyState(State state)
{
    if (isOpening(state))
        return ReadyState::Connecting;
    if (isOpen(state))
        return ReadyState::Open;
    return state == State::Closing ? ReadyState::Closing : ReadyState::Closed;
}
//! Nothing will happen until someone asks.
constexpr bool isAtRest(State state)
{
    return state == State::Idle || state == State::Closed || state == State::Failed;
}

} // namespace connection
