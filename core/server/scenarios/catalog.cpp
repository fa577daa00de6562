// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/scenarios/catalog.h"

#include "core/server/scenarios/dashboard.h"
#include "core/server/scenarios/echo.h"
#include "core/server/scenarios/fault.h"
#include "core/server/scenarios/flood.h"

namespace server {
namespace {

template <typename T>
std::unique_ptr<Scenario> make()
{
    return std::make_unique<T>();
}

template <Breakage breakage>
std::unique_ptr<Scenario> makeFault()
{
    return std::make_unique<Fault>(breakage);
}

} // namespace

const QList<ScenarioEntry> &scenarios()
{
    static const QList<ScenarioEntry> all{
        {.path = "/dashboard",
            .summary = R"(metrics to subscribe to: {"type":"subscribe","metric":"sales","interval":1000})",
            .create = make<Dashboard>,
            .examples = {R"({"type":"subscribe","metric":"sales","interval":1000})"},
            .listens = true},
        {.path = "/echo", .summary = "every message comes back", .create = make<Echo>, .examples = {"hello"}},
        {.path = "/flood",
            .summary = "as many messages as you ask for: ?rate=N&size=N; without a rate as many as you read",
            .create = make<Flood>,
            .listens = true},
        {.path = "/private",
            .summary = R"(an echo for users: ?token=alice, or first {"type":"auth","token":"alice"})",
            .create = make<Echo>,
            .examples = {"hello"},
            .access = Access::User},
        {.path = "/fault/silent",
            .summary = "after a second (?after=ms) nothing is said or answered, and the connection stays",
            .create = makeFault<Breakage::Silent>},
        {.path = "/fault/rst",
            .summary = "after a second the connection is reset (RST)",
            .create = makeFault<Breakage::Reset>},
        {.path = "/fault/eof",
            .summary = "after a second the connection ends without a close frame",
            .create = makeFault<Breakage::EndWithoutClose>},
        {.path = "/fault/nopong",
            .summary = "after a second no ping is answered any more",
            .create = makeFault<Breakage::NoPong>},
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
