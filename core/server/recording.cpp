// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/recording.h"

#include "core/server/recordedvalues.h"

#include <QJsonArray>

#include <algorithm>
#include <tuple>

namespace server {
namespace {

constexpr std::size_t mostEditsOfAMessage = 1'000;
constexpr std::size_t valuesRemembered = 100'000;

const char *wordOf(ReplayRule::Kind kind) { return kind == ReplayRule::Kind::Echo ? "echo" : "time"; }

QByteArray valueAt(QByteArrayView json, const QString &path)
{
    QByteArray found;
    eachValue(json, [&](const RecordedValue &value) {
        if (value.path == path)
            found = value.token.toByteArray();
    });
    return found;
}

} // namespace

Recording::Recording(std::vector<RecordedMessage> messages) : m_messages(std::move(messages))
{
    if (m_messages.size() > mostMessages)
        m_messages.resize(mostMessages);
    find();
}

// The values that the client said last, by their token: a response belongs to the latest request that has its id.
void Recording::find()
{
    std::map<QByteArray, std::pair<std::size_t, QString>> said;
    m_shapes.resize(m_messages.size());
    for (std::size_t i = 0; i < m_messages.size(); ++i) {
        const RecordedMessage &message = m_messages[i];
        if (message.fromServer) {
            if (message.opcode == ws::Opcode::Text)
                findIn(i, said);
            continue;
        }
        m_shapes[i] = shapeOf(message.payload);
        eachValue(message.payload, [&](const RecordedValue &value) {
            if (namesSomething(value) && said.size() < valuesRemembered)
                said.insert_or_assign(value.token.toByteArray(), std::pair(i, value.path));
        });
    }
}

void Recording::findIn(std::size_t index, const std::map<QByteArray, std::pair<std::size_t, QString>> &said)
{
    const RecordedMessage &message = m_messages[index];
    std::vector<Edit> edits;
    eachValue(message.payload, [&](const RecordedValue &value) {
        if (edits.size() >= mostEditsOfAMessage)
            return;
        Edit edit{.at = value.at, .size = static_cast<quint32>(value.token.size())};
        const auto source = namesSomething(value) ? said.find(value.token.toByteArray()) : said.end();
        if (source != said.end()) {
            edit.client = source->second.first;
            edit.rule = ruleFor(ReplayRule::Kind::Echo, value.path, source->second.second);
            m_wanted.insert(edit.client);
        } else if (movedTime(value.token, message.wall, base::Nanoseconds(0))) {
            edit.rule = ruleFor(ReplayRule::Kind::Time, value.path, {});
        } else {
            return;
        }
        edits.push_back(edit);
    });
    if (!edits.empty())
        m_edits.emplace(index, std::move(edits));
}

std::size_t Recording::ruleFor(ReplayRule::Kind kind, const QString &in, const QString &from)
{
    const auto [known, isNew] = m_ruleNumbers.try_emplace(RuleKey(kind, in, from), m_rules.size());
    if (isNew)
        m_rules.push_back({.kind = kind, .in = in, .from = from});
    ++m_rules[known->second].uses;
    return known->second;
}

QList<ReplayRule> Recording::rules() const
{
    QList<ReplayRule> out(m_rules.begin(), m_rules.end());
    std::ranges::stable_sort(out, std::greater<>(), &ReplayRule::uses);
    return out;
}

QJsonObject Recording::rulesToJson() const
{
    QJsonArray out;
    for (const ReplayRule &rule : rules()) {
        QJsonObject each{{QStringLiteral("kind"), QLatin1String(wordOf(rule.kind))}, {QStringLiteral("in"), rule.in},
            {QStringLiteral("uses"), rule.uses}, {QStringLiteral("on"), rule.isOn}};
        if (rule.kind == ReplayRule::Kind::Echo)
            each.insert(QStringLiteral("from"), rule.from);
        out.append(each);
    }
    return {{QStringLiteral("rules"), out}};
}

base::Expected<void, QString> Recording::apply(const QJsonObject &json)
{
    if (!json.value(QLatin1String("rules")).isArray())
        return base::Unexpected{QStringLiteral("rules")};
    const QJsonArray wanted = json.value(QLatin1String("rules")).toArray();
    for (ReplayRule &rule : m_rules)
        rule.isOn = false; // What was taken out of the list is off.
    for (const QJsonValue &value : wanted) {
        const QJsonObject each = value.toObject();
        const QString kind = each.value(QLatin1String("kind")).toString();
        const QString in = each.value(QLatin1String("in")).toString();
        const auto known = std::ranges::find_if(m_rules, [&](const ReplayRule &rule) {
            return kind == QLatin1String(wordOf(rule.kind)) && rule.in == in
                && rule.from == each.value(QLatin1String("from")).toString();
        });
        if (known == m_rules.end())
            return base::Unexpected{in};
        known->isOn = each.value(QLatin1String("on")).toBool(true);
    }
    return {};
}

bool Recording::looksLike(std::size_t index, QByteArrayView message) const
{
    return index < m_shapes.size() && !m_messages[index].fromServer && m_shapes[index] == shapeOf(message);
}

QByteArray Recording::message(
    std::size_t index, const std::map<std::size_t, QByteArray> &heard, base::Nanoseconds wall) const
{
    const RecordedMessage &recorded = m_messages[index];
    const auto edits = m_edits.find(index);
    if (edits == m_edits.end())
        return recorded.payload;
    QByteArray out;
    qsizetype done = 0;
    for (const Edit &edit : edits->second) {
        const ReplayRule &rule = m_rules[edit.rule];
        if (!rule.isOn)
            continue;
        const QByteArrayView token = QByteArrayView(recorded.payload).sliced(edit.at, edit.size);
        QByteArray now;
        if (rule.kind == ReplayRule::Kind::Time) {
            now = movedTime(token, recorded.wall, wall - recorded.wall).value_or(QByteArray());
        } else if (const auto said = heard.find(edit.client); said != heard.end()) {
            now = valueAt(said->second, rule.from);
        }
        if (now.isEmpty())
            continue;
        out.append(QByteArrayView(recorded.payload).sliced(done, edit.at - done));
        out += now;
        done = static_cast<qsizetype>(edit.at) + edit.size;
    }
    return out.append(QByteArrayView(recorded.payload).sliced(done));
}

} // namespace server
