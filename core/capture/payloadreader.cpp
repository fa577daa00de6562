// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/payloadreader.h"

#include "core/capture/rowflags.h"

#include <QElapsedTimer>

#include <sqlite3.h>

namespace capture {

static constexpr qint64 payloadTransactionMs = 40;

base::Expected<PayloadReader, CaptureError> PayloadReader::open(const QString &path)
{
    auto file = CaptureFile::openToRead(path);
    if (!file)
        return base::Unexpected{file.error()};
    PayloadReader reader(std::move(*file));
    Database &database = reader.m_file.database;
    // The payload stands last in a row: without it no overflow page is touched.
    reader.m_payloads = database.prepare("SELECT id, received_ns, flags, CAST(payload AS BLOB) FROM records "
                                         "WHERE id >= ?1 AND id <= ?2 ORDER BY id");
    reader.m_kinds
        = database.prepare("SELECT id, received_ns, flags FROM records WHERE id >= ?1 AND id <= ?2 ORDER BY id");
    if (!reader.m_payloads || !reader.m_kinds)
        return base::Unexpected{CaptureError{CaptureError::Reason::NotACapture, path, database.errorText()}};
    return reader;
}

bool PayloadReader::read(
    base::ConnectionId connection, base::Seq first, base::Seq last, Wanted wanted, const Visit &visit)
{
    Statement &rows = wanted == Wanted::Payloads ? m_payloads : m_kinds;
    qint64 from = base::rowId(connection, first);
    const qint64 to = base::rowId(connection, last);
    while (from <= to) {
        QElapsedTimer timer;
        timer.start();
        rows.bind(1, from).bind(2, to);
        bool more = rows.next();
        bool goesOn = true;
        while (more && goesOn) {
            const RowFlags flags = RowFlags::unpacked(rows.integer(2));
            PassingRow row{
                base::seqOf(rows.integer(0)), rows.integer(1), flags.direction, flags.kind, flags.isHeartbeat};
            if (wanted == Wanted::Payloads)
                row.payload = rows.bytes(3);
            from = rows.integer(0) + 1;
            goesOn = visit(row);
            if (timer.elapsed() >= payloadTransactionMs)
                break; // Begin again behind this one, so that the writer's log can be played into the file.
            more = goesOn && rows.next();
        }
        const bool failed = !more && goesOn && m_file.database.errorCode() != SQLITE_DONE;
        rows.reset();
        if (failed)
            return false;
        if (!goesOn || !more)
            return true;
    }
    return true;
}

} // namespace capture
