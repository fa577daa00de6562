// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/readingtally.h"

#include <algorithm>

namespace fields {

namespace {

ReadingTally::Cause causeOf(std::optional<decoders::DecodeFault> fault)
{
    using Cause = ReadingTally::Cause;
    if (fault == decoders::DecodeFault::WrongMagic)
        return Cause::WrongMagic;
    if (fault == decoders::DecodeFault::UnknownVersion)
        return Cause::UnknownVersion;
    return fault == decoders::DecodeFault::WrongLength ? Cause::WrongLength : Cause::WrongRecord;
}

} // namespace

void ReadingTally::add(const PayloadReading &reading, quint64 seq, bool isText)
{
    ++m_messages;
    m_records += static_cast<quint64>(reading.texts);
    if (reading.texts > 0) {
        m_wrapping = reading.wrapping;
        m_split = std::max(m_split, reading.split);
        if (reading.format >= 0 && reading.format < static_cast<int>(m_formats.size()))
            ++m_formats[static_cast<std::size_t>(reading.format)];
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
    case Reading::DecodeError: return note(causeOf(reading.fault), seq, reading.at);
    case Reading::TooLarge: return note(Cause::TooLarge, seq, -1);
    case Reading::Read: return;
    }
}

int ReadingTally::format() const
{
    const auto most = std::ranges::max_element(m_formats);
    return *most == 0 ? -1 : static_cast<int>(most - m_formats.begin());
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
