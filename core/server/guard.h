// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/pool.h"
#include "core/ws/handshake/serverhandshake.h"

#include <optional>

namespace server {

//! True for `localhost`, 127.0.0.0/8 and `[::1]`, with or without a port; the text of a Host field.
[[nodiscard]] bool isLoopbackName(QByteArrayView hostField);

//! True for `localhost`, for the literal form of any address, as a browser writes it, and for \a machineName: what no
//! name server of a stranger answers. The text of a Host field.
[[nodiscard]] bool isOwnName(QByteArrayView hostField, QByteArrayView machineName = {});

//! Where the server listens, and for which pages.
struct Door
{
    bool loopbackOnly = true;
    QByteArray machineName{};
    QList<QByteArray> origins{}; //!< `https://app.example`; empty: pages of this machine, and the server's own.
};

//! Whether \a request may be served, so that no web page can drive a server on its reader's machine.
//!
//! No Origin is fine (no browser asks); one of a loopback name is, and so is the server's own. With a list of
//! Door::origins it must be one of them, byte for byte but for case. When the server listens on loopback only, Host must
//! be a loopback name; else one of isOwnName().
[[nodiscard]] std::optional<Refused> refusalOf(const ws::ServerRequest &request, const Door &door);

//! The whole answer: 403 and why. `Forbidden` and nothing else to a page of another site.
[[nodiscard]] QByteArray answerFor(Refused refusal);

} // namespace server
