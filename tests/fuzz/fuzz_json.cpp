// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/fuzz.h"
#include "tests/unit/stream/feedworld.h"

// The input's own bytes as messages, one a line, text and binary, each twice: whatever they are, live and replayed are
// the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    feedworld::Rows rows;
    qint64 wallNs = 1'700'000'000'000'000'000;
    for (const QByteArray &line : fuzz::view(data, size).toByteArray().split('\n')) {
        for (int times = 0; times < 2; ++times) {
            wallNs += times == 0 ? 400'000'000 : 10'000'000;
            rows.payloads.append(line + QByteArray(64, '\0'));
            rows.records.push_back({.seq = rows.records.size() + 1,
                .wallNs = wallNs,
                .steadyNs = wallNs,
                .kind = rows.records.size() % 5 == 4 ? capture::Kind::Binary : capture::Kind::Text,
                .size = line.size(),
                .data = rows.payloads.last().constData()});
        }
    }
    feedworld::Chance chance(size + 1);
    fuzz::require(!feedworld::difference(rows, chance));
    return 0;
}
