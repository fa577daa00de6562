// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/payloadreader.h"

#include "core/capture/blob.h"
#include "core/capture/foreignrow.h"

#include <QElapsedTimer>

#include <algorithm>

#include <sqlite3.h>

namespace capture {

static constexpr qint64 payloadTransactionMs = 40;
static constexpr qsizetype comesWithItsRow = 64 << 10; // What is longer is read in pieces.

base::Expected<PayloadReader, CaptureError> PayloadReader::open(const QString &path, const CancelFlag &cancelled)
{
    auto file = CaptureFile::openToRead(path, cancelled);
    if (!file)
        return base::Unexpected{file.error()};
    PayloadReader reader(std::move(*file));
    Database &database = reader.m_file.database;
    // The payload stands last in a row: without it no overflow page is touched.
    const QByteArray payloads = "SELECT rowid, received_ns, flags, wire_size, typeof(payload) IN ('blob', 'text'), "
        + payloadUpTo(comesWithItsRow) + " FROM records WHERE rowid >= ?1 AND rowid <= ?2 ORDER BY rowid";
    reader.m_payloads = database.prepare(payloads.constData());
    reader.m_kinds = database.prepare(
        "SELECT rowid, received_ns, flags, wire_size, CASE typeof(payload) WHEN 'blob' THEN length(payload) END "
        "FROM records WHERE rowid >= ?1 AND rowid <= ?2 ORDER BY rowid");
    reader.m_facts = database.prepare("SELECT compressed_size, first_byte_ns FROM frames WHERE id = ?1");
    if (!reader.m_payloads || !reader.m_kinds || !reader.m_facts)
        return base::Unexpected{CaptureError{CaptureError::Reason::NotACapture, path, database.errorText()}};
    return reader;
}

bool PayloadReader::read(
    base::ConnectionId connection, base::Seq first, base::Seq last, Wanted wanted, const Visit &visit)
{
    Statement &rows = wanted == Wanted::KindsOnly ? m_kinds : m_payloads;
    RowOrder order(base::rowId(connection, first), base::rowId(connection, last));
    while (!order.isOver()) {
        QElapsedTimer timer;
        timer.start();
        rows.bind(1, order.from()).bind(2, order.to());
        bool more = rows.next();
        bool goesOn = true;
        bool isDamaged = false;
        while (more && goesOn) {
            isDamaged = m_file.database.isCancelled() || !order.rises(rows.integer(0));
            if (isDamaged)
                break;
            goesOn = show(rows, wanted, visit);
            if (timer.elapsed() >= payloadTransactionMs)
                break; // Begin again behind this one, so that the writer's log can be played into the file.
            more = goesOn && rows.next();
        }
        const bool failed = isDamaged || (!more && goesOn && m_file.database.errorCode() != SQLITE_DONE);
        rows.reset();
        m_long = {};
        if (failed)
            return false;
        if (!goesOn || !more)
            return true;
    }
    return true;
}

void PayloadReader::addFacts(qint64 id, PassingRow &row)
{
    m_facts.bind(1, id);
    if (m_facts.next()) {
        row.compressedSize = m_facts.isNull(0) ? -1 : std::max<qint64>(0, m_facts.integer(0));
        row.firstByteLagNs = std::max<qint64>(0, row.wallNs - plausibleNs(m_facts.integer(1)));
    }
    m_facts.reset();
}

bool PayloadReader::show(Statement &rows, Wanted wanted, const Visit &visit)
{
    const qint64 id = rows.integer(0);
    const RowFlags flags = RowFlags::unpacked(rows.integer(2));
    PassingRow row{.seq = base::seqOf(id),
        .wallNs = plausibleNs(rows.integer(1)),
        .direction = flags.direction,
        .kind = flags.kind,
        .isHeartbeat = flags.isHeartbeat,
        .connection = base::connectionOf(id),
        .isRedacted = flags.isRedacted,
        .hasFrameFacts = flags.hasFrameFacts,
        .wireSize = plausibleSize(rows.integer(3))};
    if (wanted == Wanted::Facts && flags.hasFrameFacts)
        addFacts(id, row);
    if (wanted == Wanted::KindsOnly) {
        row.size = rows.isNull(4) ? Blob(m_file.database, id).size() : plausibleSize(rows.integer(4));
        return visit(row);
    }
    if (rows.isNull(5) && rows.integer(4) != 0) {
        if (!readPayload(m_file.database, id, 0, m_long))
            return true; // Damaged: those behind it may be whole.
        row.payload = m_long;
    } else {
        row.payload = rows.bytes(5);
    }
    row.size = row.payload.size();
    return visit(row);
}

} // namespace capture
