// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/scenarios/catalog.h"

#include "core/server/scenarios/binary.h"
#include "core/server/scenarios/channels.h"
#include "core/server/scenarios/chat.h"
#include "core/server/scenarios/dashboard.h"
#include "core/server/scenarios/echo.h"
#include "core/server/scenarios/editing.h"
#include "core/server/scenarios/fault.h"
#include "core/server/scenarios/flood.h"
#include "core/server/scenarios/iot.h"
#include "core/server/scenarios/rpc.h"
#include "core/server/scenarios/streams.h"

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
        {.path = "/rpc",
            .summary = R"(requests: {"id":"req_1","type":"getUserInfo","params":{"userId":1}}; also slow, fail, never)",
            .create = make<Rpc>,
            .examples = {R"({"id":"req_1","type":"slow","params":{"ms":60000}})"}},
        {.path = "/channels",
            .summary = R"(publish and subscribe: {"type":"subscribe","channel":"news"})",
            .create = make<Channels>,
            .examples = {R"({"type":"subscribe","channel":"news"})"},
            .listens = true},
        {.path = "/stream",
            .summary = R"(numbered streams: {"type":"stream_start","streamId":"a"}; ?shuffle=10&repeat=10&drop=10)",
            .create = make<Streams>,
            .examples = {R"({"type":"stream_start","streamId":"logs"})"},
            .listens = true},
        {.path = "/binary",
            .summary = "the guide's binary messages, or with ?format=record its records of 21 bytes",
            .create = make<Binary>,
            .listens = true},
        {.path = "/chat",
            .summary = R"(rooms, for users (?token=alice): {"type":"join","roomId":"lobby"})",
            .create = make<Chat>,
            .examples = {R"({"type":"join","roomId":"lobby"})"},
            .access = Access::User},
        {.path = "/edit",
            .summary = R"(a text that many write: {"type":"join","documentId":"notes"})",
            .create = make<Editing>,
            .examples = {R"({"type":"join","documentId":"notes"})"},
            .listens = true},
        {.path = "/device",
            .summary = R"(devices: {"type":"auth","deviceId":"device-001","secret":"secret"}; users command them)",
            .create = make<Iot>,
            .access = Access::Device,
            .listens = true},
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
