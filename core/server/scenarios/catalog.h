// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/authgate.h"
#include "core/server/scenarios/scenario.h"

#include <QList>

#include <memory>

namespace server {

//! One entry of the catalogue of demo feeds.
struct ScenarioEntry
{
    QByteArray path; //!< `/dashboard`.
    QByteArray summary; //!< One line for whoever asks for another path.
    std::unique_ptr<Scenario> (*create)();
    QList<QByteArray> examples{}; //!< What a client may say first, so that something happens.
    Access access = Access::Open;
    bool listens = false; //!< Its clients may only listen: what they are sent keeps them from being idle.
};

//! All demo feeds, in the order they are listed.
[[nodiscard]] const QList<ScenarioEntry> &scenarios();

//! The messages the demo's own client sends after every connect: all five metrics, each at its pace.
[[nodiscard]] QList<QByteArray> demoSubscriptions();

} // namespace server
