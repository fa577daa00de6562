// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/messaging/messageschema.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <cmath>

namespace messaging {
namespace {

enum Types : quint8 { AnyType = 0, NullType = 1, BoolType = 2, IntegerType = 4, NumberType = 8, TextType = 16,
    ArrayType = 32, ObjectType = 64 };

struct TypeName
{
    quint8 bit;
    const char *name;
};
constexpr std::array typeNames{TypeName{NullType, "null"}, TypeName{BoolType, "boolean"},
    TypeName{IntegerType, "integer"}, TypeName{NumberType, "number"}, TypeName{TextType, "string"},
    TypeName{ArrayType, "array"}, TypeName{ObjectType, "object"}};

quint8 typeOf(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
    case QJsonValue::Undefined: return NullType;
    case QJsonValue::Bool: return BoolType;
    case QJsonValue::Double: return std::floor(value.toDouble()) == value.toDouble() ? IntegerType : NumberType;
    case QJsonValue::String: return TextType;
    case QJsonValue::Array: return ArrayType;
    case QJsonValue::Object: return ObjectType;
    }
    return NullType;
}

bool allows(quint8 types, quint8 type)
{
    return types == AnyType || (types & type) != 0 || (type == IntegerType && (types & NumberType) != 0);
}

QString below(const QString &path, const QString &name) { return path.isEmpty() ? name : path + u'.' + name; }

} // namespace

struct MessageSchema::Node
{
    quint8 types = AnyType;
    bool isSeen = false; //!< Something was learned here.
    std::map<QString, Node> properties;
    std::set<QString> required;
    std::vector<Node> items; //!< One, or none: anything.
    std::optional<QJsonArray> choices;
    std::optional<double> minimum, maximum, minLength, maxLength;

    std::optional<Breach> breachOf(const QJsonValue &value, const QString &path, int depth) const;
    std::optional<Breach::Rule> scalarBreach(const QJsonValue &value) const;
    void learn(const QJsonValue &value, int depth);
    void learnObject(const QJsonObject &object, int depth);
    void changesTo(const Node &later, const QString &path, std::vector<Change> &out) const;
    std::optional<QString> read(const QJsonObject &json, const QString &path, int depth);
    bool readTypes(const QJsonValue &type);
    bool readBounds(const QJsonObject &json);
    QJsonObject toJson() const;
};

std::optional<MessageSchema::Breach::Rule> MessageSchema::Node::scalarBreach(const QJsonValue &value) const
{
    using Rule = Breach::Rule;
    if (!allows(types, typeOf(value)))
        return Rule::Type;
    if (choices && !choices->contains(value))
        return Rule::Enum;
    if (value.isDouble() && minimum && value.toDouble() < *minimum)
        return Rule::Minimum;
    if (value.isDouble() && maximum && value.toDouble() > *maximum)
        return Rule::Maximum;
    // Code points, as JSON Schema counts.
    const double length = value.isString() && (minLength || maxLength)
        ? static_cast<double>(value.toString().toUcs4().size())
        : 0.0;
    if (value.isString() && minLength && length < *minLength)
        return Rule::MinLength;
    if (value.isString() && maxLength && length > *maxLength)
        return Rule::MaxLength;
    return std::nullopt;
}

std::optional<MessageSchema::Breach> MessageSchema::Node::breachOf(
    const QJsonValue &value, const QString &path, int depth) const
{
    if (const auto rule = scalarBreach(value))
        return Breach{.rule = *rule, .path = path};
    if (depth >= deepest)
        return std::nullopt;
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (const QString &name : required) {
            if (!object.contains(name))
                return Breach{.rule = Breach::Rule::Required, .path = below(path, name)};
        }
        for (const auto &[name, node] : properties) {
            const auto found = object.constFind(name);
            if (found == object.constEnd())
                continue;
            if (const auto breach = node.breachOf(*found, below(path, name), depth + 1))
                return breach;
        }
    }
    if (value.isArray() && !items.empty()) {
        const QJsonArray array = value.toArray();
        for (const QJsonValue &each : array) {
            if (const auto breach = items.front().breachOf(each, path + QStringLiteral("[]"), depth + 1))
                return breach;
        }
    }
    return std::nullopt;
}

void MessageSchema::Node::learn(const QJsonValue &value, int depth)
{
    if (isSeen || types != AnyType || properties.empty())
        types |= typeOf(value);
    if (depth < deepest && value.isObject())
        learnObject(value.toObject(), depth);
    if (depth < deepest && value.isArray()) {
        const QJsonArray array = value.toArray();
        if (items.empty() && !array.isEmpty())
            items.resize(1);
        for (const QJsonValue &each : array)
            items.front().learn(each, depth + 1);
    }
    isSeen = true;
}

void MessageSchema::Node::learnObject(const QJsonObject &object, int depth)
{
    const bool isFirst = properties.empty() && !isSeen;
    std::erase_if(required, [&object](const QString &name) { return !object.contains(name); });
    for (auto field = object.begin(); field != object.end(); ++field) {
        const bool isKnown = properties.contains(field.key());
        if (!isKnown && properties.size() >= mostProperties)
            continue;
        if (isFirst)
            required.insert(field.key());
        properties[field.key()].learn(field.value(), depth + 1);
    }
}

void MessageSchema::Node::changesTo(const Node &later, const QString &path, std::vector<Change> &out) const
{
    if (types != later.types)
        out.push_back({.kind = Change::Kind::Type, .path = path});
    for (const auto &[name, node] : properties) {
        const QString inner = below(path, name);
        const auto found = later.properties.find(name);
        if (found == later.properties.end()) {
            out.push_back({.kind = Change::Kind::Removed, .path = inner});
            continue;
        }
        if (required.contains(name) && !later.required.contains(name))
            out.push_back({.kind = Change::Kind::Optional, .path = inner});
        if (!required.contains(name) && later.required.contains(name))
            out.push_back({.kind = Change::Kind::Required, .path = inner});
        node.changesTo(found->second, inner, out);
    }
    for (const auto &[name, node] : later.properties) {
        if (!properties.contains(name))
            out.push_back({.kind = Change::Kind::Added, .path = below(path, name)});
    }
    if (!items.empty() && !later.items.empty())
        items.front().changesTo(later.items.front(), path + QStringLiteral("[]"), out);
}

bool MessageSchema::Node::readTypes(const QJsonValue &type)
{
    const QJsonArray names = type.isArray() ? type.toArray() : type.isString() ? QJsonArray{type} : QJsonArray();
    for (const QJsonValue &name : names) {
        const auto known = std::ranges::find_if(
            typeNames, [&name](const TypeName &each) { return name.toString() == QLatin1String(each.name); });
        if (known == typeNames.end())
            return false;
        types |= known->bit;
    }
    return type.isUndefined() || types != AnyType;
}

bool MessageSchema::Node::readBounds(const QJsonObject &json)
{
    const auto bound = [&json](const char *name, std::optional<double> &into) {
        const QJsonValue value = json.value(QLatin1String(name));
        if (value.isDouble())
            into = value.toDouble();
        return value.isDouble() || value.isUndefined();
    };
    return bound("minimum", minimum) && bound("maximum", maximum) && bound("minLength", minLength)
        && bound("maxLength", maxLength);
}

// The path at which something is wrong; nothing when all is well.
std::optional<QString> MessageSchema::Node::read(const QJsonObject &json, const QString &path, int depth)
{
    static const QStringList known{QStringLiteral("type"), QStringLiteral("properties"), QStringLiteral("required"),
        QStringLiteral("items"), QStringLiteral("enum"), QStringLiteral("minimum"), QStringLiteral("maximum"),
        QStringLiteral("minLength"), QStringLiteral("maxLength"), QStringLiteral("title"),
        QStringLiteral("description"), QStringLiteral("$schema"), QStringLiteral("examples")};
    for (const QString &key : json.keys()) {
        if (!known.contains(key))
            return below(path, key); // Not judged by half: what we do not know is said.
    }
    const QJsonValue choice = json.value(QLatin1String("enum"));
    if (depth > deepest || !readTypes(json.value(QLatin1String("type"))) || !readBounds(json)
        || (!choice.isUndefined() && !choice.isArray()))
        return path.isEmpty() ? QStringLiteral("type") : path;
    if (choice.isArray())
        choices = choice.toArray();
    const QJsonArray names = json.value(QLatin1String("required")).toArray();
    for (const QJsonValue &name : names)
        required.insert(name.toString());
    const QJsonObject inner = json.value(QLatin1String("properties")).toObject();
    for (auto field = inner.begin(); field != inner.end(); ++field) {
        if (!field->isObject() || properties.size() >= mostProperties)
            return below(path, field.key());
        if (const auto problem = properties[field.key()].read(field->toObject(), below(path, field.key()), depth + 1))
            return problem;
    }
    const QJsonValue item = json.value(QLatin1String("items"));
    if (item.isUndefined())
        return std::nullopt;
    items.resize(1);
    return item.isObject() ? items.front().read(item.toObject(), path + QStringLiteral("[]"), depth + 1)
                           : std::optional(path + QStringLiteral("[]"));
}

QJsonObject MessageSchema::Node::toJson() const
{
    QJsonObject out;
    QJsonArray names;
    for (const TypeName &each : typeNames) {
        if ((types & each.bit) != 0)
            names.append(QLatin1String(each.name));
    }
    if (names.size() == 1)
        out.insert(QStringLiteral("type"), names.first());
    else if (!names.isEmpty())
        out.insert(QStringLiteral("type"), names);
    if (choices)
        out.insert(QStringLiteral("enum"), *choices);
    const auto bound = [&out](const char *name, const std::optional<double> &value) {
        if (value)
            out.insert(QLatin1String(name), *value);
    };
    bound("minimum", minimum);
    bound("maximum", maximum);
    bound("minLength", minLength);
    bound("maxLength", maxLength);
    QJsonObject inner;
    for (const auto &[name, node] : properties)
        inner.insert(name, node.toJson());
    if (!inner.isEmpty())
        out.insert(QStringLiteral("properties"), inner);
    QJsonArray needed;
    for (const QString &name : required)
        needed.append(name);
    if (!needed.isEmpty())
        out.insert(QStringLiteral("required"), needed);
    if (!items.empty())
        out.insert(QStringLiteral("items"), items.front().toJson());
    return out;
}

MessageSchema::MessageSchema() : m_root(std::make_unique<Node>()) { }
MessageSchema::~MessageSchema() = default;
MessageSchema::MessageSchema(const MessageSchema &other) : m_root(std::make_unique<Node>(*other.m_root)) { }
MessageSchema &MessageSchema::operator=(const MessageSchema &other)
{
    *m_root = *other.m_root;
    return *this;
}
MessageSchema::MessageSchema(MessageSchema &&) noexcept = default;
MessageSchema &MessageSchema::operator=(MessageSchema &&) noexcept = default;

base::Expected<MessageSchema, QString> MessageSchema::fromJson(const QJsonObject &json)
{
    MessageSchema out;
    if (const auto problem = out.m_root->read(json, {}, 0))
        return base::Unexpected{*problem};
    return out;
}

QJsonObject MessageSchema::toJson() const { return m_root->toJson(); }

std::optional<MessageSchema::Breach> MessageSchema::breachOf(const QJsonValue &message) const
{
    return m_root->breachOf(message, {}, 0);
}

void MessageSchema::learn(const QJsonValue &message) { m_root->learn(message, 0); }

std::vector<MessageSchema::Change> MessageSchema::changesTo(const MessageSchema &later) const
{
    std::vector<Change> out;
    m_root->changesTo(*later.m_root, {}, out);
    return out;
}

void MessageSchemas::learn(const QJsonObject &message)
{
    const QString type = message.value(QLatin1String("type")).toString();
    if (m_schemas.size() < mostTypes || m_schemas.contains(type))
        m_schemas[type].learn(message);
}

std::optional<MessageSchema::Breach> MessageSchemas::check(const QJsonObject &message)
{
    const QString type = message.value(QLatin1String("type")).toString();
    const auto schema = m_schemas.find(type);
    if (schema == m_schemas.end())
        return std::nullopt;
    Count &count = m_counts[type];
    ++count.checked;
    const auto breach = schema->second.breachOf(message);
    if (breach) {
        ++count.broken;
        count.last = breach;
    }
    return breach;
}

} // namespace messaging
