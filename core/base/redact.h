// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QUrl;

namespace base {

//! \a url as it may be shown, logged and exported: user information, query and fragment *values*, and
//! what looks like a token in the path, become `…`.
//! Names of query items stay, so that a person still recognises the address (case K01).
[[nodiscard]] QString redactedUrl(const QUrl &url);

//! True when the value of the HTTP field \a name may carry a secret: Authorization, Cookie, `X-…-Token` and the like.
[[nodiscard]] bool isSecretHeader(QByteArrayView name);

//! True when \a text looks like a token by its form: 20 or more letters and digits mixed, without a word's spaces.
[[nodiscard]] bool looksLikeToken(QByteArrayView text);

//! A request or response head with the values of secret fields and of the request target's query replaced by `…`.
[[nodiscard]] QByteArray redactedHead(const QByteArray &head);

} // namespace base
