// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/messaging/textoperation.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QJsonArray>

#include <deque>
#include <optional>

namespace messaging {

//! One editor of a shared text: applies what its person writes at once, sends it one operation after the other, and
//! fits what others wrote into it, so that all end with the same text.
//!
//! Pure: what to send is asked for with takeOutgoing() after each call. Nothing it is told by the server is believed
//! before it fits; what does not makes it join anew.
class EditorClient
{
public:
    static constexpr qsizetype longestText = 1 << 20; //!< UTF-16 units of the document.
    static constexpr std::size_t longestHistory = 1'000; //!< Own edits that can be taken back.

    explicit EditorClient(const QString &documentId) : m_documentId(documentId) { }

    //! The link is (again) there: joins, and once the server has answered, sends what it does not have yet.
    void connected();
    void disconnected() { m_isLive = false; }
    //! A message of the server; false when it is none of this document's.
    bool receive(QByteArrayView message);

    //! The person wrote, or took out; false when it does not fit the text, or that is not there yet.
    bool edit(const TextOperation &operation);
    //! Takes the last own edit back, wherever it stands by now; false when there is none.
    bool undo();

    //! The next message for the server; nothing when there is none.
    [[nodiscard]] std::optional<QByteArray> takeOutgoing();

    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] qint64 version() const { return m_version; } //!< Of the server, as far as it is known here.
    [[nodiscard]] bool isLive() const { return m_isLive; }
    //! True when the server has everything that was written here.
    [[nodiscard]] bool isSettled() const { return m_flying.empty() && m_waiting.empty(); }
    [[nodiscard]] quint64 rejoins() const { return m_rejoins; } //!< How often what the server said did not fit.

private:
    [[nodiscard]] bool begin(const QJsonObject &fields);
    [[nodiscard]] bool catchUp(const QJsonArray &operations);
    [[nodiscard]] bool remote(const QJsonObject &fields);
    void passUndo(TextOperations theirs, Tie tie);
    void write(const TextOperation &operation);
    void joinAnew();
    void sendNext();

    const QString m_documentId;
    QString m_clientId;
    QString m_text;
    qint64 m_version = 0;
    bool m_isLive = false; //!< The server has answered the join.
    bool m_isKnown = false; //!< It was answered before: a join names where we stand.
    bool m_inFlight = false; //!< m_flying is with the server and not acknowledged.
    QString m_flyingId;
    TextOperations m_flying; //!< One operation, as it must be made on what the server has now.
    TextOperations m_waiting; //!< Made behind that, not sent.
    std::deque<TextOperations> m_undo; //!< What takes own edits back, the last one made on m_text.
    std::deque<QByteArray> m_outgoing;
    quint64 m_rejoins = 0;
    quint64 m_lastId = 0;
};

} // namespace messaging
