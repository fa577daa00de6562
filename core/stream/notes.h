// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/connection.h"

#include <QByteArray>

//! The payloads of our own records (kinds State, Gap and Problem): small JSON objects with English words, described in
//! docs/capture-format.md. They are data; what a person reads is made from them by ui/text.
namespace stream::notes {

//! `{"from":"Open","to":"WaitingRetry","attempt":1,"cause":"reset","code":1006,"steady_ns":…}`
[[nodiscard]] QByteArray stateChanged(const connection::StateChanged &change, const connection::Status &status);
//! `{"reason":"lost","code":1006}`
[[nodiscard]] QByteArray gap(const connection::Status &status);
//! `{"problem":"truncated message"}`
[[nodiscard]] QByteArray truncated();
//! `{"problem":"protocol error","rule":"reserved opcode"}`
[[nodiscard]] QByteArray protocolError(ws::ProtocolError error);

//! The state's own name: `WaitingRetry`.
[[nodiscard]] const char *name(connection::State state);
//! One word for why a connection ended: `closed`, `reset`, `refused`, `heartbeat`, …
[[nodiscard]] const char *cause(const connection::Failure &failure);

} // namespace stream::notes
