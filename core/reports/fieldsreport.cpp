// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reports/fieldsreport.h"

#include "core/fields/chartedfields.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <cmath>

namespace reports {

namespace {

using fields::ReadingTally;

QString nameOf(series::FieldKind kind)
{
    switch (kind) {
    case series::FieldKind::Measure: return QStringLiteral("measure");
    case series::FieldKind::Constant: return QStringLiteral("constant");
    case series::FieldKind::Boolean: return QStringLiteral("boolean");
    case series::FieldKind::Counter: return QStringLiteral("counter");
    case series::FieldKind::Identifier: return QStringLiteral("identifier");
    case series::FieldKind::Time: return QStringLiteral("time");
    }
    return {};
}

QString formatOf(const ReadingTally &tally)
{
    const int format = tally.format();
    return format < 0 ? QStringLiteral("none") : QString(decoders::catalog()[static_cast<std::size_t>(format)].id);
}

QJsonArray causesOf(const ReadingTally &tally, std::span<const std::pair<ReadingTally::Cause, const char *>> names)
{
    QJsonArray causes;
    for (const auto &[cause, name] : names) {
        const ReadingTally::Entry &entry = tally.of(cause);
        if (entry.count == 0)
            continue;
        causes.append(QJsonObject{{"cause", QLatin1String(name)}, {"count", static_cast<qint64>(entry.count)},
            {"seq", static_cast<qint64>(entry.seq)}, {"byte", entry.byte < 0 ? QJsonValue() : QJsonValue(entry.byte)}});
    }
    return causes;
}

QJsonObject seriesOf(const series::SeriesEntry &entry, const series::SeriesView &view, const QJsonValue &charted)
{
    QJsonObject object{{"path", entry.path},
        {"key",
            entry.isOthers            ? QJsonValue(QStringLiteral("*"))
                : entry.key.isEmpty() ? QJsonValue()
                                      : QJsonValue(entry.key)},
        {"kind", nameOf(entry.kind)}, {"unit", entry.unit.isEmpty() ? QJsonValue() : QJsonValue(entry.unit)}};
    qint64 samples = 0;
    double first = NAN, last = NAN, min = NAN, max = NAN;
    for (const series::Sample &sample : series::samplesOf(view)) {
        if (std::isnan(sample.value))
            continue;
        if (samples++ == 0)
            first = min = max = sample.value;
        last = sample.value;
        min = std::min(min, last);
        max = std::max(max, last);
    }
    object.insert("samples", samples);
    object.insert("first", first); // Null when there is none, as all NaN.
    object.insert("last", last);
    object.insert("min", min);
    object.insert("max", max);
    object.insert("charted", charted);
    return object;
}

QJsonArray allFields(const series::SeriesStore &store)
{
    QJsonArray all;
    const auto fields = fields::chartFieldsOf(*store.catalogue());
    const QStringList charted = fields::chartedUnasked(fields);
    for (const fields::ChartField &field : fields) {
        const qsizetype place = charted.indexOf(field.path);
        for (const series::SeriesEntry &entry : field.entries)
            all.append(seriesOf(entry, store.view(entry.id), place < 0 ? QJsonValue() : QJsonValue(place + 1)));
    }
    return all;
}

QJsonObject countsOf(const fields::SequenceCounts &counts)
{
    return {{"gaps", static_cast<qint64>(counts.gaps)}, {"missing", static_cast<qint64>(counts.missing)},
        {"repeats", static_cast<qint64>(counts.repeats)}, {"back", static_cast<qint64>(counts.back)}};
}

QJsonArray allSequences(const QList<fields::SequenceFacts> &sequences)
{
    QJsonArray all;
    for (const fields::SequenceFacts &sequence : sequences) {
        QJsonObject object = countsOf(sequence.total);
        object.insert("path", sequence.path);
        QJsonArray keys;
        for (const auto &one : sequence.keys) {
            QJsonObject ofKey = countsOf(one.counts);
            ofKey.insert("key", one.key.isEmpty() ? QJsonValue() : QJsonValue(one.key));
            keys.append(ofKey);
        }
        object.insert("keys", keys);
        all.append(object);
    }
    return all;
}

} // namespace

QByteArray fieldsReport(const series::SeriesStore &store, const fields::FeedFacts &facts)
{
    using Cause = ReadingTally::Cause;
    static constexpr std::array<std::pair<Cause, const char *>, 9> unread{
        {{Cause::Malformed, "malformed"}, {Cause::TooDeep, "too-deep"}, {Cause::Text, "text"},
            {Cause::Binary, "binary"}, {Cause::WrongRecord, "wrong-record"}, {Cause::WrongMagic, "wrong-magic"},
            {Cause::UnknownVersion, "unknown-version"}, {Cause::WrongLength, "wrong-length"},
            {Cause::TooLarge, "too-large"}}};
    static constexpr std::array<std::pair<Cause, const char *>, 3> lenient{
        {{Cause::ByteOrderMark, "byte-order-mark"}, {Cause::NotANumber, "nan"}, {Cause::TrailingNul, "trailing-nul"}}};
    QJsonObject time{{"source", QJsonValue()}, {"offset_ms", 0}, {"drift_ppm", 0}};
    if (!facts.clocks.isEmpty()) {
        const auto &clock = facts.clocks.front();
        time = {{"source", clock.path}, {"offset_ms", static_cast<double>(clock.offsetNs) / 1e6},
            {"drift_ppm", clock.drift}};
    }
    const QJsonObject report{{"messages", static_cast<qint64>(facts.tally.messages())},
        {"records", static_cast<qint64>(facts.tally.records())}, {"fields", allFields(store)}, {"time", time},
        {"decode", QString(decoders::nameOf(facts.tally.wrapping()))},
        {"split", QString(decoders::nameOf(facts.tally.split()))}, {"format", formatOf(facts.tally)},
        {"unread", causesOf(facts.tally, unread)}, {"lenient", causesOf(facts.tally, lenient)},
        {"sequence", allSequences(facts.sequences)}};
    return QJsonDocument(report).toJson(QJsonDocument::Indented);
}

} // namespace reports
