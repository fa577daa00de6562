// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/jsonvalue.h"

#include "core/decoders/pathfinder.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QVariant>

namespace settings {
namespace {

// As a program writes it that reads numbers as doubles: 2.50 is 2.5. Whole ones keep their digits.
QString numberText(QByteArrayView token)
{
    const auto number = QJsonDocument::fromJson('[' + token.toByteArray() + ']').array().at(0);
    return number.toVariant().toString();
}

} // namespace

bool isJsonPath(const QString &path) { return decoders::FieldPath::parse(path.toUtf8()).hasValue(); }

std::optional<QString> jsonValueAt(QByteArrayView json, const QString &path)
{
    using Kind = decoders::PathValue::Kind;
    auto parsed = decoders::FieldPath::parse(path.toUtf8());
    if (!parsed)
        return {};
    decoders::PathReader reader({std::move(*parsed)});
    if (!reader.read(json))
        return {};
    const decoders::PathValue &value = reader.value(0);
    switch (value.kind) {
    case Kind::String:
    case Kind::Boolean: return QString::fromUtf8(value.text());
    case Kind::Number: return numberText(value.raw);
    case Kind::Missing:
    case Kind::Null:
    case Kind::Array:
    case Kind::Object: break;
    }
    return {};
}

} // namespace settings
