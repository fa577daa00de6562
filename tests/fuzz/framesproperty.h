// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/fuzz/fuzz.h"
#include "tests/unit/ws/recorder.h"

namespace fuzz {

//! The first byte chooses deflate and how the rest is cut; the cut stream must give what the whole one gives.
inline int checkFrames(ws::Role role, const std::uint8_t *data, std::size_t size)
{
    if (size < 2)
        return 0;
    const int choice = data[0];
    const QByteArray bytes = view(data + 1, size - 1).toByteArray();
    ws::Accepted accepted;
    accepted.deflate.enabled = (choice & 1) != 0;
    accepted.deflate.serverNoContextTakeover = accepted.deflate.clientNoContextTakeover = (choice & 2) != 0;
    const ws::Limits limits{.frame = {1 << 16}, .message = {1 << 17}, .fragments = 64};
    const tests::Outcome whole = tests::run(role, {bytes}, limits, accepted);
    QList<QByteArray> pieces;
    const qsizetype step = 1 + (choice >> 2) % 17;
    for (qsizetype at = 0; at < bytes.size(); at += step)
        pieces.append(bytes.sliced(at, std::min(step, bytes.size() - at)));
    require(tests::run(role, pieces, limits, accepted) == whole);
    for (const tests::Event &event : whole.events) {
        require(event.payload.size() <= limits.message.bytes);
        require(event.what != "text" || event.payload.isValidUtf8());
    }
    return 0;
}

} // namespace fuzz
