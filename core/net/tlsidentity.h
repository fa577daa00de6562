// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QStringList>

namespace net {

//! What a server shows over TLS: its certificates, the own one first, and the key to it.
struct TlsIdentity
{
    QByteArray certificates{}; //!< PEM.
    QByteArray key{}; //!< PEM, not encrypted.

    [[nodiscard]] bool isEmpty() const { return certificates.isEmpty(); }
    friend bool operator==(const TlsIdentity &, const TlsIdentity &) = default;
};

//! A fresh identity that signs itself, for \a names (host names and literal addresses): elliptic key, valid for a year.
//! Empty when OpenSSL could not make it.
[[nodiscard]] TlsIdentity makeIdentity(const QStringList &names);

//! The identity in \a pem, which has a certificate and its key; empty when it has not, or they do not belong together.
[[nodiscard]] TlsIdentity identityFrom(const QByteArray &pem);

} // namespace net
