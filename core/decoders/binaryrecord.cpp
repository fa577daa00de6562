// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/binaryrecord.h"

#include <QtEndian>

#include <algorithm>
#include <bit>

namespace decoders {

base::Expected<BinaryRecord, DecodeError> readBinaryRecord(QByteArrayView bytes)
{
    if (bytes.size() != BinaryRecord::size)
        return base::Unexpected{DecodeError{std::min(bytes.size(), BinaryRecord::size), DecodeFault::BadRecordSize}};
    return BinaryRecord{
        qFromBigEndian<quint16>(bytes.data()),
        std::bit_cast<double>(qFromBigEndian<quint64>(bytes.data() + 2)),
        qFromBigEndian<quint16>(bytes.data() + 10),
    };
}

qint64 unfoldMilliseconds(quint16 milliseconds, qint64 nearNs)
{
    const qint64 nearMs = nearNs / 1'000'000;
    const auto distance = static_cast<qint16>(static_cast<quint16>(milliseconds - static_cast<quint16>(nearMs)));
    return (nearMs + distance) * 1'000'000;
}

} // namespace decoders
