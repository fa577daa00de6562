// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/jsondecoder.h"

namespace decoders {

// Some feeds send JSON in binary messages; bare numbers and words there are something else.
bool JsonDecoder::accepts(QByteArrayView payload, const PayloadFacts &facts) const
{
    return facts.isText || payload.startsWith('{') || payload.startsWith('[') || payload.startsWith("\xEF\xBB\xBF")
        || payload.startsWith('\x1E');
}

Decoded JsonDecoder::walk(QByteArrayView payload, const PayloadFacts &facts, FieldSink &sink)
{
    const JsonTexts found = m_reader.walkTexts(payload, sink);
    Decoded decoded{.records = found.texts, .lenient = found.lenient, .at = found.at};
    switch (found.status) {
    case JsonStatus::Valid: decoded.verdict = Decoded::Verdict::Whole; break;
    case JsonStatus::Malformed: decoded.verdict = Decoded::Verdict::Broken; break;
    case JsonStatus::TooDeep: decoded.verdict = Decoded::Verdict::TooDeep; break;
    case JsonStatus::NotJson: break;
    }
    if (!facts.isText && decoded.verdict != Decoded::Verdict::Whole && found.texts == 0)
        return {}; // Bytes that began like it by chance.
    return decoded;
}

} // namespace decoders
