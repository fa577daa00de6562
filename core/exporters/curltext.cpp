// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/curltext.h"

#include "core/exporters/jsontext.h"
#include "core/exporters/rowwords.h"
#include "core/exporters/timetext.h"

#include <algorithm>

namespace exporters {
namespace {

constexpr char hexDigits[] = "0123456789abcdef";

// C0 but for the tab, DEL, and C1, which UTF-8 writes as C2 80 to C2 9F.
bool isObeyed(QByteArrayView text, qsizetype at)
{
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte == 0xC2 && at + 1 < text.size())
        return static_cast<unsigned char>(text[at + 1]) < 0xA0;
    return (byte < 0x20 && byte != '\t') || byte == 0x7F;
}

void appendCareful(QByteArray &out, QByteArrayView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (!isObeyed(text, i)) {
            out += text[i];
            continue;
        }
        if (static_cast<unsigned char>(text[i]) == 0xC2)
            ++i; // The second byte says which.
        const auto byte = static_cast<unsigned char>(text[i]);
        const char escape[]{'\\', 'x', hexDigits[byte >> 4], hexDigits[byte & 0xF]};
        out.append(escape, 4);
    }
}

class CurlTextWriter final : public Writer
{
public:
    explicit CurlTextWriter(Output &out) : m_out(out) { }

    void begin(const QList<capture::CapturedConnection> &connections) override
    {
        m_isOne = connections.size() == 1;
        for (const capture::CapturedConnection &each : connections) {
            QByteArray &to = m_out.buffer();
            to += "* Connection ";
            appendNumber(to, each.id.value);
            to += ": ";
            appendCareful(to, each.url.toUtf8());
            to += '\n';
            m_out.drain();
        }
    }
    void row(const capture::PassingRow &row, const capture::CapturedFacts *) override
    {
        const char front = capture::isNote(row.kind) ? '*' : row.direction == capture::Direction::Out ? '>' : '<';
        head(row, front);
        if (row.kind == capture::Kind::Close)
            closing(row.payload);
        else if (row.kind != capture::Kind::Binary && row.kind != capture::Kind::Raw && isUtf8(row.payload))
            lines(row.payload, front);
        else
            dump(row.payload, front);
        m_out.drain();
    }

private:
    void head(const capture::PassingRow &row, char front)
    {
        QByteArray &to = m_out.buffer();
        to += front;
        to += ' ';
        appendIsoTime(to, row.wallNs);
        if (!m_isOne) {
            to += " connection ";
            appendNumber(to, row.connection.value);
        }
        to += ' ';
        to += word(row.kind);
        to += row.isHeartbeat ? " (heartbeat), " : ", ";
        appendNumber(to, row.size);
        to += " bytes\n";
    }
    void closing(QByteArrayView payload)
    {
        QByteArray &to = m_out.buffer();
        to.chop(1);
        to += ", ";
        appendNumber(to, closeCode(payload));
        to += ' ';
        appendCareful(to, closeReason(payload));
        to += '\n';
    }
    void lines(QByteArrayView text, char front)
    {
        for (qsizetype from = 0; from < text.size();) {
            const qsizetype found = text.indexOf('\n', from);
            const qsizetype end = found < 0 ? text.size() : found;
            m_out.buffer() += front;
            m_out.buffer() += ' ';
            appendCareful(m_out.buffer(), text.sliced(from, end - from));
            m_out.buffer() += '\n';
            m_out.drain();
            from = end + 1;
        }
    }
    void dump(QByteArrayView bytes, char front)
    {
        constexpr qsizetype width = 16;
        for (qsizetype from = 0; from < bytes.size(); from += width) {
            const QByteArrayView some = bytes.sliced(from, std::min(width, bytes.size() - from));
            QByteArray line(12 + width * 3 + some.size(), ' ');
            line[0] = front;
            for (int digit = 0; digit < 8; ++digit)
                line[2 + digit] = hexDigits[from >> (28 - 4 * digit) & 0xF];
            for (qsizetype i = 0; i < some.size(); ++i) {
                const auto byte = static_cast<unsigned char>(some[i]);
                line[11 + i * 3] = hexDigits[byte >> 4];
                line[12 + i * 3] = hexDigits[byte & 0xF];
                line[12 + width * 3 + i] = byte >= 0x20 && byte < 0x7F ? some[i] : '.';
            }
            m_out.buffer() += line + '\n';
            m_out.drain();
        }
    }

    Output &m_out;
    bool m_isOne = true;
};

} // namespace

std::unique_ptr<Writer> curlText(Output &out, const WriterOptions &) { return std::make_unique<CurlTextWriter>(out); }

} // namespace exporters
