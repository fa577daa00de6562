// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/architecture/newcomer/placednumbers.h"

namespace newcomer {

// A look at a few bytes; walk() may still say that it is something else.
bool PlacedNumbers::accepts(QByteArrayView payload, const decoders::PayloadFacts &facts) const
{
    return facts.isText && payload.size() < 256 && payload.contains('@');
}

decoders::Decoded PlacedNumbers::walk(QByteArrayView payload, const decoders::PayloadFacts &, decoders::FieldSink &sink)
{
    const qsizetype at = payload.indexOf('@');
    const auto number = at < 0 ? std::nullopt : decoders::numberIn(payload.first(at));
    if (!number || at + 1 == payload.size())
        return {}; // Foreign: another format.
    sink.beginText();
    sink.beginObject();
    sink.key("place", false);
    sink.string(payload.sliced(at + 1), false);
    sink.key("value", false);
    sink.number(*number);
    sink.endObject();
    sink.endText();
    return {.verdict = decoders::Decoded::Verdict::Whole, .records = 1};
}

} // namespace newcomer
