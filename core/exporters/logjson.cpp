// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/logjson.h"

#include "core/exporters/jsontext.h"

namespace exporters {
namespace {

class LogJsonWriter final : public Writer
{
public:
    explicit LogJsonWriter(Output &out) : m_out(out) { }
    void row(const capture::PassingRow &row, const capture::CapturedFacts *) override
    {
        const bool isError = row.kind == capture::Kind::Gap || row.kind == capture::Kind::Problem;
        if (!capture::isData(row.kind) && !isError)
            return;
        QByteArray &to = m_out.buffer();
        to += m_isEmpty ? "[\n  {\n    \"timestamp\": " : ",\n  {\n    \"timestamp\": ";
        m_isEmpty = false;
        constexpr qint64 nsPerMs = 1'000'000;
        appendNumber(to, row.wallNs / nsPerMs);
        to += ",\n    \"direction\": \"";
        to += isError ? "ERROR" : row.direction == capture::Direction::Out ? "SEND" : "RECV";
        to += "\",\n    \"size\": ";
        appendNumber(to, row.size);
        const bool isText = row.kind != capture::Kind::Binary && isUtf8(row.payload);
        to += isText ? ",\n    \"data\": \"" : ",\n    \"encoding\": \"base64\",\n    \"data\": \"";
        isText ? appendJsonText(to, row.payload) : appendBase64(to, row.payload);
        to += "\"\n  }";
        m_out.drain();
    }
    void end(const Totals &) override { m_out.buffer() += m_isEmpty ? "[]\n" : "\n]\n"; }

private:
    Output &m_out;
    bool m_isEmpty = true;
};

} // namespace

std::unique_ptr<Writer> logJson(Output &out, const WriterOptions &) { return std::make_unique<LogJsonWriter>(out); }

} // namespace exporters
