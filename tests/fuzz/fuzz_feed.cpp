// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/fuzz.h"
#include "tests/unit/stream/feedworld.h"

// A feed made of the input's choices, live and replayed: nothing is read out of bounds, and both give the same series.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    feedworld::Chance chance(size + 1, {data, size});
    const feedworld::Rows rows(chance, 20 + chance.of(80));
    fuzz::require(!feedworld::difference(rows, chance));
    return 0;
}
