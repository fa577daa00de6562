// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/net/tlsidentity.h"

#include <QString>

namespace app {

//! What the feed server shows over TLS: the PEM file \a choice with a certificate and its key, or for `own` the
//! certificate that this program made for itself on first use and keeps beside its captures. A sentence when there is
//! none. \a host is where the server listens; the own certificate names it and this machine.
[[nodiscard]] base::Expected<net::TlsIdentity, QString> serverIdentity(const QString &choice, const QString &host);

} // namespace app
