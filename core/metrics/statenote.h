// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/heartbeatsettings.h"
#include "core/connection/state.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace metrics {

//! Who ended the stream below a WebSocket.
enum class TcpEnd : quint8 {
    Unknown, //!< An older capture.
    PeerFin,
    PeerReset,
    Ours,
};

//! A transition of the connection as its row in the capture tells it. From a file it is foreign: texts are cut.
struct StateNote
{
    connection::State from = connection::State::Idle;
    connection::State to = connection::State::Idle;
    QByteArray cause{}; //!< One word for why a connection or an attempt ended here: `reset`, `refused`, `heartbeat`, …
    quint16 code = 0; //!< The close code a person sees; 0: none.
    QString reason{};
    TcpEnd tcp = TcpEnd::Unknown;
    std::optional<connection::BeatKind> beat{}; //!< What beats are made of from here on.
};

//! A break of the stream, as its row tells it.
struct GapNote
{
    QByteArray reason{}; //!< `closed`, `reset`, …, `ids missing`, `ids began anew`, `not-captured`.
    quint64 missing = 0; //!< Messages that are known to be missing; 0: unknown.
};

} // namespace metrics
