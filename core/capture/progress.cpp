// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/progress.h"

#include <algorithm>
#include <utility>

namespace capture {

using Problem = CaptureStatus::Problem;

void Progress::pend(const Record &record)
{
    m_pending.firstSeq = m_pending.rows == 0 ? record.seq : m_pending.firstSeq;
    m_pending.lastSeq = record.seq;
    m_pending.lastWallNs = record.wallNs;
    ++m_pending.rows;
    if (isData(record.kind))
        ++(record.direction == Direction::In ? m_pendingIn : m_pendingOut);
}

void Progress::lose(const Record &record, Problem cause)
{
    lose(Run{.firstSeq = record.seq, .lastSeq = record.seq, .lastWallNs = record.wallNs, .rows = 1}, cause);
}

void Progress::lose(const Run &records, Problem cause)
{
    m_notCaptured += records.rows;
    // Behind rows of an open transaction: settle() or rollBack() advances over both.
    if (m_pending.rows == 0)
        m_capturedSeq = std::max(m_capturedSeq, records.lastSeq);
    m_loss.firstSeq = m_loss.rows == 0 ? records.firstSeq : std::min(m_loss.firstSeq, records.firstSeq);
    m_loss.lastSeq = std::max(m_loss.lastSeq, records.lastSeq);
    m_loss.lastWallNs = records.lastWallNs;
    m_loss.rows += records.rows;
    m_cause = cause;
}

void Progress::settle()
{
    const Run done = std::exchange(m_pending, {});
    m_noted = {};
    m_capturedIn += std::exchange(m_pendingIn, 0);
    m_capturedOut += std::exchange(m_pendingOut, 0);
    m_capturedSeq = std::max({m_capturedSeq, done.lastSeq, m_loss.lastSeq});
}

void Progress::rollBack(Problem cause)
{
    takeBackNote();
    m_pendingIn = m_pendingOut = 0;
    if (const Run lost = std::exchange(m_pending, {}); lost.rows > 0)
        lose(lost, cause);
    m_capturedSeq = std::max(m_capturedSeq, m_loss.lastSeq);
}

// The note about an earlier loss went with the transaction.
void Progress::takeBackNote()
{
    const Run before = std::exchange(m_noted, {});
    if (before.rows == 0)
        return;
    m_loss.firstSeq = before.firstSeq;
    m_loss.rows += before.rows;
    if (m_loss.lastSeq < before.lastSeq) {
        m_loss.lastSeq = before.lastSeq;
        m_loss.lastWallNs = before.lastWallNs;
    }
}

QByteArray Progress::lossNote() const
{
    const char *cause = m_cause == Problem::DiskFull ? "disk-full" : "write-failed";
    return R"({"reason":"not-captured","cause":")" + QByteArray(cause) + R"(","first_seq":)"
        + QByteArray::number(m_loss.firstSeq) + R"(,"last_seq":)" + QByteArray::number(m_loss.lastSeq) + R"(,"count":)"
        + QByteArray::number(m_loss.rows) + '}';
}

void Progress::lossNoted() { m_noted = std::exchange(m_loss, {}); }

void Progress::evicted(base::Seq seq) { m_evictedBefore = std::max(m_evictedBefore, std::min(seq, m_capturedSeq + 1)); }

void Progress::fill(CaptureStatus &status) const
{
    status.capturedSeq = m_capturedSeq;
    status.evictedBefore = m_evictedBefore;
    status.capturedIn = m_capturedIn;
    status.capturedOut = m_capturedOut;
    status.notCaptured = m_notCaptured;
}

} // namespace capture
