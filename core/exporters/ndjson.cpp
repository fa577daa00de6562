// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/ndjson.h"

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
    out += "{\"connection\":";
    appendNumber(out, row.connection.value);
    out += ",\"seq\":";
    appendNumber(out, static_cast<qint64>(row.seq));
    out += ",\"received_ns\":";
    appendNumber(out, row.wallNs);
    out += row.direction == capture::Direction::In ? ",\"direction\":\"in\"" : ",\"direction\":\"out\"";
    if (capture::isNote(row.kind)) {
        out += ",\"kind\":\"";
        out += word(row.kind);
        out += '"';
    } else {
        out += ",\"opcode\":";
        appendNumber(out, static_cast<int>(row.kind));
    }
    if (row.isHeartbeat)
        out += ",\"heartbeat\":true";
    if (row.isRedacted)
        out += ",\"redacted\":true";
    out += ",\"size\":";
    appendNumber(out, row.size);
    out += ",\"wire_size\":";
    appendNumber(out, row.wireSize);
    if ((row.kind == capture::Kind::Text || capture::isNote(row.kind)) && isUtf8(row.payload)) {
        out += ",\"payload\":\"";
        text(out, row.payload);
    } else {
        out += ",\"payload_base64\":\"";
        appendBase64(out, row.payload);
    }
    out += "\"}\n";
}

std::unique_ptr<Writer> ndjson(Output &out, const WriterOptions &) { return std::make_unique<NdjsonWriter>(out); }

} // namespace exporters
