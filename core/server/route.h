// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/server/credentials.h"
#include "core/server/guard.h"
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

//! Why a request leads nowhere, and the whole HTTP answer that says so.
struct TurnedAway
{
    Refused why = Refused::Unknown;
    QByteArray answer{};
};

//! The demo feed that \a request asks for: 403 by the guard or for want of a CSRF token, 404 with the list of paths, or
//! what a path under `/refuse` answers.
[[nodiscard]] base::Expected<Route, TurnedAway> routeOf(
    const ws::ServerRequest &request, const Door &door, const Credentials &credentials = {});

//! The whole HTTP answer to a request that is no good opening handshake. A browser that opens the address as a page
//! gets 426 and a sentence.
[[nodiscard]] QByteArray answerFor(const ws::HandshakeError &error);

//! The path of a request's target, without its query.
[[nodiscard]] QByteArray pathOf(const QByteArray &target);

} // namespace server
