// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/csv.h"

#include "core/decoders/jsonnumber.h"
#include "core/exporters/jsontext.h"
#include "core/exporters/rowwords.h"
#include "core/exporters/timetext.h"
#include "core/filters/valuefinder.h"

#include <algorithm>

namespace exporters {
namespace {

std::vector<decoders::FieldPath> pathsOf(const QByteArrayList &columns)
{
    std::vector<decoders::FieldPath> paths;
    for (const QByteArray &column : columns) {
        auto parsed = decoders::FieldPath::parse(column);
        paths.push_back(parsed ? std::move(*parsed) : decoders::FieldPath::dotted(column));
    }
    return paths;
}

class CsvWriter final : public Writer
{
public:
    CsvWriter(Output &out, const QByteArrayList &columns)
        : m_out(out)
        , m_columns(columns)
        , m_finder(pathsOf(columns))
        , m_cells(columns.size())
    {
    }
    void begin(const QList<capture::CapturedConnection> &) override
    {
        QByteArray &to = m_out.buffer();
        to += "connection,seq,time,direction,kind,size,wire_size,encoding,payload";
        for (const QByteArray &column : m_columns) {
            to += ',';
            appendCell(to, column);
        }
        to += "\r\n";
    }
    void row(const capture::PassingRow &row, const capture::CapturedFacts *) override
    {
        QByteArray &to = m_out.buffer();
        appendNumber(to, row.connection.value);
        to += ',';
        appendNumber(to, static_cast<qint64>(row.seq));
        to += ',';
        appendIsoTime(to, row.wallNs, 9);
        to += ',';
        to += word(row.direction);
        to += ',';
        to += word(row.kind);
        to += ',';
        appendNumber(to, row.size);
        to += ',';
        appendNumber(to, row.wireSize);
        const bool isText = (row.kind == capture::Kind::Text || capture::isNote(row.kind)) && isUtf8(row.payload);
        if (isText) {
            to += ",,";
            appendCell(to, row.payload);
        } else {
            to += ",base64,";
            appendBase64(to, row.payload);
        }
        if (!m_columns.isEmpty())
            columns(row);
        to += "\r\n";
        m_out.drain();
    }

private:
    // Of several values at a path, the first.
    void columns(const capture::PassingRow &row)
    {
        std::ranges::fill(m_cells, QByteArray());
        if (capture::isData(row.kind)) {
            const auto &found = m_finder.find(row.payload);
            for (auto each = found.rbegin(); each != found.rend(); ++each)
                m_cells[static_cast<qsizetype>(each->path)] = each->value.text();
        }
        for (const QByteArray &cell : m_cells) {
            m_out.buffer() += ',';
            appendCell(m_out.buffer(), cell);
        }
    }

    Output &m_out;
    const QByteArrayList m_columns;
    filters::ValueFinder m_finder;
    QByteArrayList m_cells;
};

} // namespace

void appendCell(QByteArray &out, QByteArrayView text)
{
    if (text.isEmpty())
        return;
    constexpr QByteArrayView formulas("=+-@\t\r");
    const bool isFormula = formulas.contains(text.front()) && !decoders::numberIn(text);
    constexpr QByteArrayView special("\",\r\n");
    const bool quotes = std::ranges::any_of(text, [&](char c) { return special.contains(c); });
    if (quotes)
        out += '"';
    if (isFormula)
        out += '\'';
    for (qsizetype from = 0; from < text.size();) {
        const qsizetype quote = text.indexOf('"', from);
        const qsizetype end = quote < 0 ? text.size() : quote + 1;
        out += text.sliced(from, end - from);
        if (quote >= 0)
            out += '"';
        from = end;
    }
    if (quotes)
        out += '"';
}

std::unique_ptr<Writer> csv(Output &out, const WriterOptions &options)
{
    return std::make_unique<CsvWriter>(out, options.columns);
}

} // namespace exporters
