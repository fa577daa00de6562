// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/fieldreader.h"

#include <cmath>

namespace settings {
namespace {

constexpr qsizetype mostElements = 10'000;
constexpr qsizetype longestText = 1 << 20;

} // namespace

QString FieldReader::path(const char *key) const
{
    return m_at.isEmpty() ? QString::fromLatin1(key) : m_at + u'.' + QLatin1String(key);
}

void FieldReader::complain(const char *key, const QString &what)
{
    if (m_problem.isEmpty())
        m_problem = path(key) + QStringLiteral(": ") + what;
}

QJsonValue FieldReader::value(const char *key, QJsonValue::Type type, const char *name)
{
    const QJsonValue value = m_object.value(QLatin1String(key));
    if (value.isUndefined() || value.type() == type)
        return value;
    complain(key, QStringLiteral("not %1").arg(QLatin1String(name)));
    return QJsonValue::Undefined;
}

QString FieldReader::text(const char *key, const QString &fallback)
{
    const QString text = value(key, QJsonValue::String, "a text").toString(fallback);
    if (text.size() <= longestText)
        return text;
    complain(key, QStringLiteral("longer than 1 MiB"));
    return fallback;
}

bool FieldReader::flag(const char *key, bool fallback)
{
    return value(key, QJsonValue::Bool, "true or false").toBool(fallback);
}

double FieldReader::number(const char *key, double fallback, double least, double most)
{
    const double number = value(key, QJsonValue::Double, "a number").toDouble(fallback);
    if (number >= least && number <= most)
        return number;
    complain(key, QStringLiteral("not between %1 and %2").arg(least, 0, 'g', 12).arg(most, 0, 'g', 12));
    return fallback;
}

int FieldReader::whole(const char *key, int fallback, int least, int most)
{
    const double number = this->number(key, fallback, least, most);
    if (number == std::floor(number))
        return static_cast<int>(number);
    complain(key, QStringLiteral("not a whole number"));
    return fallback;
}

base::Nanoseconds FieldReader::milliseconds(
    const char *key, base::Nanoseconds fallback, base::Nanoseconds least, base::Nanoseconds most)
{
    using Milliseconds = std::chrono::duration<double, std::milli>;
    if (!has(key))
        return fallback;
    return std::chrono::duration_cast<base::Nanoseconds>(Milliseconds(
        number(key, Milliseconds(fallback).count(), Milliseconds(least).count(), Milliseconds(most).count())));
}

int FieldReader::choice(const char *key, std::initializer_list<const char *> words, int fallback)
{
    if (!has(key))
        return fallback;
    const QString word = text(key);
    int index = 0;
    QStringList known;
    for (const char *each : words) {
        if (word == QLatin1String(each))
            return index;
        known += QLatin1String(each);
        ++index;
    }
    complain(key, QStringLiteral("not one of %1").arg(known.join(QStringLiteral(", "))));
    return fallback;
}

QStringList FieldReader::texts(const char *key)
{
    QStringList texts;
    for (const QJsonValue each : value(key, QJsonValue::Array, "a list").toArray()) {
        if (!each.isString() || each.toString().size() > longestText || texts.size() >= mostElements) {
            complain(key, QStringLiteral("not a list of at most 10000 texts"));
            break;
        }
        texts += each.toString();
    }
    return texts;
}

VariableMap FieldReader::map(const char *key)
{
    VariableMap map;
    const QJsonObject object = value(key, QJsonValue::Object, "an object").toObject();
    for (auto each = object.begin(); each != object.end(); ++each) {
        if (each.value().isString() && map.size() < mostElements)
            map.insert(each.key(), each.value().toString());
        else
            complain(key, QStringLiteral("not an object of at most 10000 texts"));
    }
    return map;
}

FieldReader FieldReader::object(const char *key)
{
    return {value(key, QJsonValue::Object, "an object").toObject(), m_problem, path(key)};
}

std::vector<FieldReader> FieldReader::objects(const char *key)
{
    std::vector<FieldReader> readers;
    const QJsonArray array = value(key, QJsonValue::Array, "a list").toArray();
    for (qsizetype i = 0; i < std::min<qsizetype>(array.size(), mostElements); ++i) {
        if (!array[i].isObject())
            complain(key, QStringLiteral("not a list of objects"));
        readers.push_back(FieldReader(array[i].toObject(), m_problem, path(key) + QStringLiteral("[%1]").arg(i)));
    }
    return readers;
}

} // namespace settings
