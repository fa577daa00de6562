// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/exporting.h"

#include "core/exporters/mergedrows.h"
#include "core/filters/matcher.h"

#include <QFileInfo>

#include <algorithm>

namespace exporters {
namespace {

using base::Unexpected;
using Reason = ExportError::Reason;

//! One pass of rows from a source through redaction into a writer.
class Pass
{
public:
    Pass(RowSource &source, const Order &order, Progress &progress, const capture::CancelFlag &cancelled)
        : m_source(source)
        , m_order(order)
        , m_progress(progress)
        , m_cancelled(cancelled)
        , m_redactor(order.secrets)
    {
        m_connections = source.connections();
        const auto &wanted = order.selection.connections;
        erase_if(m_connections,
            [&](const capture::CapturedConnection &each) { return !wanted.isEmpty() && !wanted.contains(each.id); });
        for (const capture::CapturedConnection &each : std::as_const(m_connections))
            m_expected += each.lastSeq - each.firstSeq + 1;
    }

    //! \a writer and \a out are null for a preview.
    [[nodiscard]] bool run(Writer *writer, Output *out)
    {
        m_writer = writer;
        m_out = out;
        if (m_writer)
            m_writer->begin(m_connections);
        const bool byTime = m_order.format && m_order.format->order == RowOrder::ByTime && m_connections.size() > 1
            && m_connections.size() <= MergedRows::mostConnections;
        const auto visit = [this](const capture::PassingRow &row) { return take(row); };
        bool isRead = true;
        if (byTime) {
            isRead = MergedRows(m_source, m_connections).read(visit);
        } else {
            for (const capture::CapturedConnection &each : std::as_const(m_connections)) {
                if (!isRead || isOver())
                    break;
                if (m_writer)
                    m_writer->connection(each);
                isRead = m_source.read(each.id, each.firstSeq, each.lastSeq, visit);
            }
        }
        m_totals.redactions = m_redactor.redactions();
        if (isRead && !isOver() && m_writer)
            m_writer->end(m_totals);
        return isRead;
    }
    [[nodiscard]] const Totals &totals() const { return m_totals; }

private:
    [[nodiscard]] bool isOver() const { return (m_cancelled && *m_cancelled) || (m_out && m_out->hasFailed()); }
    bool take(const capture::PassingRow &row)
    {
        tell();
        const Selection &selection = m_order.selection;
        const bool matches = !selection.matcher || selection.matcher->matches(row);
        if (!matches || row.wallNs < selection.fromNs || row.wallNs > selection.untilNs)
            return !isOver();
        capture::PassingRow shown = row;
        shown.payload = m_redactor.shown(row);
        shown.size = shown.payload.size();
        shown.isRedacted = row.isRedacted || shown.payload.data() != row.payload.data();
        count(shown);
        if (m_writer)
            write(shown);
        return !isOver();
    }
    void count(const capture::PassingRow &row)
    {
        if (m_totals.rows++ == 0)
            m_totals.firstNs = row.wallNs;
        m_totals.firstNs = std::min(m_totals.firstNs, row.wallNs);
        m_totals.lastNs = std::max(m_totals.lastNs, row.wallNs);
        m_totals.data += capture::isData(row.kind);
        m_totals.payloadBytes += row.size;
    }
    void write(const capture::PassingRow &row)
    {
        if (m_order.format->wantsFacts && row.hasFrameFacts) {
            const auto facts = m_source.facts(base::rowId(row.connection, row.seq));
            m_writer->row(row, facts ? &*facts : nullptr);
        } else {
            m_writer->row(row, nullptr);
        }
    }
    void tell()
    {
        constexpr quint64 rowsPerLook = 256;
        if (++m_seen % rowsPerLook != 1)
            return;
        m_progress.rows.store(m_seen, std::memory_order_relaxed);
        m_progress.bytes.store(m_out ? m_out->bytes() : 0, std::memory_order_relaxed);
        const double share = static_cast<double>(m_seen) / static_cast<double>(std::max<quint64>(m_expected, 1));
        m_progress.permille.store(static_cast<int>(std::min(share, 1.0) * 1000), std::memory_order_relaxed);
    }

    RowSource &m_source;
    const Order &m_order;
    Progress &m_progress;
    const capture::CancelFlag m_cancelled;
    Redactor m_redactor;
    QList<capture::CapturedConnection> m_connections;
    Writer *m_writer = nullptr;
    Output *m_out = nullptr;
    Totals m_totals;
    quint64 m_seen = 0;
    quint64 m_expected = 0;
};

bool isSet(const capture::CancelFlag &cancelled) { return cancelled && *cancelled; }

} // namespace

base::Expected<Exported, ExportError> exportRows(RowSource &source, const Order &order, const QString &path,
    base::Draft::Existing existing, Progress &progress, const capture::CancelFlag &cancelled)
{
    auto draft = base::Draft::begin(path, existing);
    if (!draft)
        return Unexpected{ExportError{Reason::NotWritten, draft.error()}};
    Output out(draft->path());
    Exported done;
    {
        const WriterOptions options{
            .columns = order.columns, .beside = [&](const QString &name) { return draft->beside(name); }};
        const auto writer = order.format->make(out, options);
        Pass pass(source, order, progress, cancelled);
        const bool isRead = pass.run(writer.get(), &out);
        if (isSet(cancelled))
            return Unexpected{ExportError{Reason::Cancelled, {}}};
        if (!isRead && !out.hasFailed())
            return Unexpected{ExportError{Reason::NotRead, {}}};
        done.totals = pass.totals();
    }
    if (!out.finish())
        return Unexpected{ExportError{Reason::NotWritten, {base::FileError::Reason::System, out.failure()}}};
    done.bytes = QFileInfo(draft->path()).size();
    if (const auto moved = draft->commit(); !moved)
        return Unexpected{ExportError{Reason::NotWritten, moved.error()}};
    progress.rows = done.totals.rows;
    progress.bytes = done.bytes;
    progress.permille = 1000;
    return done;
}

base::Expected<Totals, ExportError> preview(
    RowSource &source, const Order &order, Progress &progress, const capture::CancelFlag &cancelled)
{
    Pass pass(source, order, progress, cancelled);
    const bool isRead = pass.run(nullptr, nullptr);
    if (isSet(cancelled))
        return Unexpected{ExportError{Reason::Cancelled, {}}};
    if (!isRead)
        return Unexpected{ExportError{Reason::NotRead, {}}};
    return pass.totals();
}

} // namespace exporters
