// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fields/payloadfields.h"

#include <array>

namespace fields {

//! Counts how the messages of a connection were read: what is not charted is said, with the place where it first stood.
//!
//! A value of fixed size.
class ReadingTally
{
public:
    //! Why a message was not charted, or not as it stands.
    enum class Cause : quint8 {
        Malformed,
        TooDeep,
        Text, //!< It is no JSON and is not meant to be.
        Binary, //!< No known binary format.
        WrongRecord, //!< Not as the feed announced its records.
        WrongMagic, //!< An envelope that begins with other bytes, has
        UnknownVersion, //!< another version, or
        WrongLength, //!< another length than it says.
        TooLarge, //!< Compressed beyond the limit.
        ByteOrderMark, //!< This one and those below were forgiven.
        NotANumber,
        TrailingNul,
    };
    static constexpr std::size_t causes = 12;

    struct Entry
    {
        quint64 count = 0;
        quint64 seq = 0; //!< The first such message.
        qint64 byte = -1; //!< Where in it; -1: as a whole.
        friend bool operator==(const Entry &, const Entry &) = default;
    };

    void add(const PayloadReading &reading, quint64 seq, bool isText);

    [[nodiscard]] const Entry &of(Cause cause) const { return m_entries[static_cast<std::size_t>(cause)]; }
    [[nodiscard]] quint64 messages() const { return m_messages; }
    //! Samples of each field that the messages held, at most: a message may hold many records.
    [[nodiscard]] quint64 records() const { return m_records; }
    [[nodiscard]] decoders::Wrapping wrapping() const { return m_wrapping; } //!< Of the newest that was read.
    [[nodiscard]] Split split() const { return m_split; }
    //! The place in decoders::catalog() of what most messages were read in; -1: none was.
    [[nodiscard]] int format() const;
    friend bool operator==(const ReadingTally &, const ReadingTally &) = default;

private:
    void note(Cause cause, quint64 seq, qint64 byte);

    std::array<Entry, causes> m_entries{};
    quint64 m_messages = 0;
    quint64 m_records = 0;
    decoders::Wrapping m_wrapping = decoders::Wrapping::None;
    Split m_split = Split::None;
    std::array<quint64, decoders::mostDecoders> m_formats{}; // Messages, by place in the catalogue.
};

} // namespace fields
