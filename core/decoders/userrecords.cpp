// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/userrecords.h"

#include <QtEndian>

#include <bit>
#include <charconv>
#include <cmath>

namespace decoders {

namespace {

double doubleAt(const char *at) { return std::bit_cast<double>(qFromLittleEndian<quint64>(at)); }

bool hasTime(const char *record)
{
    const double ms = doubleAt(record + 5);
    return ms >= 946'684'800'000.0 && ms < 4'102'444'800'000.0;
}

void tell(const char *record, FieldSink &sink, char (&digits)[12])
{
    const auto user = qFromLittleEndian<quint32>(record + 1);
    const char *const end = std::to_chars(digits, digits + sizeof digits, user).ptr;
    const double value = doubleAt(record + 13);
    sink.beginText();
    sink.beginObject();
    sink.key("type", false);
    sink.number({.value = static_cast<double>(static_cast<quint8>(record[0])), .isInteger = true});
    sink.key("userId", false);
    sink.number({.value = static_cast<double>(user), .isInteger = true, .raw = QByteArrayView(digits, end - digits)});
    sink.key("timestamp", false);
    sink.number({.value = doubleAt(record + 5)});
    sink.key("value", false);
    if (std::isfinite(value))
        sink.number({.value = value});
    else
        sink.notANumber();
    sink.endObject();
    sink.endText();
}

} // namespace

bool UserRecords::accepts(QByteArrayView payload, const PayloadFacts &) const
{
    return m_isExpected
        || (payload.size() >= recordSize && payload.size() % recordSize == 0 && hasTime(payload.data()));
}

Decoded UserRecords::walk(QByteArrayView payload, const PayloadFacts &, FieldSink &sink)
{
    if (payload.isEmpty() || payload.size() % recordSize != 0)
        return {.at = payload.size() - payload.size() % recordSize, .fault = DecodeFault::BadRecordSize};
    Decoded decoded{.verdict = Decoded::Verdict::Whole};
    char digits[12];
    for (qsizetype at = 0; at < payload.size(); at += recordSize) {
        if (!hasTime(payload.data() + at)) {
            decoded.verdict = decoded.records > 0 ? Decoded::Verdict::Broken : Decoded::Verdict::Foreign;
            decoded.at = at + 5;
            return decoded;
        }
        tell(payload.data() + at, sink, digits);
        ++decoded.records;
    }
    m_isExpected = true;
    return decoded;
}

} // namespace decoders
