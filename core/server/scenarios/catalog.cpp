// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/scenarios/catalog.h"

#include "core/server/scenarios/dashboard.h"
#include "core/server/scenarios/echo.h"
#include "core/server/scenarios/flood.h"

namespace server {
namespace {

template <typename T>
std::unique_ptr<Scenario> make()
{
    return std::make_unique<T>();
}

} // namespace

const QList<ScenarioEntry> &scenarios()
{
    static const QList<ScenarioEntry> all{
        {"/dashboard", "metrics to subscribe to: {\"type\":\"subscribe\",\"metric\":\"sales\",\"interval\":1000}",
            make<Dashboard>},
        {"/echo", "every message comes back", make<Echo>},
        {"/flood", "as many messages as you ask for: ?rate=N&size=N; without a rate as many as you read", make<Flood>},
    };
    return all;
}

QList<QByteArray> demoSubscriptions()
{
    return {
        R"({"type":"subscribe","metric":"sales","interval":1000})",
        R"({"type":"subscribe","metric":"orders","interval":1000})",
        R"({"type":"subscribe","metric":"traffic","interval":500})",
        R"({"type":"subscribe","metric":"latency","interval":250})",
        R"({"type":"subscribe","metric":"cpu","interval":500})",
    };
}

} // namespace server
