// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/fuzz.h"
#include "tests/unit/ws/frames.h"
#include "tests/unit/ws/recorder.h"

// The input is one message's compressed bytes, sent twice and cut by its first byte; never more than the limit comes
// out.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2 || size > 60'000)
        return 0;
    const QByteArray payload = fuzz::view(data + 1, size - 1).toByteArray();
    const qsizetype cut = payload.size() * data[0] / 256;
    ws::Accepted accepted;
    accepted.deflate.enabled = true;
    accepted.deflate.serverMaxWindowBits = 8 + data[0] % 8;
    const ws::Limits limits{.message = {1 << 18}};
    const QByteArray whole = tests::frame(0xC2, payload);
    const QByteArray parts = tests::frame(0x42, payload.first(cut)) + tests::frame(0x80, payload.sliced(cut));
    const tests::Outcome first = tests::run(ws::Role::Client, {whole, whole}, limits, accepted);
    const tests::Outcome second = tests::run(ws::Role::Client, {parts, parts}, limits, accepted);
    fuzz::require(first == second);
    for (const tests::Event &event : first.events)
        fuzz::require(event.payload.size() <= limits.message.bytes);
    return 0;
}
