// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/net/endpoint.h"
#include "core/net/transporterror.h"

#include <QSslConfiguration>

namespace net {

//! What every wss socket starts from: the settings' least version, the peer verified, ALPN `http/1.1`; with a CA file,
//! its certificates *instead of* the system's; with a certificate of our own, that and its key. Fails when a file
//! cannot be read or does not hold what it should.
[[nodiscard]] base::Expected<QSslConfiguration, TransportError> tlsConfiguration(const TlsSettings &settings);

//! True when \a chain (leaf first, as the peer sent it) leads to one of \a anchors and to nothing else (N16).
//!
//! OpenSSL verifies it against these anchors alone, so that a certificate the system trusts is of no use here.
[[nodiscard]] bool leadsTo(const QList<QSslCertificate> &chain, const QList<QSslCertificate> &anchors);

//! True when \a leaf was issued for \a name (RFC 6125 §6, N13): an address only by a subject alternative name of that
//! kind, a host name by one of its kind, and by the common name only where there is none.
//!
//! Qt also takes the common name, and an address written as a host name.
[[nodiscard]] bool isIssuedFor(const QSslCertificate &leaf, const QString &name);

} // namespace net
