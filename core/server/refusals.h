// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ws/handshake/serverhandshake.h"

#include <QByteArray>
#include <QList>

namespace server {

//! A path whose handshake goes wrong on purpose, so that a person can watch what a client makes of it.
struct RefusalEntry
{
    QByteArray path; //!< `/refuse/400`.
    QByteArray summary; //!< One line for whoever asks for another path.
    QByteArray (*answer)(const ws::ServerRequest &request); //!< All that is written before the stream ends.
};

//! All of them, in the order they are listed.
[[nodiscard]] const QList<RefusalEntry> &refusals();

} // namespace server
