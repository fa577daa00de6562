// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/demorecords.h"

#include "core/decoders/binaryrecord.h"

namespace decoders {

namespace {

//! Takes the ids out of an announcement.
class IdsSink final : public FieldSink
{
public:
    QHash<quint16, QByteArray> names;
    bool isAnnouncement = false;

    void beginObject() override { ++m_depth; }
    void key(QByteArrayView raw, bool) override
    {
        m_isType = m_depth == 1 && raw == "type";
        if (m_depth == 1)
            m_isInIds = raw == "ids";
        bool isNumber = false;
        const ushort id = raw.toByteArray().toUShort(&isNumber);
        m_id = m_depth == 2 && m_isInIds && isNumber ? std::optional<quint16>(id) : std::nullopt;
    }
    void endObject() override { --m_depth; }
    void beginArray() override { ++m_depth; }
    void endArray() override { --m_depth; }
    void string(QByteArrayView raw, bool escaped) override
    {
        isAnnouncement = isAnnouncement || (m_isType && m_depth == 1 && raw == "metrics");
        if (m_id)
            names.insert(*m_id, (escaped ? unescaped(raw) : raw.toByteArray()).left(DemoRecords::longestName));
    }
    void number(const JsonNumber &) override { }
    void boolean(bool) override { }
    void null() override { }

private:
    int m_depth = 0;
    bool m_isType = false;
    bool m_isInIds = false;
    std::optional<quint16> m_id{};
};

} // namespace

bool DemoRecords::accepts(QByteArrayView payload, const PayloadFacts &facts) const
{
    if (!facts.isText)
        return !m_names.isEmpty();
    // As that feed writes it: other messages cost no more than this look.
    return payload.size() <= longestAnnouncement && payload.startsWith("{\"type\":\"metrics\"");
}

Decoded DemoRecords::walk(QByteArrayView payload, const PayloadFacts &facts, FieldSink &sink)
{
    if (facts.isText) {
        learn(payload);
        return {}; // It is JSON all the same.
    }
    const auto record = readBinaryRecord(payload);
    if (!record)
        return {.fault = record.error().detail};
    const auto name = m_names.constFind(record->metric);
    if (name == m_names.constEnd())
        return {.fault = DecodeFault::UnknownId};
    const qint64 at = unfoldMilliseconds(record->milliseconds, facts.wallNs) / 1'000'000;
    sink.beginText();
    sink.beginObject();
    sink.key("type", false);
    sink.string("data", false);
    sink.key("metric", false);
    sink.string(*name, false);
    sink.key("value", false);
    sink.number({.value = record->value});
    sink.key("timestamp", false);
    sink.number({.value = static_cast<double>(at), .isInteger = true});
    sink.endObject();
    sink.endText();
    return {.verdict = Decoded::Verdict::Whole, .records = 1};
}

void DemoRecords::learn(QByteArrayView announcement)
{
    IdsSink ids;
    if (m_reader.walk(announcement, ids) != JsonStatus::Valid || !ids.isAnnouncement)
        return;
    for (const auto &[id, name] : ids.names.asKeyValueRange())
        m_names.insert(id, name);
}

} // namespace decoders
