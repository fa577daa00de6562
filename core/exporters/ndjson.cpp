// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/ndjson.h"

#include "core/exporters/linehead.h"
#include "core/exporters/rowwords.h"

namespace exporters {
namespace {

class NdjsonWriter final : public Writer
{
public:
    explicit NdjsonWriter(Output &out) : m_out(out) { }
    void row(const capture::PassingRow &row, const capture::CapturedFacts *) override
    {
        appendNdjson(m_out.buffer(), row);
        m_out.drain();
    }
    //! The addresses stand in lines of their own, which have no `seq`.
    void begin(const QList<capture::CapturedConnection> &connections) override
    {
        for (const capture::CapturedConnection &each : connections) {
            QByteArray &to = m_out.buffer();
            to += "{\"connection\":";
            appendNumber(to, each.id.value);
            to += ",\"url\":\"";
            appendJsonText(to, each.url.toUtf8());
            to += "\",\"opened_ns\":";
            appendNumber(to, each.openedNs);
            to += "}\n";
            m_out.drain();
        }
    }

private:
    Output &m_out;
};

} // namespace

void appendNdjson(QByteArray &out, const capture::PassingRow &row, void (*text)(QByteArray &, QByteArrayView))
{
    LineHead head;
    head.add("{\"connection\":").add(row.connection.value).add(",\"seq\":").add(static_cast<qint64>(row.seq));
    head.add(",\"received_ns\":").add(row.wallNs);
    head.add(row.direction == capture::Direction::In ? ",\"direction\":\"in\"" : ",\"direction\":\"out\"");
    if (capture::isNote(row.kind))
        head.add(",\"kind\":\"").add(word(row.kind)).add("\"");
    else
        head.add(",\"opcode\":").add(static_cast<qint64>(row.kind));
    if (row.isHeartbeat)
        head.add(",\"heartbeat\":true");
    if (row.isRedacted)
        head.add(",\"redacted\":true");
    head.add(",\"size\":").add(row.size).add(",\"wire_size\":").add(row.wireSize);
    const bool isText = (row.kind == capture::Kind::Text || capture::isNote(row.kind)) && isUtf8(row.payload);
    head.add(isText ? ",\"payload\":\"" : ",\"payload_base64\":\"");
    out += head.text();
    isText ? text(out, row.payload) : appendBase64(out, row.payload);
    out += "\"}\n";
}

std::unique_ptr<Writer> ndjson(Output &out, const WriterOptions &) { return std::make_unique<NdjsonWriter>(out); }

} // namespace exporters
