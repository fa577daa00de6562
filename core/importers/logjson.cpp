// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importers/logjson.h"

#include "core/importers/jsoncursor.h"
#include "core/importers/rowkinds.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace importers {
namespace {

using Token = JsonCursor::Token;

//! One entry of the log.
class LogEntry
{
public:
    [[nodiscard]] bool read(JsonCursor &cursor)
    {
        *this = {};
        for (;;) {
            const Token token = cursor.next();
            if (token == Token::EndObject)
                return true;
            if (token != Token::Key)
                return false;
            const QByteArray name = cursor.text();
            const Token value = cursor.next();
            if (value == Token::Number && name == "timestamp")
                m_wallNs = timeFrom(cursor.text());
            else if (value == Token::String && name == "direction")
                m_direction = cursor.text();
            else if (value == Token::String && name == "encoding")
                m_isBase64 = cursor.text() == "base64";
            else if (value == Token::String && name == "data")
                m_data = cursor.text();
            else if (!cursor.skipFrom(value))
                return false;
        }
    }
    [[nodiscard]] bool tell(RowSink &sink) const
    {
        capture::PassingRow row{.wallNs = m_wallNs, .connection = {1}, .wireSize = -1};
        const auto bytes = m_isBase64 ? fromBase64(m_data) : std::nullopt;
        row.payload = bytes ? *bytes : m_data;
        row.kind = bytes ? capture::Kind::Binary : capture::Kind::Text;
        row.direction = m_direction == "SEND" ? capture::Direction::Out : capture::Direction::In;
        QByteArray note;
        if (m_direction == "ERROR") {
            row.kind = capture::Kind::Problem;
            const bool isObject = QJsonDocument::fromJson(m_data).isObject(); // As we wrote it.
            note = isObject ? m_data
                            : QJsonDocument(QJsonObject{{QStringLiteral("problem"), QStringLiteral("error")},
                                                {QStringLiteral("text"), QString::fromUtf8(m_data)}})
                                  .toJson(QJsonDocument::Compact);
            row.payload = note;
        }
        return sink.row(row);
    }

private:
    qint64 m_wallNs = 0;
    QByteArray m_direction, m_data;
    bool m_isBase64 = false;
};

} // namespace

bool isLogJson(QByteArrayView head)
{
    return head.trimmed().startsWith('[') && head.contains("\"timestamp\"") && head.contains("\"direction\"");
}

base::Expected<void, ImportError> logJson(Input &input, RowSink &sink)
{
    JsonCursor cursor(input);
    if (cursor.next() != Token::BeginArray)
        return base::Unexpected{cursor.error()};
    LogEntry entry;
    for (;;) {
        const Token token = cursor.next();
        if (token == Token::EndArray)
            break;
        if (token != Token::BeginObject || !entry.read(cursor))
            return base::Unexpected{cursor.error()};
        if (!entry.tell(sink))
            return {};
    }
    if (cursor.next() != Token::End)
        return base::Unexpected{cursor.error()};
    return {};
}

} // namespace importers
