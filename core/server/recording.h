// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/expected.h"
#include "core/ws/opcode.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <map>
#include <set>
#include <vector>

namespace server {

//! One message of a recorded conversation.
struct RecordedMessage
{
    base::Nanoseconds wall{0}; //!< Since 1970.
    bool fromServer = true;
    ws::Opcode opcode = ws::Opcode::Text;
    QByteArray payload{};
};

//! A value in a message of the server that has to be another one in a new conversation.
struct ReplayRule
{
    enum class Kind : quint8 {
        Echo, //!< It stood in a message of the client before: what the new client says there now.
        Time, //!< It was the time of the message: as much later as the new one is.
    };
    Kind kind = Kind::Echo;
    QString in{}; //!< Path in the server's message: `params.0.id`.
    QString from{}; //!< Echo: path in the client's message.
    int uses = 0; //!< How many values it is about.
    bool isOn = true;
    friend bool operator==(const ReplayRule &, const ReplayRule &) = default;
};

//! A recorded conversation, ready to be held again: what is mapped to the new one was found by comparing. Immutable while
//! it is served, so that any number of clients share it.
class Recording
{
public:
    static constexpr std::size_t mostMessages = 1'000'000;

    //! \a messages in order.
    explicit Recording(std::vector<RecordedMessage> messages);

    [[nodiscard]] const std::vector<RecordedMessage> &messages() const { return m_messages; }
    //! What was found, the most used first; \a isOn may be changed with apply().
    [[nodiscard]] QList<ReplayRule> rules() const;
    //! Switches rules as \a json says, which rulesToJson() wrote and a person edited. The error is what is wrong.
    [[nodiscard]] base::Expected<void, QString> apply(const QJsonObject &json);
    [[nodiscard]] QJsonObject rulesToJson() const;

    //! A message that the client sends is number \a index of the recording when it looks like it.
    [[nodiscard]] bool looksLike(std::size_t index, QByteArrayView message) const;
    //! Message number \a index for a conversation in which the client said \a heard (by number in the recording), at
    //! \a wall.
    [[nodiscard]] QByteArray message(
        std::size_t index, const std::map<std::size_t, QByteArray> &heard, base::Nanoseconds wall) const;
    //! Numbers of the client's messages that message() may ask for.
    [[nodiscard]] const std::set<std::size_t> &wanted() const { return m_wanted; }

private:
    using RuleKey = std::tuple<ReplayRule::Kind, QString, QString>;
    struct Edit
    {
        quint32 at = 0; //!< Bytes of the payload.
        quint32 size = 0;
        std::size_t rule = 0;
        std::size_t client = 0; //!< Echo: number of the client's message.
    };

    void find();
    void findIn(std::size_t index, const std::map<QByteArray, std::pair<std::size_t, QString>> &said);
    std::size_t ruleFor(ReplayRule::Kind kind, const QString &in, const QString &from);

    std::vector<RecordedMessage> m_messages;
    std::vector<QByteArray> m_shapes; //!< Of the client's messages; empty for the server's.
    std::map<std::size_t, std::vector<Edit>> m_edits; //!< By number of the server's message.
    std::vector<ReplayRule> m_rules;
    std::map<RuleKey, std::size_t> m_ruleNumbers;
    std::set<std::size_t> m_wanted;
};

} // namespace server
