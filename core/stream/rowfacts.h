// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/monitor.h"
#include "core/stream/batch.h"

#include <algorithm>

namespace stream {

//! How \a record of \a batch looked on the wire, as the monitor wants to know it.
[[nodiscard]] inline metrics::RowFacts rowFacts(const Batch &batch, const capture::Record &record)
{
    if (!record.hasFrameFacts || record.facts >= batch.facts.size())
        return {};
    const ws::WireFacts &facts = batch.facts[record.facts];
    return {.compressedSize = facts.compressedSize,
        .firstByteLagNs = std::max<qint64>(0, record.steadyNs - facts.firstByte.count())};
}

} // namespace stream
