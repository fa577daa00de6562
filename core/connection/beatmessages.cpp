// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/beatmessages.h"

#include "core/base/placeholder.h"
#include "core/decoders/jsonspace.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <utility>

namespace connection {
namespace {

constexpr qsizetype longestBeat = 4096; // A heartbeat is small; what is larger is business and not worth parsing twice.

using Value = decoders::PathValue;

// Numbers as a reader of doubles writes them, but whole ones keep all their digits: an echoed time in nanoseconds must
// come back as it was.
QByteArray numberToken(const decoders::JsonNumber &number)
{
    bool isWhole = false;
    const qint64 whole = number.raw.toByteArray().toLongLong(&isWhole);
    if (isWhole)
        return QByteArray::number(whole);
    const auto near = static_cast<qint64>(std::clamp(number.value, -9.2e18, 9.2e18));
    return static_cast<double>(near) == number.value ? QByteArray::number(near)
                                                     : QByteArray::number(number.value, 'g', 17);
}

QByteArray objectToken(QByteArrayView payload, const decoders::FieldPath &path)
{
    QJsonValue value = QJsonDocument::fromJson(payload.toByteArray()).object();
    for (const decoders::PathStep &step : path.steps())
        value
            = step.isElement() ? value.toArray().at(step.index) : value.toObject().value(QString::fromUtf8(step.name));
    return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
}

} // namespace

std::optional<QByteArray> BeatFinder::valueIn(QByteArrayView payload)
{
    for (std::size_t i = 0; i < m_reader->finder().count(); ++i) {
        const Value &value = m_reader->value(i);
        switch (value.kind) {
        case Value::Kind::Missing: break;
        case Value::Kind::String:
        case Value::Kind::Boolean:
        case Value::Kind::Null: return value.text();
        case Value::Kind::Number: return numberToken(value.number);
        case Value::Kind::Array: return QByteArray();
        case Value::Kind::Object: return objectToken(payload, m_reader->finder().path(i));
        }
    }
    return {};
}

std::optional<QByteArray> BeatFinder::matched(const BeatMatch &match, QByteArrayView payload)
{
    if (payload.size() > longestBeat)
        return {};
    if (match.field.isEmpty())
        return payload == match.value ? std::optional(match.value) : std::nullopt;
    if (!m_reader || m_field != match.field) {
        m_field = match.field;
        m_reader.emplace(decoders::savedReadings(match.field));
    }
    const auto &finder = m_reader->finder();
    bool mayHave = false; // Most messages end here, unparsed.
    for (std::size_t i = 0; i < finder.count(); ++i)
        mayHave = mayHave || finder.mayHave(i, payload);
    const auto first = std::ranges::find_if_not(payload, decoders::isSpace);
    if (!mayHave || first == payload.end() || *first != '{' || !m_reader->read(payload))
        return {};
    auto token = valueIn(payload);
    if (token && !match.value.isEmpty() && *token != match.value)
        return {};
    return token;
}

QByteArray filled(QByteArray text, const char *name, const QByteArray &value)
{
    return base::withPlaceholder(std::move(text), QByteArray("${") + name + '}', value);
}

} // namespace connection
