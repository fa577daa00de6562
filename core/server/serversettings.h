// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/tlsidentity.h"
#include "core/server/credentials.h"
#include "core/server/guardlimits.h"
#include "core/server/pool.h"
#include "core/server/scenarios/scenario.h"

#include <functional>
#include <memory>

namespace server {

//! How one feed server is to be.
struct ServerSettings
{
    GuardLimits limits{};
    QList<QByteArray> origins{}; //!< Pages that may connect; empty: those of this machine.
    Credentials credentials = Credentials::demo();
    net::TlsIdentity identity{}; //!< Empty: plain ws.
    //! Makes the one scenario that all paths lead to, instead of the catalogue; empty: the catalogue. Its clients get the
    //! first subprotocol they ask for.
    std::function<std::unique_ptr<Scenario>()> scenario{};
    std::function<void(const Refusal &)> onRefused{}; //!< Called on the server's thread, at once; may be empty.
};

} // namespace server
