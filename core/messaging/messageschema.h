// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace messaging {

//! What messages of one kind look like: a subset of JSON Schema (`type`, `properties`, `required`, `items`, `enum`,
//! `minimum`, `maximum`, `minLength`, `maxLength`), written by a person or learned from what was seen.
class MessageSchema
{
public:
    static constexpr int deepest = 16;
    static constexpr std::size_t mostProperties = 512; //!< In one object.

    //! Where and how a message breaks its schema.
    struct Breach
    {
        enum class Rule : quint8 { Type, Required, Enum, Minimum, Maximum, MinLength, MaxLength };
        Rule rule = Rule::Type;
        QString path{}; //!< `data.items[].price`; empty: the message itself. Names in it are foreign.
        friend bool operator==(const Breach &, const Breach &) = default;
    };
    //! What is different in another schema.
    struct Change
    {
        enum class Kind : quint8 {
            Added, //!< A field that was not there.
            Removed, //!< A field that is no longer there.
            Type, //!< It has other types now.
            Optional, //!< It was in every message, and now is not.
            Required, //!< The other way round.
        };
        Kind kind = Kind::Added;
        QString path{};
        friend bool operator==(const Change &, const Change &) = default;
    };

    MessageSchema();
    ~MessageSchema();
    MessageSchema(const MessageSchema &other);
    MessageSchema &operator=(const MessageSchema &other);
    MessageSchema(MessageSchema &&) noexcept;
    MessageSchema &operator=(MessageSchema &&) noexcept;

    //! The schema that \a json describes; the error is the path at which it is none, or what is not in the subset.
    [[nodiscard]] static base::Expected<MessageSchema, QString> fromJson(const QJsonObject &json);
    [[nodiscard]] QJsonObject toJson() const;

    //! The first breach of \a message; nothing when it holds.
    [[nodiscard]] std::optional<Breach> breachOf(const QJsonValue &message) const;
    //! Widens the schema so that \a message holds: types and fields are added, and only what every message has stays
    //! required. Bounds and enums are not learned.
    void learn(const QJsonValue &message);
    //! From this schema to \a later.
    [[nodiscard]] std::vector<Change> changesTo(const MessageSchema &later) const;

private:
    struct Node;
    std::unique_ptr<Node> m_root;
};

//! The schemas of a conversation by the `type` of its messages; counts what breaks them and drops nothing.
class MessageSchemas
{
public:
    static constexpr std::size_t mostTypes = 256;

    struct Count
    {
        quint64 checked = 0;
        quint64 broken = 0;
        std::optional<MessageSchema::Breach> last{};
    };

    void set(const QString &type, MessageSchema schema) { m_schemas.insert_or_assign(type, std::move(schema)); }
    [[nodiscard]] const std::map<QString, MessageSchema> &schemas() const { return m_schemas; }

    //! Learns from \a message under its type; messages without one go under an empty one.
    void learn(const QJsonObject &message);
    //! Checks \a message; a type without a schema is not checked.
    std::optional<MessageSchema::Breach> check(const QJsonObject &message);
    [[nodiscard]] const std::map<QString, Count> &counts() const { return m_counts; }

private:
    std::map<QString, MessageSchema> m_schemas;
    std::map<QString, Count> m_counts;
};

} // namespace messaging
