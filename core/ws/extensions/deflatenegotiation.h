// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ws/accepted.h"
#include "core/ws/handshake/grammar.h"

#include <optional>

namespace ws {

//! What a client offers of permessage-deflate (RFC 7692 §7.1).
struct DeflateOffer
{
    bool serverNoContextTakeover = false; //!< The server must forget between messages.
    bool clientNoContextTakeover = false; //!< A hint: we shall forget.
    std::optional<int> serverMaxWindowBits{}; //!< The server must use at most this window; 8 to 15.
    bool clientWindowNegotiable = true; //!< The server may limit our window.
    std::optional<int> clientMaxWindowBits{}; //!< A hint: we shall use at most this window; 8 to 15.
    friend bool operator==(const DeflateOffer &, const DeflateOffer &) = default;
};

//! \a offer as an element of `Sec-WebSocket-Extensions`.
[[nodiscard]] QByteArray writeOffer(const DeflateOffer &offer);

//! What a server's answer to \a offer agrees on; no value when it breaks a rule (C01-C09).
//! No extension in \a answer is no agreement: `enabled` is false (C12).
[[nodiscard]] std::optional<DeflateParameters> readAnswer(
    const QList<Extension> &answer, const std::optional<DeflateOffer> &offer);

//! What a server agrees to of a client's \a offers: the first permessage-deflate it understands, else nothing.
//! \a own asks for more: its no-context-takeover flags and smaller windows are added where the offer lets it.
[[nodiscard]] DeflateParameters agreeOn(
    const QList<Extension> &offers, const DeflateParameters &own = {.enabled = true});

//! \a agreed as the server's `Sec-WebSocket-Extensions` value; empty when nothing was agreed.
[[nodiscard]] QByteArray writeAnswer(const DeflateParameters &agreed);

} // namespace ws
