// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/messaging/textoperation.h"
#include "core/server/scenarios/scenario.h"

#include <QHash>

#include <deque>
#include <map>
#include <set>

namespace server {

//! Documents that several people write at the same time.
//!
//! Client: `{"type":"join","documentId":…}`, `{"type":"operation","documentId":…,"version":…,"operation":{"type":"insert",
//! "position":…,"text":…}}`, one of them on its way at a time. Server: `{"type":"init","content":…,"version":…,"clientId":…}`,
//! `{"type":"operation",…}` for the others, `{"type":"ack","version":…}`. A version counts single operations: one that
//! became two pieces counts twice. Who joins again with its `clientId` and `version` gets `operations` since then too.
class Editing final : public Scenario
{
public:
    static constexpr qsizetype longestContent = 1 << 20; //!< UTF-16 units of a document.
    static constexpr std::size_t keptOperations = 10'000; //!< Of each document; who is further behind begins anew.
    static constexpr std::size_t mostDocuments = 256;

    void joined(ClientId, const QUrlQuery &, const base::Instant &, Outbox &) override { }
    void left(ClientId client) override;
    void messageReceived(
        ClientId client, ws::Opcode opcode, QByteArrayView payload, const base::Instant &now, Outbox &out) override;
    [[nodiscard]] std::size_t held() const override { return m_members.size(); }

    //! The text of a document, for tests; empty when there is none.
    [[nodiscard]] QString content(const QString &documentId) const;

private:
    struct Done
    {
        messaging::TextOperation operation;
        QString clientId;
        QString id;
    };
    struct Document
    {
        QString content;
        qint64 version = 0;
        std::deque<Done> done; //!< The last ones; the last of them made `version`.
        std::set<ClientId> members;
        quint64 lastClient = 0;
    };
    struct Member
    {
        QString documentId;
        QString clientId;
    };

    void join(ClientId client, const QJsonObject &fields, Outbox &out);
    void operate(ClientId client, const QJsonObject &fields, Outbox &out);
    [[nodiscard]] std::optional<messaging::TextOperations> fitIn(
        const Document &document, const QString &clientId, const messaging::TextOperation &operation, qint64 version);
    void begin(ClientId client, const QString &documentId, const Document &document, qint64 since, Outbox &out) const;
    void makeRoom();

    std::map<QString, Document> m_documents;
    QHash<ClientId, Member> m_members;
};

} // namespace server
