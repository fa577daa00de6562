// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/binaryenvelope.h"

#include <QtEndian>

namespace decoders {

bool BinaryEnvelope::accepts(QByteArrayView payload, const PayloadFacts &) const
{
    return m_isExpected || payload.startsWith("\xAB\xCD");
}

Decoded BinaryEnvelope::walk(QByteArrayView payload, const PayloadFacts &, FieldSink &)
{
    if (!payload.startsWith("\xAB\xCD"))
        return {.at = 0, .fault = DecodeFault::WrongMagic};
    if (payload.size() < headerSize)
        return {.at = payload.size(), .fault = DecodeFault::WrongLength};
    if (payload[2] != 1)
        return {.at = 2, .fault = DecodeFault::UnknownVersion};
    if (qFromBigEndian<quint32>(payload.data() + 4) != static_cast<quint64>(payload.size() - headerSize))
        return {.at = 4, .fault = DecodeFault::WrongLength};
    m_isExpected = true;
    return {.verdict = Decoded::Verdict::Opened, .content = payload.sliced(headerSize)};
}

} // namespace decoders
