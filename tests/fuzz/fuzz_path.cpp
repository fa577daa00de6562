// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/pathfinder.h"
#include "tests/fuzz/fuzz.h"

// The first line is a path into what is behind it. Its canonical text means the same, and every reading survives the rest.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray input = fuzz::view(data, size).toByteArray();
    const qsizetype end = input.indexOf('\n');
    const QByteArray text = end < 0 ? input : input.first(end);
    const QByteArray json = end < 0 ? QByteArray() : input.sliced(end + 1);
    const auto path = decoders::FieldPath::parse(text);
    if (!path) {
        fuzz::require(path.error().offset >= 0 && path.error().offset <= text.size());
    } else if (const auto again = decoders::FieldPath::parse(path->text()); again) {
        fuzz::require(*again == *path);
    } else {
        fuzz::require(again.error().fault == decoders::PathFault::TooLong); // Escapes take more room.
    }
    decoders::PathReader reader(decoders::savedReadings(text));
    (void)reader.read(json);
    for (std::size_t i = 0; i < reader.finder().count(); ++i) {
        if (reader.value(i).isFound())
            fuzz::require(reader.finder().mayHave(i, json));
    }
    return 0;
}
