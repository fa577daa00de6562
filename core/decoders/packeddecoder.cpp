// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/packeddecoder.h"

namespace decoders {

Decoded PackedDecoder::walk(QByteArrayView payload, const PayloadFacts &, FieldSink &sink)
{
    if (!m_reader.walk(payload, sink))
        return {};
    sink.endText();
    return {.verdict = Decoded::Verdict::Whole, .records = 1};
}

} // namespace decoders
