// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/server/scenarios/catalog.h"
#include "core/ws/handshake/serverhandshake.h"

#include <QByteArray>
#include <QUrlQuery>

namespace server {

//! Where a request leads.
struct Route
{
    const ScenarioEntry *entry = nullptr; //!< Of the catalogue.
    QUrlQuery query;
};

//! The demo feed that \a request asks for, or the whole HTTP answer that refuses it: 403 by the guard, 404 with the
//! list of paths. \a loopbackOnly and \a machineName as in refusalOf().
[[nodiscard]] base::Expected<Route, QByteArray> routeOf(
    const ws::ServerRequest &request, bool loopbackOnly, QByteArrayView machineName = {});

//! The whole HTTP answer to a request that is no good opening handshake. A browser that opens the address as a page
//! gets 426 and a sentence.
[[nodiscard]] QByteArray answerFor(const ws::HandshakeError &error);

} // namespace server
