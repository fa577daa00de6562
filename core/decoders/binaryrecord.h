// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/decoders/decodeerror.h"

#include <QByteArrayView>

namespace decoders {

//! The 12-byte record of the dashboard feed, all big-endian: u16 metric id, f64 value, u16 milliseconds modulo 65 536.
struct BinaryRecord
{
    static constexpr qsizetype size = 12;

    quint16 metric = 0;
    double value = 0;
    quint16 milliseconds = 0;
    friend bool operator==(const BinaryRecord &, const BinaryRecord &) = default;
};

//! Reads one record; \a bytes must be exactly 12 bytes.
[[nodiscard]] base::Expected<BinaryRecord, DecodeError> readBinaryRecord(QByteArrayView bytes);

//! The instant nearest \a nearNs (nanoseconds since 1970) whose milliseconds are \a milliseconds modulo 65 536.
[[nodiscard]] qint64 unfoldMilliseconds(quint16 milliseconds, qint64 nearNs);

} // namespace decoders
