// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/markdown.h"

#include "core/exporters/jsontext.h"
#include "core/exporters/rowwords.h"
#include "core/exporters/timetext.h"

#include <algorithm>

namespace exporters {
namespace {

constexpr qint64 mostBytes = 60'000; // A comment of GitHub takes 65 536 characters.
constexpr qsizetype shownOfPayload = 240;

// One cell that shows foreign text and obeys none of it: code, with a fence longer than any in the text.
void appendCode(QByteArray &out, QByteArrayView text)
{
    qsizetype longest = 0, run = 0;
    for (const char c : text) {
        run = c == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const QByteArray fence(longest + 1, '`');
    out += fence + ' ';
    for (const char c : text) {
        if (c == '|')
            out += "\\|"; // Also in code a bar ends a cell.
        else
            out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    }
    out += ' ' + fence;
}

// Never half a character.
QByteArrayView begin(QByteArrayView text)
{
    if (text.size() <= shownOfPayload)
        return text;
    qsizetype size = shownOfPayload;
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80)
        --size;
    return text.first(size);
}

class MarkdownWriter final : public Writer
{
public:
    explicit MarkdownWriter(Output &out) : m_out(out) { }

    void begin(const QList<capture::CapturedConnection> &connections) override
    {
        constexpr int mostListed = 20;
        QByteArray &to = m_out.buffer();
        for (const capture::CapturedConnection &each :
            connections.first(std::min<qsizetype>(connections.size(), mostListed))) {
            to += "Connection ";
            appendNumber(to, each.id.value);
            to += ": ";
            appendCode(to, exporters::begin(each.url.toUtf8()));
            to += "\n";
        }
        to += "\n| # | Time (UTC) | | Kind | Bytes | Payload |\n|--:|:--|:-:|:--|--:|:--|\n";
    }
    void row(const capture::PassingRow &row, const capture::CapturedFacts *) override
    {
        if (m_out.bytes() > mostBytes) {
            ++m_left;
            return;
        }
        QByteArray &to = m_out.buffer();
        to += "| ";
        if (row.connection.value != 1) {
            appendNumber(to, row.connection.value);
            to += '/';
        }
        appendNumber(to, static_cast<qint64>(row.seq));
        to += " | ";
        appendIsoTime(to, row.wallNs);
        to += capture::isNote(row.kind) ? " | · | " : row.direction == capture::Direction::Out ? " | → | " : " | ← | ";
        to += word(row.kind);
        to += " | ";
        appendNumber(to, row.size);
        to += " | ";
        payload(row);
        to += " |\n";
    }
    void end(const Totals &) override
    {
        if (m_left == 0)
            return;
        m_out.buffer() += "\n… and ";
        appendNumber(m_out.buffer(), m_left);
        m_out.buffer() += " more rows, which are left out here.\n";
    }

private:
    void payload(const capture::PassingRow &row)
    {
        QByteArray &to = m_out.buffer();
        if (row.kind == capture::Kind::Close) {
            appendNumber(to, closeCode(row.payload));
            if (!closeReason(row.payload).isEmpty()) {
                to += ' ';
                appendCode(to, exporters::begin(closeReason(row.payload)));
            }
            return;
        }
        if (row.payload.isEmpty())
            return;
        const QByteArrayView some = exporters::begin(row.payload);
        const bool isText = row.kind != capture::Kind::Binary && row.kind != capture::Kind::Raw && isUtf8(some);
        appendCode(to,
            isText ? some
                   : QByteArrayView(
                       row.payload.first(std::min<qsizetype>(row.payload.size(), 32)).toByteArray().toHex(' ')));
        if ((isText && some.size() < row.payload.size()) || (!isText && row.payload.size() > 32))
            to += " …";
    }

    Output &m_out;
    qint64 m_left = 0;
};

} // namespace

std::unique_ptr<Writer> markdown(Output &out, const WriterOptions &) { return std::make_unique<MarkdownWriter>(out); }

} // namespace exporters
