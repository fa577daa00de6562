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
    m_copier.open(path);
    tell();
}

void CaptureSink::connection(base::ConnectionId id, const QString &url, qint64 openedNs)
{
    constexpr qsizetype longestUrl = 8192;
    if (!m_failure)
        m_copier.describe(id, base::redactedUrl(QUrl(url.left(longestUrl))), capture::plausibleNs(openedNs));
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
    capture::PassingRow kept = row;
    kept.seq = seqOf(row);
    kept.wireSize = row.wireSize < 0 ? plainWireSize(row) : row.wireSize;
    m_copier.add(kept, facts);
    constexpr quint64 rowsPerLook = 1024;
    if (++m_rows % rowsPerLook == 0 || m_copier.hasFailed())
        tell();
    return !m_failure;
}

void CaptureSink::tell()
{
    if (m_copier.hasFailed() && !m_failure)
        m_failure = ImportError{Reason::NotWritten, 0, m_copier.failure()};
    m_progress.rows = m_rows;
    const double share = static_cast<double>(m_input.at()) / static_cast<double>(std::max<qint64>(m_input.size(), 1));
    m_progress.permille = static_cast<int>(std::min(share, 1.0) * 1000);
}

void CaptureSink::close()
{
    m_copier.close();
    tell();
}

} // namespace importers
