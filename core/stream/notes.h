// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/connection.h"
#include "core/metrics/statenote.h"
#include "core/net/linkconditions.h"

#include <QByteArray>

//! The payloads of our own records (kinds State, Gap and Problem): small JSON objects with English words, described in
//! docs/capture-format.md. They are data; what a person reads is made from them by ui/text.
namespace stream::notes {

//! What else a note of a transition tells.
struct StateContext
{
    metrics::TcpEnd tcp = metrics::TcpEnd::Unknown; //!< Who ended the stream, once a session or an attempt has ended.
    std::optional<connection::BeatKind> beat{}; //!< What beats are made of, when it opened.
};

//! `{"from":"Open","to":"WaitingRetry","attempt":1,"cause":"reset","code":1006,"tcp":"reset","steady_ns":…}`
[[nodiscard]] QByteArray stateChanged(
    const connection::StateChanged &change, const connection::Status &status, const StateContext &context = {});
//! `{"reason":"lost","code":1006}`
[[nodiscard]] QByteArray gap(const connection::Status &status);
//! `{"reason":"ids missing","from":"101","to":"117"}`; ids are raw JSON tokens.
[[nodiscard]] QByteArray idsMissing(const QByteArray &from, const QByteArray &to);
//! `{"reason":"ids began anew","from":"117","to":"1"}`: the last id before, the first one behind.
[[nodiscard]] QByteArray resync(const QByteArray &from, const QByteArray &to);
//! `{"problem":"truncated message"}`
[[nodiscard]] QByteArray truncated();
//! The test bench answers no pings, or again.
[[nodiscard]] QByteArray pongsWithheld(bool withheld);
//! `{"problem":"link conditions","link":"delay=200000us"}`: what the program itself does to the link from now on.
[[nodiscard]] QByteArray linkConditions(const net::LinkConditions &conditions);
//! `{"problem":"protocol error","rule":"reserved opcode"}`
[[nodiscard]] QByteArray protocolError(ws::ProtocolError error);

// Read back, from this run or from a capture of anybody's; nothing when it is no such note.
[[nodiscard]] std::optional<metrics::StateNote> readState(QByteArrayView json);
[[nodiscard]] metrics::GapNote readGap(QByteArrayView json);
//! What kind of problem: `truncated message`, `protocol error: reserved opcode`, …
[[nodiscard]] QByteArray readProblem(QByteArrayView json);

//! The state's own name: `WaitingRetry`.
[[nodiscard]] const char *name(connection::State state);
//! One word for why a connection ended: `closed`, `reset`, `refused`, `heartbeat`, …
[[nodiscard]] const char *cause(const connection::Failure &failure);

} // namespace stream::notes
