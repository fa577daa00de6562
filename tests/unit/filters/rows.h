// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/payloadreader.h"

namespace tests {

//! A received text; \a payload must live as long as the row.
inline capture::PassingRow textRow(QByteArrayView payload)
{
    return {.seq = 7,
        .wallNs = 1'700'000'000'000'000'000,
        .direction = capture::Direction::In,
        .kind = capture::Kind::Text,
        .payload = payload,
        .connection = {1},
        .size = payload.size(),
        .wireSize = payload.size() + 2};
}

} // namespace tests
