// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/presets.h"

namespace connection {

std::vector<HeartbeatPreset> heartbeatPresets()
{
    return {
        {.id = "default", .settings = {}},
        {.id = "guide", .settings = {.secondProbe = false}},
        {.id = "fast", .settings = {.interval = 10s, .secondProbe = false}},
        {.id = "adaptive", .settings = {.adaptive = true}},
        {.id = "message", .settings = {.kind = BeatKind::Message}},
        {.id = "text",
            .settings
            = {.interval = 20s, .kind = BeatKind::Message, .message = "ping", .match = {.field = {}, .value = "pong"}}},
        {.id = "mqtt",
            .settings = {.kind = BeatKind::Message,
                .binary = true,
                .message = QByteArray("\xC0\x00", 2),
                .match = {.field = {}, .value = QByteArray("\xD0\x00", 2)}}},
        {.id = "echo",
            .settings
            = {.kind = BeatKind::Reply, .message = R"({"pong":${value}})", .match = {.field = "ping", .value = {}}}},
        {.id = "engine.io",
            .settings = {.kind = BeatKind::Reply, .message = "3", .match = {.field = {}, .value = "2"}}},
        {.id = "off", .settings = {.enabled = false}},
    };
}

std::vector<ReconnectPreset> reconnectPresets()
{
    return {
        {.id = "default", .backoff = {}},
        {.id = "guide", .backoff = {.jitter = false}, .openTimeout = 5s},
        {.id = "iot",
            .backoff = {.maxReconnectAttempts = 0,
                .reconnectInterval = 1000ms,
                .reconnectDecay = 2,
                .maxReconnectInterval = 60'000ms,
                .jitter = false}},
    };
}

} // namespace connection
