// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/payloadfields.h"

#include <QtEndian>

#include <array>
#include <vector>

namespace fields {

namespace {

constexpr std::size_t mostRecords = 65'536; // Of one message with length prefixes.

Reading readingOfTexts(decoders::JsonStatus status)
{
    switch (status) {
    case decoders::JsonStatus::Valid: return Reading::Json;
    case decoders::JsonStatus::Malformed: return Reading::Malformed;
    case decoders::JsonStatus::TooDeep: return Reading::TooDeep;
    case decoders::JsonStatus::NotJson: return Reading::NotJson;
    }
    Q_UNREACHABLE();
}

template <typename Length>
bool cutByLength(QByteArrayView payload, bool isBig, std::vector<QByteArrayView> &records)
{
    records.clear();
    for (qsizetype at = 0; at < payload.size();) {
        if (payload.size() - at < qsizetype(sizeof(Length)) || records.size() >= mostRecords)
            return false;
        const char *const prefix = payload.data() + at;
        const auto length
            = static_cast<qsizetype>(isBig ? qFromBigEndian<Length>(prefix) : qFromLittleEndian<Length>(prefix));
        at += qsizetype(sizeof(Length));
        if (length == 0 || length > payload.size() - at)
            return false;
        records.push_back(payload.sliced(at, length));
        at += length;
    }
    return !records.empty();
}

bool startsRecord(QByteArrayView bytes)
{
    return bytes.front() == '{' || bytes.front() == '['
        || decoders::PackedReader::mayBe(decoders::Packing::MessagePack, bytes)
        || decoders::PackedReader::mayBe(decoders::Packing::Cbor, bytes);
}

} // namespace

PayloadReading PayloadFields::read(
    QByteArrayView plain, bool text, const std::function<void(const MessageFields &)> &record)
{
    PayloadReading reading;
    m_fields.begin();
    // Some feeds send JSON in binary messages.
    const bool mayBeJson = text || plain.startsWith('{') || plain.startsWith('[') || plain.startsWith("\xEF\xBB\xBF")
        || plain.startsWith('\x1E');
    if (mayBeJson)
        reading = readTexts(plain, record);
    const bool isRead = reading.reading == Reading::Json || reading.texts > 0;
    if (!text && !isRead && !readPacked(plain, record, reading) && !readPrefixed(plain, record, reading))
        reading.reading = Reading::Binary;
    m_fields.drop();
    return reading;
}

PayloadReading PayloadFields::readTexts(QByteArrayView plain, const std::function<void(const MessageFields &)> &record)
{
    const decoders::JsonTexts found = m_json.walkTexts(plain, m_fields, [&] {
        record(m_fields);
        m_fields.keep();
    });
    return {.reading = readingOfTexts(found.status),
        .texts = found.texts,
        .lenient = found.lenient,
        .at = found.at,
        .split = static_cast<quint8>(found.texts > 1 ? Split::Texts : Split::None)};
}

bool PayloadFields::readPacked(
    QByteArrayView plain, const std::function<void(const MessageFields &)> &record, PayloadReading &reading)
{
    const auto packing = m_packed.walk(plain, m_fields);
    if (!packing)
        return false;
    record(m_fields);
    m_fields.keep();
    reading = {.reading = Reading::Packed, .texts = 1, .packing = packing};
    return true;
}

// Lengths that add up to the very size of the message, before something that can be read, are no chance.
bool PayloadFields::readPrefixed(
    QByteArrayView plain, const std::function<void(const MessageFields &)> &record, PayloadReading &reading)
{
    struct Way
    {
        Split split;
        bool (*cut)(QByteArrayView, bool, std::vector<QByteArrayView> &);
        bool isBig;
    };
    static constexpr std::array<Way, 4> ways{
        {{Split::Length32, cutByLength<quint32>, true}, {Split::Length32Little, cutByLength<quint32>, false},
            {Split::Length16, cutByLength<quint16>, true}, {Split::Length16Little, cutByLength<quint16>, false}}};
    std::vector<QByteArrayView> records;
    for (const Way &way : ways) {
        if (!way.cut(plain, way.isBig, records) || !startsRecord(records.front()))
            continue;
        PayloadReading sum{.reading = Reading::Json, .split = static_cast<quint8>(way.split)};
        for (const QByteArrayView each : records) {
            PayloadReading one;
            if (each.front() == '{' || each.front() == '[')
                one = readTexts(each, record);
            else if (!readPacked(each, record, one))
                one.reading = Reading::Malformed;
            if (one.texts == 0)
                sum.reading = Reading::Malformed;
            sum.texts += one.texts;
            sum.lenient |= one.lenient;
            sum.packing = one.packing;
        }
        if (sum.texts == 0)
            continue;
        reading = sum;
        return true;
    }
    return false;
}

} // namespace fields
