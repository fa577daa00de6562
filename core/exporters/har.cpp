// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/har.h"

#include "core/exporters/attempts.h"
#include "core/exporters/jsontext.h"
#include "core/exporters/linehead.h"
#include "core/exporters/rowwords.h"
#include "core/exporters/syntheticpeer.h"
#include "core/exporters/timetext.h"

#include <QFile>

#include <optional>

namespace exporters {
namespace {

class HarWriter final : public Writer
{
public:
    HarWriter(Output &out, const WriterOptions &options)
        : m_out(out)
        , m_controlPath(
              options.beside ? options.beside(QStringLiteral("control")) : out.path() + QStringLiteral("-control"))
    {
    }
    void begin(const QList<capture::CapturedConnection> &) override
    {
        m_out.buffer() += "{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"SocketScope\",\"version\":\"1\"},"
                          "\"pages\":[],\"entries\":[";
    }
    void connection(const capture::CapturedConnection &connection) override
    {
        endEntry();
        m_peer = SyntheticPeer::of(connection.url);
        m_connection = connection.id.value;
        m_attempts = {};
    }
    void row(const capture::PassingRow &row, const capture::CapturedFacts *) override
    {
        if (m_attempts.begins(row)) {
            endEntry();
            beginEntry(row.wallNs);
        }
        if (!m_inEntry || capture::isNote(row.kind) || row.kind == capture::Kind::Raw)
            return;
        m_lastNs = row.wallNs;
        if (capture::isControl(row.kind))
            return control(row);
        message(m_out.buffer(), row, m_messages++);
        m_out.drain();
    }
    void end(const Totals &) override
    {
        endEntry();
        m_out.buffer() += "]}}\n";
    }

private:
    static void message(QByteArray &to, const capture::PassingRow &row, quint64 before)
    {
        // What says that it is text and is none goes as the bytes that it is.
        const bool isText = row.kind == capture::Kind::Text && isUtf8(row.payload);
        LineHead head;
        head.add(before > 0 ? ",\n{\"type\":\"" : "\n{\"type\":\"");
        head.add(row.direction == capture::Direction::Out ? "send" : "receive")
            .add("\",\"time\":")
            .addSeconds(row.wallNs);
        head.add(",\"_seq\":").add(static_cast<qint64>(row.seq)); // What stands in two lists has one order.
        const bool isFalseText = row.kind == capture::Kind::Text && !isText;
        head.add(",\"opcode\":").add(isFalseText ? 2 : static_cast<qint64>(row.kind)).add(",\"data\":\"");
        to += head.text();
        isText ? appendJsonText(to, row.payload) : appendBase64(to, row.payload);
        to += "\"}";
    }
    // They come among the messages and stand behind them: until then in a file of their own.
    void control(const capture::PassingRow &row)
    {
        if (!m_control)
            m_control.emplace(m_controlPath);
        message(m_control->buffer(), row, m_controls++);
        m_control->drain();
        if (row.kind == capture::Kind::Close && !m_close)
            m_close = Close{row.payload.toByteArray(), row.wallNs};
    }
    void beginEntry(qint64 wallNs)
    {
        m_inEntry = true;
        m_firstNs = m_lastNs = wallNs;
        QByteArray &to = m_out.buffer();
        to += m_entries++ > 0 ? ",\n" : "\n";
        to += "{\"startedDateTime\":\"";
        appendIsoTime(to, wallNs, 3);
        to += "\",\"_resourceType\":\"websocket\",\"connection\":\"";
        appendNumber(to, m_connection);
        to += "\",\"request\":{\"method\":\"GET\",\"url\":\"";
        appendJsonText(to, m_peer.url);
        to += "\",\"httpVersion\":\"HTTP/1.1\",\"headers\":[],\"queryString\":[],\"cookies\":[],\"headersSize\":-1,"
              "\"bodySize\":0},\"response\":{\"status\":101,\"statusText\":\"Switching Protocols\",\"httpVersion\":"
              "\"HTTP/1.1\",\"headers\":[],\"cookies\":[],\"content\":{\"size\":0,\"mimeType\":\"x-unknown\"},"
              "\"redirectURL\":\"\",\"headersSize\":-1,\"bodySize\":0,\"_transferSize\":0,\"_error\":null},\"cache\":{}"
              ","
              "\"timings\":{\"blocked\":-1,\"dns\":-1,\"connect\":-1,\"ssl\":-1,\"send\":0,\"wait\":0,\"receive\":0},"
              "\"_webSocketMessages\":[";
    }
    void endEntry()
    {
        if (!m_inEntry)
            return;
        m_out.buffer() += ']';
        if (m_control) {
            m_out.buffer() += ",\n\"_webSocketControlFrames\":[";
            joinControl();
            m_out.buffer() += ']';
        }
        QByteArray &to = m_out.buffer();
        if (m_close) {
            to += ",\"_webSocketClose\":{\"code\":";
            appendNumber(to, closeCode(m_close->payload));
            to += ",\"reason\":\"";
            const QByteArrayView reason = closeReason(m_close->payload);
            appendJsonText(to, isUtf8(reason) ? reason : QByteArrayView());
            to += "\",\"timestamp\":";
            appendSeconds(to, m_close->wallNs);
            to += '}';
        }
        to += ",\"time\":";
        to += QByteArray::number(static_cast<double>(std::max<qint64>(m_lastNs - m_firstNs, 0)) / 1e6, 'f', 6);
        to += '}';
        m_inEntry = false;
        m_close.reset();
        m_messages = m_controls = 0;
    }
    void joinControl()
    {
        if (!m_control->finish())
            m_out.fail(m_control->failure());
        m_control.reset();
        QFile file(m_controlPath);
        if (!file.open(QIODevice::ReadOnly))
            return m_out.fail(file.errorString());
        while (!file.atEnd() && !m_out.hasFailed()) {
            m_out.buffer() += file.read(64 * 1024);
            m_out.drain();
        }
        file.remove();
    }

    struct Close
    {
        QByteArray payload;
        qint64 wallNs = 0;
    };

    Output &m_out;
    const QString m_controlPath;
    std::optional<Output> m_control;
    Attempts m_attempts;
    SyntheticPeer m_peer;
    std::optional<Close> m_close;
    qint64 m_connection = 0;
    qint64 m_firstNs = 0, m_lastNs = 0;
    quint64 m_entries = 0, m_messages = 0, m_controls = 0;
    bool m_inEntry = false;
};

} // namespace

std::unique_ptr<Writer> har(Output &out, const WriterOptions &options)
{
    return std::make_unique<HarWriter>(out, options);
}

} // namespace exporters
