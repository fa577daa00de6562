// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/catalog.h"
#include "core/decoders/jsonreader.h"
#include "core/decoders/jsonwriter.h"
#include "tests/fuzz/fuzz.h"

// The first byte chooses a format of the catalogue, the second is odd for a text; the rest is a message, read three
// times by one decoder. What it tells is JSON as long as it says whole, and what it counts is what it told.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2)
        return 0;
    const auto &entry = decoders::catalog()[data[0] % decoders::catalog().size()];
    const decoders::PayloadFacts facts{.isText = data[1] % 2 == 1, .wallNs = 1'700'000'000'000'000'000};
    const QByteArray payload = fuzz::view(data + 2, size - 2).toByteArray();
    const auto decoder = entry.make();
    for (int times = 0; times < 3; ++times) {
        if (!decoder->accepts(payload, facts))
            continue;
        decoders::JsonWriter writer(qsizetype(1) << 20);
        const decoders::Decoded decoded = decoder->walk(payload, facts, writer);
        fuzz::require(decoded.at >= -1 && decoded.at <= payload.size());
        if (decoded.verdict == decoders::Decoded::Verdict::Foreign)
            continue;
        fuzz::require(writer.isCut() || writer.records() == decoded.records);
        decoders::JsonReader reader;
        decoders::JsonWriter again(qsizetype(1) << 22);
        if (writer.records() > 0)
            fuzz::require(reader.walk(writer.text(), again) == decoders::JsonStatus::Valid);
    }
    return 0;
}
