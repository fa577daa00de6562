// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importers/har.h"

#include "core/importers/jsoncursor.h"
#include "core/importers/rowkinds.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

namespace importers {
namespace {

using Token = JsonCursor::Token;

//! One element of `_webSocketMessages`.
struct HarMessage
{
    capture::PassingRow row{.wireSize = -1};
    QByteArray payload;

    //! The members behind the brace; false: broken.
    [[nodiscard]] bool read(JsonCursor &cursor, bool isOurs)
    {
        qint64 opcode = 1;
        bool isError = false;
        row = {.wireSize = -1};
        payload.resize(0);
        for (Token token = cursor.next(); token != Token::EndObject; token = cursor.next()) {
            if (token != Token::Key)
                return false;
            const QByteArray name = cursor.text();
            const Token value = cursor.next();
            if (value == Token::Number && name == "time")
                row.wallNs = timeFrom(cursor.text());
            else if (value == Token::Number && name == "opcode")
                opcode = cursor.text().toLongLong();
            else if (value == Token::Number && name == "_seq" && isOurs)
                row.seq = static_cast<base::Seq>(std::max<qint64>(cursor.text().toLongLong(), 0));
            else if (value == Token::String && name == "data")
                payload = cursor.text();
            else if (value == Token::String && name == "type") {
                row.direction = cursor.text() == "send" ? capture::Direction::Out : capture::Direction::In;
                isError = cursor.text() == "error";
            } else if (!cursor.skipFrom(value))
                return false;
        }
        finish(isError ? -1 : opcode);
        return true;
    }

private:
    void finish(qint64 opcode)
    {
        row.kind = kindOf(opcode);
        if (opcode < 0) {
            row.kind = capture::Kind::Problem;
            payload = QJsonDocument(QJsonObject{{QStringLiteral("problem"), QStringLiteral("error")},
                                        {QStringLiteral("text"), QString::fromUtf8(payload)}})
                          .toJson(QJsonDocument::Compact);
        } else if (row.kind != capture::Kind::Text) {
            // Chrome's rule: whatever is no text is Base64. Some write pings and closes as they are.
            if (auto bytes = fromBase64(payload))
                payload = *bytes;
        }
        row.payload = payload;
    }
};

//! Goes through one list of messages.
class HarList
{
public:
    HarList(const QString &path, qint64 at, bool isOurs) : m_isOurs(isOurs)
    {
        if (at < 0)
            return;
        auto input = Input::open(path);
        if (!input)
            return;
        m_input = std::move(*input);
        m_cursor.emplace(*m_input);
        m_isThere = m_cursor->restartAt(at) && m_cursor->next() == Token::BeginArray;
        advance();
    }
    [[nodiscard]] bool isThere() const { return m_isThere; }
    [[nodiscard]] const HarMessage &message() const { return m_message; }
    //! To the next message, if there is one.
    void advance()
    {
        if (!m_isThere)
            return;
        Token token = m_cursor->next();
        while (token != Token::BeginObject && token != Token::EndArray && m_cursor->skipFrom(token))
            token = m_cursor->next(); // What is no message is passed over.
        m_isThere = token == Token::BeginObject && m_message.read(*m_cursor, m_isOurs);
    }

private:
    const bool m_isOurs;
    std::unique_ptr<Input> m_input;
    std::optional<JsonCursor> m_cursor;
    HarMessage m_message;
    bool m_isThere = false;
};

class HarReader
{
public:
    HarReader(Input &input, RowSink &sink) : m_input(input), m_cursor(input), m_sink(sink) { }

    base::Expected<void, ImportError> read()
    {
        const bool isRead = object(m_cursor.next(), [this](const QByteArray &name) {
            return name == "log" ? object(m_cursor.next(), [this](const QByteArray &inner) { return log(inner); })
                                 : m_cursor.skip();
        });
        if (m_isOver || (isRead && m_cursor.next() == Token::End))
            return {};
        return base::Unexpected{m_cursor.error()};
    }

private:
    struct Entry
    {
        qint64 messagesAt = -1, controlsAt = -1; //!< Where the lists begin; -1: there are none.
        QByteArray url, startedAt, connection, closeReason;
        qint64 closeCode = -1;
        qint64 closedNs = 0;
    };

    //! The members of the object that \a first begins, each to \a member, which reads its value; false: broken.
    template <typename Member>
    [[nodiscard]] bool object(Token first, const Member &member)
    {
        if (first != Token::BeginObject)
            return false;
        for (;;) {
            const Token token = m_cursor.next();
            if (token == Token::EndObject)
                return true;
            if (token != Token::Key || !member(QByteArray(m_cursor.text())))
                return false;
        }
    }
    //! The text of a string or number that comes next into \a text; anything else is passed over.
    [[nodiscard]] bool scalar(QByteArray &text)
    {
        const Token token = m_cursor.next();
        if (token != Token::String && token != Token::Number)
            return m_cursor.skipFrom(token);
        text = m_cursor.text();
        return true;
    }
    [[nodiscard]] bool log(const QByteArray &name)
    {
        if (name == "creator") {
            QByteArray creator;
            const bool isRead = object(m_cursor.next(),
                [&](const QByteArray &inner) { return inner == "name" ? scalar(creator) : m_cursor.skip(); });
            m_isOurs = creator == "SocketScope";
            return isRead;
        }
        if (name != "entries")
            return m_cursor.skip();
        if (m_cursor.next() != Token::BeginArray)
            return false;
        for (;;) {
            const Token token = m_cursor.next();
            if (token == Token::EndArray)
                return true;
            Entry entry;
            if (!object(token, [&](const QByteArray &inner) { return member(entry, inner); }))
                return false;
            tell(entry);
            if (m_isOver)
                return false;
        }
    }
    [[nodiscard]] bool member(Entry &entry, const QByteArray &name)
    {
        if (name == "_webSocketMessages" || name == "_webSocketControlFrames") {
            (name == "_webSocketMessages" ? entry.messagesAt : entry.controlsAt) = m_cursor.at();
            return m_cursor.skip();
        }
        if (name == "startedDateTime")
            return scalar(entry.startedAt);
        if (name == "connection")
            return scalar(entry.connection);
        const Token token = m_cursor.next();
        if (name == "request" && token == Token::BeginObject)
            return object(
                token, [&](const QByteArray &inner) { return inner == "url" ? scalar(entry.url) : m_cursor.skip(); });
        if (name == "_webSocketClose" && token == Token::BeginObject)
            return object(token, [&](const QByteArray &inner) { return closing(entry, inner); });
        return m_cursor.skipFrom(token);
    }
    [[nodiscard]] bool closing(Entry &entry, const QByteArray &name)
    {
        QByteArray text;
        if (!scalar(text))
            return false;
        if (name == "code")
            entry.closeCode = text.toLongLong();
        else if (name == "reason")
            entry.closeReason = text;
        else if (name == "timestamp")
            entry.closedNs = timeFrom(text);
        return true;
    }
    // Two lists become one by their numbers, else by their times.
    void tell(const Entry &entry)
    {
        if (entry.messagesAt < 0 && entry.controlsAt < 0)
            return;
        const base::ConnectionId id
            = m_isOurs ? connectionFrom(entry.connection.toLongLong()) : connectionFrom(++m_connections);
        const QDateTime started = QDateTime::fromString(QString::fromLatin1(entry.startedAt), Qt::ISODateWithMs);
        const qint64 openedNs = started.isValid() ? started.toMSecsSinceEpoch() * 1'000'000 : 0;
        m_sink.connection(id, QString::fromUtf8(entry.url), openedNs);
        HarList messages(m_input.path(), entry.messagesAt, m_isOurs);
        HarList controls(m_input.path(), entry.controlsAt, m_isOurs);
        qint64 lastNs = openedNs;
        bool isClosed = false;
        while (!m_isOver && (messages.isThere() || controls.isThere())) {
            HarList &next
                = !controls.isThere() || (messages.isThere() && !isBefore(controls, messages)) ? messages : controls;
            capture::PassingRow row = next.message().row;
            row.connection = id;
            row.payload = next.message().payload;
            lastNs = row.wallNs;
            isClosed = isClosed || row.kind == capture::Kind::Close;
            m_isOver = !m_sink.row(row);
            next.advance();
        }
        if (m_isOver || isClosed || entry.closeCode < 0)
            return;
        const QByteArray payload = closePayload(entry.closeCode, entry.closeReason);
        m_isOver = !m_sink.row({.wallNs = entry.closedNs > 0 ? entry.closedNs : lastNs,
            .kind = capture::Kind::Close,
            .payload = payload,
            .connection = id,
            .wireSize = -1});
    }
    static bool isBefore(const HarList &a, const HarList &b)
    {
        const capture::PassingRow &one = a.message().row, &other = b.message().row;
        return one.seq > 0 && other.seq > 0 ? one.seq < other.seq : one.wallNs < other.wallNs;
    }

    Input &m_input;
    JsonCursor m_cursor;
    RowSink &m_sink;
    qint64 m_connections = 0;
    bool m_isOurs = false;
    bool m_isOver = false; //!< Nothing more is wanted.
};

} // namespace

bool isHar(QByteArrayView head) { return head.trimmed().startsWith('{') && head.contains("\"log\""); }

base::Expected<void, ImportError> har(Input &input, RowSink &sink) { return HarReader(input, sink).read(); }

} // namespace importers
