// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QUrl;

namespace base {

//! \a url as it may be shown, logged and exported: user information, query and fragment *values*, and
//! what looks like a token in the path, become `…`.
//! Names of query items stay, so that a person still recognises the address (case K01).
[[nodiscard]] QString redactedUrl(const QUrl &url);

//! True when the value of the HTTP field \a name is a secret whatever it is: Authorization, Cookie, `X-…-Token`.
[[nodiscard]] bool isSecretHeader(QByteArrayView name);

//! A request or response head with `…` for the values of the request target's query and for what base/secrets.h finds
//! in the target's path and in the fields.
[[nodiscard]] QByteArray redactedHead(const QByteArray &head);

} // namespace base
