// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/jsonvalue.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include <variant>
#include <vector>

namespace settings {
namespace {

using Step = std::variant<QString, int>;

// `[3]` of a path; moves \a at behind it.
std::optional<int> readIndex(const QString &path, qsizetype &at)
{
    const qsizetype close = path.indexOf(u']', at);
    bool isNumber = false;
    const int index = close < 0 ? -1 : path.mid(at + 1, close - at - 1).toInt(&isNumber);
    at = close + 1;
    return isNumber && index >= 0 ? std::optional(index) : std::nullopt;
}

std::optional<std::vector<Step>> readPath(const QString &path)
{
    std::vector<Step> steps;
    qsizetype at = path.startsWith(QLatin1String("$.")) ? 2 : 0; // As JSONPath writes it.
    while (at < path.size()) {
        if (path[at] == u'[') {
            const auto index = readIndex(path, at);
            if (!index)
                return {};
            steps.emplace_back(*index);
            continue;
        }
        if (!steps.empty() && path[at++] != u'.')
            return {};
        qsizetype end = at;
        while (end < path.size() && path[end] != u'.' && path[end] != u'[')
            ++end;
        if (end == at)
            return {};
        steps.emplace_back(path.mid(at, end - at));
        at = end;
    }
    return steps.empty() ? std::nullopt : std::optional(steps);
}

QJsonValue child(const QJsonValue &value, const Step &step)
{
    if (const auto *name = std::get_if<QString>(&step))
        return value.toObject().value(*name);
    return value.toArray().at(std::get<int>(step));
}

} // namespace

bool isJsonPath(const QString &path) { return readPath(path).has_value(); }

std::optional<QString> jsonValueAt(QByteArrayView json, const QString &path)
{
    const auto steps = readPath(path);
    if (!steps)
        return {};
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromRawData(json.data(), json.size()));
    QJsonValue value = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    for (const Step &step : *steps)
        value = child(value, step);
    switch (value.type()) {
    case QJsonValue::String: return value.toString();
    case QJsonValue::Bool: return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case QJsonValue::Double: return value.toVariant().toString();
    case QJsonValue::Null:
    case QJsonValue::Array:
    case QJsonValue::Object:
    case QJsonValue::Undefined: break;
    }
    return {};
}

} // namespace settings
