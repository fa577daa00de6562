// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/payloadfields.h"

#include "core/decoders/packedreader.h"

#include <QtEndian>

#include <array>

namespace fields {

namespace {

using Verdict = decoders::Decoded::Verdict;

constexpr std::size_t mostRecords = 65'536; // Of one message with length prefixes.

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

PayloadReading readingOf(const decoders::Decoded &decoded, int format)
{
    Reading reading = Reading::Read;
    if (decoded.verdict == Verdict::Broken)
        reading = Reading::Malformed;
    else if (decoded.verdict == Verdict::TooDeep)
        reading = Reading::TooDeep;
    return {.reading = reading,
        .texts = decoded.records,
        .lenient = decoded.lenient,
        .at = decoded.at,
        .format = format,
        .split = decoded.records > 1 ? Split::Texts : Split::None};
}

} // namespace

PayloadFields::PayloadFields(FieldTree &tree, const decoders::ReadingChoice &choice)
    : m_unwrapper(choice.wrapping)
    , m_split(choice.split)
    , m_fields(tree, choice.hex)
{
    const auto &catalog = decoders::catalog();
    for (std::size_t i = 0; i < catalog.size(); ++i)
        m_formats.push_back({.number = static_cast<int>(i),
            .isChosen = choice.format.isEmpty() || choice.format == catalog[i].id,
            .decoder = catalog[i].make()});
    if (choice.base64)
        m_base64.emplace(m_fields);
}

void PayloadFields::reset()
{
    m_unwrapper.reset();
    for (const Format &format : m_formats)
        format.decoder->reset();
}

PayloadReading PayloadFields::read(QByteArrayView plain, const decoders::PayloadFacts &facts, Record record)
{
    m_fields.begin(&record);
    PayloadReading reading;
    const bool isPrefixed = m_split && *m_split != Split::None && *m_split != Split::Texts;
    if (!isPrefixed || !readPrefixed(plain, facts, reading)) {
        reading = readRecords(plain, facts, 0);
        const bool isUnread = reading.reading == Reading::Binary || reading.reading == Reading::DecodeError;
        if (isUnread && !m_split)
            (void)readPrefixed(plain, facts, reading);
    }
    m_fields.drop();
    return reading;
}

// The first decoder that reads it wins. What began like a format and broke at once is what is said when none does.
PayloadReading PayloadFields::readRecords(QByteArrayView plain, const decoders::PayloadFacts &facts, int depth)
{
    decoders::FieldSink &sink = m_base64 ? static_cast<decoders::FieldSink &>(*m_base64) : m_fields;
    PayloadReading none{.reading = facts.isText ? Reading::NotJson : Reading::Binary};
    const auto attempt = [&](std::size_t i) -> std::optional<PayloadReading> {
        const Format &format = m_formats[i];
        const decoders::DecoderEntry &entry = decoders::catalog()[static_cast<std::size_t>(format.number)];
        if (!(facts.isText ? entry.takesText : entry.takesBinary) || (depth == 0 && !format.isChosen)
            || !format.decoder->accepts(plain, facts))
            return {};
        const decoders::Decoded decoded = format.decoder->walk(plain, facts, sink);
        if (decoded.verdict == Verdict::Opened && depth < deepestEnvelope) {
            PayloadReading inner = readRecords(decoded.content, facts, depth + 1);
            inner.format = inner.texts > 0 ? format.number : -1;
            inner.at += inner.at < 0 ? 0 : decoded.content.data() - plain.data();
            return inner;
        }
        const bool isRead = decoded.verdict == Verdict::Whole || decoded.verdict == Verdict::TooDeep
            || (decoded.verdict == Verdict::Broken && decoded.records > 0);
        if (isRead)
            return readingOf(decoded, format.number);
        if (decoded.verdict == Verdict::Broken && none.reading == Reading::NotJson)
            none = readingOf(decoded, -1);
        if (decoded.fault && !facts.isText && !none.fault) {
            none.reading = Reading::DecodeError;
            none.fault = decoded.fault;
            none.at = decoded.at;
        }
        return {};
    };
    const std::size_t last = facts.isText || depth > 0 ? m_formats.size() : m_lastBinary.value_or(m_formats.size());
    if (last < m_formats.size()) {
        if (const auto reading = attempt(last))
            return *reading;
    }
    for (std::size_t i = 0; i < m_formats.size(); ++i) {
        if (i == last)
            continue;
        const auto reading = attempt(i);
        if (!reading)
            continue;
        if (!facts.isText && depth == 0)
            m_lastBinary = i;
        return *reading;
    }
    return none;
}

// Lengths that add up to the very size of the message, before something that can be read, are no chance.
bool PayloadFields::readPrefixed(QByteArrayView plain, const decoders::PayloadFacts &facts, PayloadReading &reading)
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
        if ((m_split && *m_split != way.split) || !way.cut(plain, way.isBig, records)
            || (!m_split && !startsRecord(records.front())))
            continue;
        PayloadReading sum{.reading = Reading::Read, .split = way.split};
        for (const QByteArrayView each : records) {
            const PayloadReading one = readRecords(each, facts, 0);
            if (one.texts == 0)
                sum.reading = Reading::Malformed;
            sum.texts += one.texts;
            sum.lenient |= one.lenient;
            sum.format = std::max(sum.format, one.format);
        }
        if (sum.texts == 0)
            continue;
        reading = sum;
        return true;
    }
    return false;
}

} // namespace fields
