// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/bundle.h"

#include "core/exporters/jsontext.h"
#include "core/exporters/markdown.h"
#include "core/exporters/rowwords.h"
#include "core/exporters/sqlitecopy.h"
#include "core/exporters/timetext.h"
#include "core/exporters/zipfile.h"

#include <array>

namespace exporters {
namespace {

// Counts by kind and direction.
class KindCounts
{
public:
    void add(const capture::PassingRow &row)
    {
        Count &count = m_counts[static_cast<std::size_t>(row.kind)][row.direction == capture::Direction::Out];
        ++count.rows;
        count.bytes += row.size;
    }
    void append(QByteArray &to) const
    {
        to += "| Kind | Direction | Rows | Bytes |\n|:--|:--|--:|--:|\n";
        for (std::size_t kind = 0; kind < m_counts.size(); ++kind) {
            for (const bool out : {false, true}) {
                const Count &count = m_counts[kind][out];
                if (count.rows == 0)
                    continue;
                to += "| ";
                to += word(static_cast<capture::Kind>(kind));
                to += out ? " | out | " : " | in | ";
                appendNumber(to, static_cast<qint64>(count.rows));
                to += " | ";
                appendNumber(to, count.bytes);
                to += " |\n";
            }
        }
    }

private:
    struct Count
    {
        quint64 rows = 0;
        qint64 bytes = 0;
    };
    std::array<std::array<Count, 2>, 64> m_counts{};
};

QByteArray redactionsJson(const Redactions &redactions)
{
    QByteArray json = "{\n  \"messages\": " + QByteArray::number(redactions.messages)
        + ",\n  \"places\": " + QByteArray::number(redactions.places)
        + ",\n  \"binary_not_read\": " + QByteArray::number(redactions.notRead) + ",\n  \"names\": [";
    bool isFirst = true;
    for (auto each = redactions.names.cbegin(); each != redactions.names.cend(); ++each) {
        json += isFirst ? "\n    {\"name\": \"" : ",\n    {\"name\": \"";
        isFirst = false;
        appendJsonText(json, isUtf8(each.key()) ? QByteArrayView(each.key()) : QByteArrayView("?"));
        json += "\", \"times\": " + QByteArray::number(each->times) + ", \"first\": {\"connection\": "
            + QByteArray::number(each->connection.value) + ", \"seq\": " + QByteArray::number(each->seq) + "}}";
    }
    return json + (isFirst ? "]\n}\n" : "\n  ]\n}\n");
}

class BundleWriter final : public Writer
{
public:
    BundleWriter(Output &out, const WriterOptions &options)
        : m_out(out)
        , m_capture(besides(out, options, QStringLiteral("slice")))
        , m_table(besides(out, options, QStringLiteral("table")))
        , m_captureWriter(sqliteCopy(m_capture, options))
        , m_tableWriter(markdown(m_table, options))
    {
    }
    void begin(const QList<capture::CapturedConnection> &connections) override
    {
        m_captureWriter->begin(connections);
        m_tableWriter->begin(connections);
    }
    void row(const capture::PassingRow &row, const capture::CapturedFacts *facts) override
    {
        m_counts.add(row);
        m_captureWriter->row(row, facts);
        m_tableWriter->row(row, nullptr);
        m_table.drain();
        if (m_capture.hasFailed())
            m_out.fail(m_capture.failure());
    }
    void end(const Totals &totals) override
    {
        m_captureWriter->end(totals);
        m_tableWriter->end(totals);
        for (Output *each : {&m_capture, &m_table}) {
            if (each->hasFailed() || (each == &m_table && !each->finish()))
                return m_out.fail(each->failure());
        }
        ZipFile zip(m_out);
        zip.begin("capture.sqlite", totals.lastNs);
        zip.appendFile(m_capture.path());
        zip.begin("report.md", totals.lastNs);
        zip.append(report(totals));
        zip.appendFile(m_table.path());
        zip.begin("redactions.json", totals.lastNs);
        zip.append(redactionsJson(totals.redactions));
        zip.finish();
    }

private:
    static QString besides(const Output &out, const WriterOptions &options, const QString &name)
    {
        return options.beside ? options.beside(name) : out.path() + QLatin1Char('-') + name;
    }
    [[nodiscard]] QByteArray report(const Totals &totals) const
    {
        QByteArray text = "# SocketScope\n\nRows: " + QByteArray::number(totals.rows) + ", from ";
        appendIsoTime(text, totals.firstNs);
        text += " to ";
        appendIsoTime(text, totals.lastNs);
        text += "\n\n";
        m_counts.append(text);
        text += "\nHidden: " + QByteArray::number(totals.redactions.places) + " places in "
            + QByteArray::number(totals.redactions.messages)
            + " messages; not looked into: " + QByteArray::number(totals.redactions.notRead) + " binary messages.\n\n";
        return text;
    }

    Output &m_out;
    Output m_capture, m_table;
    std::unique_ptr<Writer> m_captureWriter, m_tableWriter;
    KindCounts m_counts;
};

} // namespace

std::unique_ptr<Writer> bundle(Output &out, const WriterOptions &options)
{
    return std::make_unique<BundleWriter>(out, options);
}

} // namespace exporters
