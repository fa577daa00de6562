// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importers/capturesink.h"

#include "core/base/redact.h"
#include "core/capture/foreignrow.h"

#include <QUrl>

#include <algorithm>

namespace importers {
namespace {

using Reason = ImportError::Reason;

// What one plain frame takes (RFC 6455 §5.2).
qint64 plainWireSize(const capture::PassingRow &row)
{
    if (capture::isNote(row.kind))
        return 0;
    const qint64 size = row.payload.size();
    return size + (size < 126 ? 2 : size <= 0xFFFF ? 4 : 10) + (row.direction == capture::Direction::Out ? 4 : 0);
}

constexpr base::Seq mostSeq = (base::Seq(1) << 48) - 1;

} // namespace

CaptureSink::CaptureSink(const Input &input, Progress &progress, capture::CancelFlag cancelled)
    : m_input(input)
    , m_progress(progress)
    , m_cancelled(std::move(cancelled))
{
}

void CaptureSink::open(const QString &path)
{
    if (const auto opened = m_writer.open({.path = path}); !opened)
        m_failure = ImportError{Reason::NotWritten, 0, opened.error().detail};
}

void CaptureSink::connection(base::ConnectionId id, const QString &url, qint64 openedNs)
{
    constexpr qsizetype longestUrl = 8192;
    if (!m_failure)
        m_writer.describe(id, base::redactedUrl(QUrl(url.left(longestUrl))), capture::plausibleNs(openedNs));
}

// Numbers rise; what says otherwise gets the next one.
base::Seq CaptureSink::seqOf(const capture::PassingRow &row)
{
    base::Seq &last = m_last[row.connection];
    last = row.seq > last && row.seq <= mostSeq ? row.seq : last + 1;
    return last;
}

bool CaptureSink::row(const capture::PassingRow &row, const capture::CapturedFacts *facts)
{
    if (m_failure)
        return false;
    if (m_cancelled && *m_cancelled)
        m_failure = ImportError{Reason::Cancelled, 0, {}};
    else if (row.payload.size() > Input::mostPayload)
        m_failure = ImportError{Reason::TooLong, m_input.at(), {}};
    if (m_failure)
        return false;
    const qint64 wallNs = capture::plausibleNs(row.wallNs);
    const capture::Record record{.seq = seqOf(row),
        .wallNs = wallNs,
        .direction = row.direction,
        .kind = row.kind,
        .isHeartbeat = row.isHeartbeat,
        .isRedacted = row.isRedacted,
        .hasFrameFacts = facts != nullptr,
        .size = row.payload.size(),
        .wireSize = row.wireSize < 0 ? plainWireSize(row) : capture::plausibleSize(row.wireSize),
        .data = row.payload.data()};
    ws::WireFacts wire = facts ? facts->wire : ws::WireFacts();
    if (facts) // The record's steady time is 0.
        wire.firstByte = base::Nanoseconds(capture::plausibleNs(facts->firstByteWallNs) - wallNs);
    m_writer.append(row.connection, {&record, 1}, {&wire, facts ? std::size_t(1) : 0});
    ++m_rows;
    m_pendingBytes += row.payload.size();
    constexpr int rowsPerCommit = 5000;
    if (++m_pending >= rowsPerCommit || m_pendingBytes > (8 << 20))
        commit(row.connection);
    return !m_failure;
}

void CaptureSink::commit(base::ConnectionId connection)
{
    m_writer.commit();
    m_pending = 0;
    m_pendingBytes = 0;
    const capture::CaptureStatus status = m_writer.status(connection);
    const bool isWhole = status.problem == capture::CaptureStatus::Problem::None && status.earlier.isEmpty();
    if (!isWhole && !m_failure)
        m_failure = ImportError{Reason::NotWritten, 0, status.detail.isEmpty() ? status.earlierDetail : status.detail};
    m_progress.rows = m_rows;
    const double share = static_cast<double>(m_input.at()) / static_cast<double>(std::max<qint64>(m_input.size(), 1));
    m_progress.permille = static_cast<int>(std::min(share, 1.0) * 1000);
}

void CaptureSink::close()
{
    if (!m_last.empty())
        commit(m_last.begin()->first);
    m_writer.close();
}

} // namespace importers
