// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/messaging/editorclient.h"

#include "core/messaging/envelope.h"

#include <utility>

namespace messaging {
namespace {

QString textOf(const QJsonObject &fields, const char *name) { return fields.value(QLatin1String(name)).toString(); }

qint64 versionOf(const QJsonObject &fields)
{
    const double number = fields.value(QLatin1String("version")).toDouble(-1.0);
    return number >= 0.0 && number < 9e15 ? static_cast<qint64>(number) : -1;
}

bool makeAll(const TextOperations &operations, QString &text)
{
    for (const TextOperation &operation : operations) {
        if (!fits(operation, text))
            return false;
        apply(operation, text);
    }
    return true;
}

} // namespace

void EditorClient::connected()
{
    m_isLive = false;
    m_outgoing.clear();
    QJsonObject fields{{QStringLiteral("documentId"), m_documentId}};
    if (m_isKnown) {
        fields.insert(QStringLiteral("version"), m_version);
        fields.insert(QStringLiteral("clientId"), m_clientId);
    }
    m_outgoing.push_back(toJson(Envelope{.type = QStringLiteral("join"), .fields = fields}));
}

// Where what the server says does not fit, its text is taken and our unacknowledged words are given up: counted.
void EditorClient::joinAnew()
{
    ++m_rejoins;
    m_isKnown = m_inFlight = false;
    m_flying.clear();
    m_waiting.clear();
    m_undo.clear();
    connected();
}

bool EditorClient::receive(QByteArrayView message)
{
    const auto envelope = parseEnvelope(message);
    if (!envelope || textOf(envelope->fields, "documentId") != m_documentId)
        return false;
    const QJsonObject &fields = envelope->fields;
    if (envelope->type == QLatin1String("init")) {
        if (!begin(fields))
            joinAnew();
    } else if (envelope->type == QLatin1String("operation") && m_isLive) {
        if (!remote(fields))
            joinAnew();
    } else if (envelope->type == QLatin1String("ack") && m_isLive && m_inFlight) {
        m_version = std::max(m_version, versionOf(fields));
        m_inFlight = false;
        m_flying.clear();
    } else {
        return false;
    }
    sendNext();
    return true;
}

bool EditorClient::begin(const QJsonObject &fields)
{
    const qint64 version = versionOf(fields);
    if (version < 0)
        return true; // Nothing to begin with; the link's other end speaks something else.
    const bool goesOn = m_isKnown && fields.contains(QLatin1String("operations"));
    if (goesOn && !catchUp(fields.value(QLatin1String("operations")).toArray()))
        return false;
    if (!goesOn) {
        if (!m_flying.empty() || !m_waiting.empty())
            ++m_rejoins;
        m_flying.clear();
        m_waiting.clear();
        m_undo.clear();
        m_text = textOf(fields, "content").left(longestText);
    }
    m_clientId = textOf(fields, "clientId");
    m_version = version;
    m_inFlight = false;
    m_isLive = m_isKnown = true;
    // What was on its way and did not arrive goes first again, as it is by now.
    m_waiting.insert(m_waiting.begin(), m_flying.begin(), m_flying.end());
    m_flying.clear();
    return true;
}

// What happened while the link was away. Our own operation among it did arrive; its acknowledgement did not.
bool EditorClient::catchUp(const QJsonArray &operations)
{
    for (const QJsonValue &value : operations) {
        const QJsonObject each = value.toObject();
        const bool isOurs = textOf(each, "clientId") == m_clientId && textOf(each, "id") == m_flyingId;
        if (isOurs)
            m_flying.clear(); // In pieces, maybe: the first one says it all.
        else if (!remote(each))
            return false;
    }
    return true;
}

bool EditorClient::remote(const QJsonObject &fields)
{
    const auto operation
        = textOperationFrom(fields.value(QLatin1String("operation")).toObject(), longestText);
    const qint64 version = versionOf(fields);
    if (!operation || version < 0)
        return false;
    const Tie tie = tieBetween(m_clientId, textOf(fields, "clientId"));
    auto [flying, behindFlying] = transform(m_flying, {*operation}, tie);
    auto [waiting, here] = transform(m_waiting, behindFlying, tie);
    QString text = m_text;
    if (!makeAll(here, text))
        return false;
    m_text = std::move(text);
    m_flying = std::move(flying);
    m_waiting = std::move(waiting);
    m_version = version;
    passUndo(std::move(here), tie);
    return true;
}

// Each entry is made on what the ones behind it leave, so what others wrote passes them from the last to the first.
void EditorClient::passUndo(TextOperations theirs, Tie tie)
{
    for (auto entry = m_undo.rbegin(); entry != m_undo.rend() && !theirs.empty(); ++entry) {
        auto [mine, passed] = transform(*entry, theirs, tie);
        *entry = std::move(mine);
        theirs = std::move(passed);
    }
}

void EditorClient::write(const TextOperation &operation)
{
    apply(operation, m_text);
    m_waiting.push_back(operation);
}

bool EditorClient::edit(const TextOperation &operation)
{
    if (!m_isKnown || !fits(operation, m_text) || operation.text.isEmpty()
        || (operation.type == TextOperation::Type::Insert && m_text.size() + operation.text.size() > longestText))
        return false;
    write(operation);
    m_undo.push_back(inverseOf({operation}));
    if (m_undo.size() > longestHistory)
        m_undo.pop_front();
    sendNext();
    return true;
}

bool EditorClient::undo()
{
    while (!m_undo.empty()) {
        const TextOperations operations = std::exchange(m_undo.back(), {});
        m_undo.pop_back();
        bool did = false;
        for (const TextOperation &operation : operations) {
            if (fits(operation, m_text)) {
                write(operation);
                did = true;
            }
        }
        sendNext();
        if (did)
            return true;
    }
    return false;
}

void EditorClient::sendNext()
{
    if (!m_isLive || m_inFlight || m_waiting.empty())
        return;
    m_flying = {m_waiting.front()};
    m_waiting.erase(m_waiting.begin());
    m_inFlight = true;
    m_flyingId = QString::number(++m_lastId);
    m_outgoing.push_back(toJson(Envelope{.type = QStringLiteral("operation"),
        .fields = {{QStringLiteral("documentId"), m_documentId}, {QStringLiteral("version"), m_version},
            {QStringLiteral("id"), m_flyingId}, {QStringLiteral("operation"), toJson(m_flying.front())}}}));
}

std::optional<QByteArray> EditorClient::takeOutgoing()
{
    if (m_outgoing.empty())
        return std::nullopt;
    QByteArray message = std::move(m_outgoing.front());
    m_outgoing.pop_front();
    return message;
}

} // namespace messaging
