// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ws/handshake/httphead.h"

#include <optional>

namespace ws {

//! One challenge of a `WWW-Authenticate` field (RFC 9110 §11.6.1).
struct Challenge
{
    QByteArray scheme; //!< As it came.
    QList<HeaderField> parameters; //!< Names in lower case, values without their quotes.
    [[nodiscard]] QByteArray value(QByteArrayView name) const;
    friend bool operator==(const Challenge &, const Challenge &) = default;
};

//! The challenges that \a field holds, all in one list; empty when it breaks the grammar.
[[nodiscard]] QList<Challenge> readChallenges(QByteArrayView field);

//! What a digest is made of beside the challenge (RFC 7616 §3.4).
struct DigestInput
{
    QByteArray user;
    QByteArray password; //!< UTF-8.
    QByteArray method;
    QByteArray target; //!< The request target, byte for byte as it is sent.
    QByteArray clientNonce;
    quint32 count = 1; //!< How often the server's nonce was used, this time included.
};

//! The value of `Authorization` that answers \a challenge with SHA-256 or MD5 and qop=auth, or without qop as RFC 2069
//! did.
//!
//! Nothing when the challenge is no digest, asks for an algorithm or a protection we do not have (`-sess`, `auth-int`
//! only), or has no realm or nonce; and nothing when a part could break out of its quotes.
[[nodiscard]] std::optional<QByteArray> digestAnswer(const Challenge &challenge, const DigestInput &input);

//! The best of \a challenges that digestAnswer() can answer: SHA-256 before MD5.
[[nodiscard]] std::optional<Challenge> bestDigest(const QList<Challenge> &challenges);

//! The value of `Authorization` for RFC 7617.
[[nodiscard]] QByteArray basicAnswer(const QByteArray &user, const QByteArray &password);

} // namespace ws
