// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/scenarios/editing.h"

#include "core/messaging/envelope.h"
#include "core/server/scenarios/words.h"

#include <QJsonArray>

namespace server {
namespace {

constexpr qsizetype longestDocumentId = 128;
constexpr qsizetype longestOperation = 64 * 1024;

QJsonObject describe(const QString &documentId, const messaging::TextOperation &operation, const QString &clientId,
    const QString &id, qint64 version)
{
    QJsonObject fields{{QStringLiteral("documentId"), documentId}, {QStringLiteral("clientId"), clientId},
        {QStringLiteral("version"), version}, {QStringLiteral("operation"), messaging::toJson(operation)}};
    if (!id.isEmpty())
        fields.insert(QStringLiteral("id"), id);
    return fields;
}

} // namespace

void Editing::left(ClientId client)
{
    const auto member = m_members.constFind(client);
    if (member == m_members.cend())
        return;
    if (const auto document = m_documents.find(member->documentId); document != m_documents.end())
        document->second.members.erase(client);
    m_members.erase(member);
}

QString Editing::content(const QString &documentId) const
{
    const auto document = m_documents.find(documentId);
    return document == m_documents.end() ? QString() : document->second.content;
}

void Editing::messageReceived(
    ClientId client, ws::Opcode opcode, QByteArrayView payload, const base::Instant &, Outbox &out)
{
    const bool readable = opcode == ws::Opcode::Text && payload.size() <= 4 * longestOperation;
    const auto envelope = messaging::parseEnvelope(readable ? payload : QByteArrayView());
    if (envelope && envelope->type == QLatin1String("join"))
        join(client, envelope->fields, out);
    else if (envelope && envelope->type == QLatin1String("operation"))
        operate(client, envelope->fields, out);
    else
        out.send(client, ws::Opcode::Text, invalidMessage());
}

void Editing::join(ClientId client, const QJsonObject &fields, Outbox &out)
{
    const auto documentId = textIn(fields, "documentId", longestDocumentId);
    if (!documentId)
        return out.send(client, ws::Opcode::Text, invalidMessage());
    left(client);
    if (!m_documents.contains(*documentId))
        makeRoom();
    Document &document = m_documents[*documentId];
    const auto known = textIn(fields, "clientId", 64);
    const QString clientId = known ? *known : QString::number(++document.lastClient).rightJustified(6, u'0');
    document.members.insert(client);
    m_members.insert(client, {.documentId = *documentId, .clientId = clientId});
    begin(client, *documentId, document, known ? numberIn(fields, "version").value_or(-1) : -1, out);
}

// The longest unused one goes when there are too many; those that somebody is in stay.
void Editing::makeRoom()
{
    for (auto each = m_documents.begin(); each != m_documents.end() && m_documents.size() >= mostDocuments;)
        each = each->second.members.empty() ? m_documents.erase(each) : std::next(each);
}

void Editing::begin(
    ClientId client, const QString &documentId, const Document &document, qint64 since, Outbox &out) const
{
    QJsonObject fields{{QStringLiteral("documentId"), documentId}, {QStringLiteral("content"), document.content},
        {QStringLiteral("version"), document.version},
        {QStringLiteral("clientId"), m_members.value(client).clientId}};
    const auto kept = static_cast<qint64>(document.done.size());
    if (since >= document.version - kept && since <= document.version) {
        QJsonArray operations;
        for (qint64 version = since + 1; version <= document.version; ++version) {
            const Done &done = document.done[static_cast<std::size_t>(kept - (document.version - version) - 1)];
            operations.append(describe(documentId, done.operation, done.clientId, done.id, version));
        }
        fields.insert(QStringLiteral("operations"), operations);
    }
    out.send(client, ws::Opcode::Text, messageOf("init", fields));
}

// As it must be made on what the document is now; nothing when it cannot have been made on \a version.
std::optional<messaging::TextOperations> Editing::fitIn(
    const Document &document, const QString &clientId, const messaging::TextOperation &operation, qint64 version)
{
    const auto behind = static_cast<std::size_t>(document.version - version);
    messaging::TextOperations ours{operation};
    for (std::size_t i = document.done.size() - behind; i < document.done.size(); ++i) {
        const Done &done = document.done[i];
        if (done.clientId == clientId)
            return std::nullopt; // Two on their way at once: the second was made on a text that never was.
        ours = messaging::transform(ours, {done.operation}, messaging::tieBetween(clientId, done.clientId)).first;
    }
    QString text = document.content;
    for (const messaging::TextOperation &each : ours) {
        if (!messaging::fits(each, text) || text.size() + each.text.size() > 2 * longestContent)
            return std::nullopt;
        messaging::apply(each, text);
    }
    return text.size() > longestContent ? std::nullopt : std::optional(ours);
}

void Editing::operate(ClientId client, const QJsonObject &fields, Outbox &out)
{
    const Member member = m_members.value(client);
    const auto found = m_documents.find(member.documentId);
    const auto operation
        = messaging::textOperationFrom(fields.value(QLatin1String("operation")).toObject(), longestOperation);
    const qint64 version = numberIn(fields, "version").value_or(-1);
    if (found == m_documents.end() || !operation || textIn(fields, "documentId", longestDocumentId) != member.documentId)
        return out.send(client, ws::Opcode::Text, invalidMessage());
    Document &document = found->second;
    const bool isKept = version <= document.version
        && version >= document.version - static_cast<qint64>(document.done.size());
    const auto ours = isKept ? fitIn(document, member.clientId, *operation, version) : std::nullopt;
    if (!ours) {
        out.send(client, ws::Opcode::Text, invalidMessage());
        return begin(client, member.documentId, document, -1, out); // Where it stands, to begin anew from.
    }
    const QString id = textIn(fields, "id", 64).value_or(QString());
    for (const messaging::TextOperation &each : *ours) {
        messaging::apply(each, document.content);
        ++document.version;
        document.done.push_back({.operation = each, .clientId = member.clientId, .id = id});
        if (document.done.size() > keptOperations)
            document.done.pop_front();
        const QByteArray message
            = messageOf("operation", describe(member.documentId, each, member.clientId, {}, document.version));
        for (const ClientId other : document.members) {
            if (other != client)
                out.send(other, ws::Opcode::Text, message);
        }
    }
    out.send(client, ws::Opcode::Text,
        messageOf("ack",
            {{QStringLiteral("documentId"), member.documentId}, {QStringLiteral("version"), document.version}}));
}

} // namespace server
