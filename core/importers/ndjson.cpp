// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importers/ndjson.h"

#include "core/importers/jsoncursor.h"
#include "core/importers/rowkinds.h"

namespace importers {
namespace {

using Token = JsonCursor::Token;

//! One object of the file.
class NdjsonLine
{
public:
    //! Reads the members behind the brace; false: broken.
    [[nodiscard]] bool read(JsonCursor &cursor)
    {
        *this = {};
        for (;;) {
            const Token token = cursor.next();
            if (token == Token::EndObject)
                return true;
            if (token != Token::Key || !member(cursor))
                return false;
        }
    }
    //! What is no row says something about a connection.
    [[nodiscard]] bool tell(RowSink &sink)
    {
        if (!m_hasPayload) {
            if (m_hasUrl)
                sink.connection(m_row.connection, QString::fromUtf8(m_url), m_openedNs);
            return true;
        }
        m_row.payload = m_payload;
        return sink.row(m_row);
    }

private:
    [[nodiscard]] bool member(JsonCursor &cursor)
    {
        const QByteArray name = cursor.text();
        const Token token = cursor.next();
        const QByteArray &text = cursor.text();
        const bool isString = token == Token::String;
        if (token == Token::Number) {
            number(name, text.toLongLong());
        } else if (token == Token::True) {
            m_row.isHeartbeat = m_row.isHeartbeat || name == "heartbeat";
            m_row.isRedacted = m_row.isRedacted || name == "redacted";
        } else if (isString && name == "direction") {
            m_row.direction = text == "out" ? capture::Direction::Out : capture::Direction::In;
        } else if (isString && name == "kind") {
            m_row.kind = noteKind(text);
        } else if (isString && name == "url") {
            m_url = text;
            m_hasUrl = true;
        } else if (isString && name == "payload") {
            m_payload = text;
            m_hasPayload = true;
        } else if (isString && name == "payload_base64") {
            m_payload = QByteArray::fromBase64(text);
            m_hasPayload = true;
        } else {
            return cursor.skipFrom(token);
        }
        return true;
    }
    void number(const QByteArray &name, qint64 value)
    {
        if (name == "connection")
            m_row.connection = connectionFrom(value);
        else if (name == "seq")
            m_row.seq = static_cast<base::Seq>(std::max<qint64>(value, 0));
        else if (name == "received_ns")
            m_row.wallNs = value;
        else if (name == "opened_ns")
            m_openedNs = value;
        else if (name == "opcode")
            m_row.kind = kindOf(value);
        else if (name == "wire_size")
            m_row.wireSize = value;
    }

    capture::PassingRow m_row{.connection = {1}, .wireSize = -1};
    QByteArray m_payload, m_url;
    qint64 m_openedNs = 0;
    bool m_hasPayload = false, m_hasUrl = false;
};

} // namespace

bool isNdjson(QByteArrayView head)
{
    return head.trimmed().startsWith('{') && (head.contains("\"received_ns\"") || head.contains("\"opened_ns\""));
}

base::Expected<void, ImportError> ndjson(Input &input, RowSink &sink)
{
    JsonCursor cursor(input);
    NdjsonLine line;
    for (;;) {
        const Token token = cursor.next();
        if (token == Token::End)
            return {};
        if (token != Token::BeginObject || !line.read(cursor))
            return base::Unexpected{cursor.error()};
        if (!line.tell(sink))
            return {};
    }
}

} // namespace importers
