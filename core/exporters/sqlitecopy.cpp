// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/sqlitecopy.h"

#include "core/capture/capturewriter.h"

namespace exporters {
namespace {

class SqliteCopyWriter final : public Writer
{
public:
    explicit SqliteCopyWriter(Output &out) : m_out(out)
    {
        if (const auto opened = m_writer.open({.path = out.path()}); !opened)
            out.fail(opened.error().detail);
    }
    void begin(const QList<capture::CapturedConnection> &connections) override
    {
        for (const capture::CapturedConnection &each : connections)
            m_writer.describe(each.id, each.url, each.openedNs);
    }
    void row(const capture::PassingRow &row, const capture::CapturedFacts *facts) override
    {
        if (m_out.hasFailed())
            return;
        capture::Record record{.seq = row.seq,
            .wallNs = row.wallNs,
            .direction = row.direction,
            .kind = row.kind,
            .isHeartbeat = row.isHeartbeat,
            .isRedacted = row.isRedacted,
            .hasFrameFacts = facts != nullptr,
            .size = row.payload.size(),
            .wireSize = row.wireSize,
            .data = row.payload.data()};
        if (!facts) {
            m_writer.append(row.connection, {&record, 1}, {});
        } else {
            ws::WireFacts wire = facts->wire;
            wire.firstByte = base::Nanoseconds(facts->firstByteWallNs - row.wallNs); // The record's steady time is 0.
            m_writer.append(row.connection, {&record, 1}, {&wire, 1});
        }
        constexpr int rowsPerCommit = 5000;
        if (++m_pending >= rowsPerCommit || (m_pendingBytes += row.payload.size()) > (8 << 20))
            commit(row.connection);
    }
    void end(const Totals &) override
    {
        commit({1});
        m_writer.close();
    }

private:
    void commit(base::ConnectionId connection)
    {
        m_writer.commit();
        m_pending = 0;
        m_pendingBytes = 0;
        const capture::CaptureStatus status = m_writer.status(connection);
        if (status.problem != capture::CaptureStatus::Problem::None || !status.earlier.isEmpty())
            m_out.fail(status.detail.isEmpty() ? status.earlierDetail : status.detail);
    }

    Output &m_out;
    capture::CaptureWriter m_writer;
    int m_pending = 0;
    qint64 m_pendingBytes = 0;
};

} // namespace

std::unique_ptr<Writer> sqliteCopy(Output &out, const WriterOptions &)
{
    return std::make_unique<SqliteCopyWriter>(out);
}

} // namespace exporters
