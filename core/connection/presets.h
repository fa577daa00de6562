// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/connection.h"

#include <vector>

namespace connection {

//! Settings with a name; the `id` stands in files and on command lines and never changes.
struct HeartbeatPreset
{
    const char *id;
    HeartbeatSettings settings;
};

struct ReconnectPreset
{
    const char *id;
    BackoffSettings backoff;
    base::Nanoseconds openTimeout = 10s;
};

//! `default`, `guide` (closes at the first 5 s), `fast`, `adaptive`, `message` (the guide's ping and pong in JSON),
//! `text`, `mqtt` (PINGREQ and PINGRESP), `echo` (the peer asks with a value), `engine.io`, `off`.
[[nodiscard]] std::vector<HeartbeatPreset> heartbeatPresets();
//! `default`, `guide` (no jitter, 5 s to open), `iot` (min(1000·2ⁿ, 60000) ms, no limit).
[[nodiscard]] std::vector<ReconnectPreset> reconnectPresets();

} // namespace connection
