// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/readingtally.h"

namespace fields {

void ReadingTally::add(const PayloadReading &reading, quint64 seq, bool isText)
{
    ++m_messages;
    m_records += static_cast<quint64>(reading.texts);
    if (reading.texts > 0) {
        m_wrapping = reading.wrapping;
        m_split = std::max(m_split, static_cast<Split>(reading.split));
        m_packing = reading.packing ? reading.packing : m_packing;
        m_hasJson = m_hasJson || (!reading.packing && reading.reading != Reading::BinaryRecord);
        m_hasRecords = m_hasRecords || reading.reading == Reading::BinaryRecord;
    }
    const auto isLenient = [&](decoders::Leniency one) { return (reading.lenient & static_cast<quint8>(one)) != 0; };
    if (isLenient(decoders::Leniency::ByteOrderMark))
        note(Cause::ByteOrderMark, seq, 0);
    if (isLenient(decoders::Leniency::NotANumber))
        note(Cause::NotANumber, seq, reading.at);
    if (isLenient(decoders::Leniency::TrailingNul))
        note(Cause::TrailingNul, seq, reading.at);
    switch (reading.reading) {
    case Reading::Malformed: return note(Cause::Malformed, seq, reading.at);
    case Reading::TooDeep: return note(Cause::TooDeep, seq, reading.at);
    case Reading::NotJson: return note(isText ? Cause::Text : Cause::Binary, seq, -1);
    case Reading::Binary: return note(Cause::Binary, seq, -1);
    case Reading::DecodeError: return note(Cause::WrongRecord, seq, -1);
    case Reading::TooLarge: return note(Cause::TooLarge, seq, -1);
    case Reading::Json:
    case Reading::Packed:
    case Reading::BinaryRecord: return;
    }
}

void ReadingTally::note(Cause cause, quint64 seq, qint64 byte)
{
    Entry &entry = m_entries[static_cast<std::size_t>(cause)];
    if (entry.count++ == 0) {
        entry.seq = seq;
        entry.byte = byte;
    }
}

} // namespace fields
