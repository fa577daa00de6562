// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/rowcopier.h"

#include "core/capture/foreignrow.h"

namespace capture {

void RowCopier::open(const QString &path)
{
    if (const auto opened = m_writer.open({.path = path}); !opened)
        fail(opened.error().detail);
}

void RowCopier::fail(const QString &words)
{
    if (m_failure.isEmpty())
        m_failure = words.isEmpty() ? QStringLiteral("?") : words;
}

void RowCopier::describe(base::ConnectionId connection, const QString &redactedUrl, qint64 wallNs)
{
    flush();
    if (!hasFailed())
        m_writer.describe(connection, redactedUrl, wallNs);
}

void RowCopier::add(const PassingRow &row, const CapturedFacts *facts)
{
    if (hasFailed())
        return;
    if (row.connection != m_connection || m_records.size() >= mostRows || m_payloads.size() >= mostBytes)
        flush();
    m_connection = row.connection;
    const qint64 wallNs = plausibleNs(row.wallNs);
    m_records.push_back({.seq = row.seq,
        .wallNs = wallNs,
        .direction = row.direction,
        .kind = row.kind,
        .isHeartbeat = row.isHeartbeat,
        .isRedacted = row.isRedacted,
        .hasFrameFacts = facts != nullptr,
        .facts = static_cast<quint32>(m_facts.size()),
        .size = row.payload.size(),
        .wireSize = plausibleSize(row.wireSize),
        .data = row.payload.data()});
    if (facts) {
        m_facts.push_back(facts->wire);
        // The record's steady time is 0.
        m_facts.back().firstByte = base::Nanoseconds(plausibleNs(facts->firstByteWallNs) - wallNs);
    }
    const bool isLong = row.payload.size() >= mostBytes;
    m_offsets.push_back(isLong ? -1 : m_payloads.size());
    if (isLong)
        flush(); // While its payload lives, and without a copy of it.
    else
        m_payloads += row.payload;
}

void RowCopier::flush()
{
    if (m_records.empty())
        return;
    for (std::size_t i = 0; i < m_records.size(); ++i) {
        m_uncommittedBytes += m_records[i].size;
        if (m_offsets[i] >= 0)
            m_records[i].data = m_payloads.constData() + m_offsets[i];
    }
    m_writer.append(m_connection, m_records, m_facts);
    m_uncommitted += static_cast<int>(m_records.size());
    m_records.clear();
    m_offsets.clear();
    m_facts.clear();
    m_payloads.resize(0);
    if (m_uncommitted >= rowsPerCommit || m_uncommittedBytes >= bytesPerCommit)
        commit();
}

void RowCopier::commit()
{
    m_writer.commit();
    m_uncommitted = 0;
    m_uncommittedBytes = 0;
    const CaptureStatus status = m_writer.status(m_connection);
    if (status.problem != CaptureStatus::Problem::None || !status.earlier.isEmpty() || status.notCaptured > 0)
        fail(status.detail.isEmpty() ? status.earlierDetail : status.detail);
}

void RowCopier::close()
{
    flush();
    if (!hasFailed())
        commit();
    m_writer.close();
}

} // namespace capture
