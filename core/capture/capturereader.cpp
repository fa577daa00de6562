// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/capturereader.h"

#include "core/capture/blob.h"
#include "core/capture/foreignrow.h"
#include "core/ws/wireheaders.h"

#include <QElapsedTimer>

#include <algorithm>
#include <limits>
#include <sqlite3.h>

namespace capture {

using base::Expected;
using base::Unexpected;

static constexpr qint64 transactionMs = 40;
static constexpr qsizetype readWithItsRow = 64 << 10; // What is longer is read in pieces, between which a flag is seen.

Expected<CaptureReader, CaptureError> CaptureReader::open(const QString &path, const CancelFlag &cancelled)
{
    auto file = CaptureFile::openToRead(path, cancelled);
    if (!file)
        return Unexpected{file.error()};
    CaptureReader reader(std::move(*file));
    if (!reader.prepareStatements())
        return Unexpected{CaptureError{CaptureError::Reason::NotACapture, path, reader.m_file.database.errorText()}};
    return reader;
}

bool CaptureReader::prepareStatements()
{
    // Short payloads stand in the row's page and come with it; of a long one only the first page is read, through a
    // blob. By row number: whatever a column named id holds, that is a whole number and in order.
    const QByteArray row = "SELECT rowid, received_ns, flags, wire_size, "
                           "CASE typeof(payload) WHEN 'blob' THEN length(payload) END, "
        + payloadUpTo(previewBytes)
        + " FROM records WHERE rowid >= ?1 AND rowid <= ?2 "
          "ORDER BY rowid LIMIT ?3";
    const QByteArray payloads = "SELECT rowid, typeof(payload) IN ('blob', 'text'), " + payloadUpTo(readWithItsRow)
        + " FROM records WHERE rowid >= ?1 AND rowid <= ?2 ORDER BY rowid";
    m_page = m_file.database.prepare(row.constData());
    m_facts = m_file.database.prepare(
        "SELECT f.fragments, f.compressed_size, f.mask, f.first_byte_ns, "
        "CASE typeof(f.header) WHEN 'blob' THEN CASE WHEN length(f.header) <= 4096 THEN f.header END END, r.wire_size "
        "FROM frames f JOIN records r ON r.rowid = f.rowid WHERE f.rowid = ?1");
    m_forwards = m_file.database.prepare(payloads.constData());
    m_backwards = m_file.database.prepare((payloads + " DESC").constData());
    return m_page && m_facts && m_forwards && m_backwards;
}

Expected<QList<CapturedRow>, CaptureError> CaptureReader::page(
    base::ConnectionId connection, base::Seq first, int count)
{
    QList<CapturedRow> rows;
    const qsizetype wanted = std::clamp(count, 0, mostRowsPerPage);
    RowOrder order(base::rowId(connection, first), base::rowId(connection, ~base::Seq(0)));
    while (rows.size() < wanted && !order.isOver()) {
        QElapsedTimer timer;
        timer.start();
        m_page.bind(1, order.from()).bind(2, order.to()).bind(3, wanted - rows.size());
        bool more = m_page.next();
        bool isDamaged = false;
        while (more && !isDamaged) {
            isDamaged = !order.rises(m_page.integer(0)) || m_file.database.isCancelled();
            if (!isDamaged)
                rows.append(currentRow());
            if (isDamaged || timer.elapsed() >= transactionMs)
                break; // Out of time: begin again behind the last one.
            more = m_page.next();
        }
        const bool failed = isDamaged || (!more && m_file.database.errorCode() != SQLITE_DONE);
        m_page.reset();
        if (failed)
            return Unexpected{error()};
        if (!more)
            break;
    }
    return rows;
}

Expected<Scan, CaptureError> CaptureReader::scan(base::ConnectionId connection, base::Seq first, base::Seq last,
    bool backwards, const std::function<bool(QByteArrayView payload)> &matches)
{
    constexpr int rowsPerLook = 64; // Asking the time costs as much as looking at a short row.
    Scan scan{.found = 0, .reached = backwards ? last : first, .isOver = true};
    Statement &rows = backwards ? m_backwards : m_forwards;
    RowOrder order(base::rowId(connection, first), base::rowId(connection, last));
    QElapsedTimer timer;
    timer.start();
    rows.bind(1, order.from()).bind(2, order.to());
    int looked = 0;
    bool isDamaged = false;
    bool more = rows.next();
    for (; more; more = rows.next()) {
        const qint64 id = rows.integer(0);
        isDamaged = m_file.database.isCancelled() || !(backwards ? order.falls(id) : order.rises(id));
        if (isDamaged)
            break;
        scan.reached = base::seqOf(id);
        const bool isLong = rows.isNull(2) && rows.integer(1) != 0;
        if (isLong ? readPayload(m_file.database, id, 0, m_long) && matches(m_long) : matches(rows.bytes(2))) {
            scan.found = scan.reached;
            break;
        }
        if ((isLong || ++looked % rowsPerLook == 0) && timer.elapsed() >= transactionMs)
            break;
    }
    const bool failed = isDamaged || (!more && m_file.database.errorCode() != SQLITE_DONE);
    rows.reset();
    m_long = {};
    if (failed)
        return Unexpected{error()};
    scan.isOver = !more;
    return scan;
}

// Its sizes are those of what is there, whatever the row says about itself.
CapturedRow CaptureReader::currentRow()
{
    const qint64 id = m_page.integer(0);
    const RowFlags flags = RowFlags::unpacked(m_page.integer(2));
    CapturedRow row{.seq = base::seqOf(id),
        .wallNs = plausibleNs(m_page.integer(1)),
        .direction = flags.direction,
        .kind = flags.kind,
        .hasFrameFacts = flags.hasFrameFacts,
        .isHeartbeat = flags.isHeartbeat,
        .isRedacted = flags.isRedacted,
        .size = m_page.integer(4),
        .wireSize = plausibleSize(m_page.integer(3)),
        .preview = {}};
    if (!m_page.isNull(5)) {
        const QByteArrayView payload = m_page.bytes(5);
        row.size = payload.size();
        row.preview = payload.first(std::min<qsizetype>(payload.size(), previewBytes)).toByteArray();
        return row;
    }
    Blob blob(m_file.database, id);
    row.size = blob.size();
    row.preview = blob.read(0, std::min<qint64>(row.size, previewBytes));
    return row;
}

std::optional<CapturedRow> CaptureReader::row(qint64 rowId)
{
    auto rows = page(base::connectionOf(rowId), base::seqOf(rowId), 1);
    if (!rows || rows->isEmpty() || rows->first().seq != base::seqOf(rowId))
        return {};
    return rows->first();
}

std::optional<QByteArray> CaptureReader::payload(qint64 rowId)
{
    static constexpr qsizetype slack = 64;
    QByteArray bytes;
    if (!readPayload(m_file.database, rowId, slack, bytes))
        return {};
    return bytes;
}

std::optional<CapturedFacts> CaptureReader::facts(qint64 rowId)
{
    m_facts.bind(1, rowId);
    std::optional<CapturedFacts> found;
    if (m_facts.next()) {
        found.emplace();
        ws::WireFacts &wire = found->wire;
        wire.fragments = static_cast<quint32>(m_facts.integer(0));
        wire.compressedSize = m_facts.isNull(1) ? -1 : plausibleSize(m_facts.integer(1));
        wire.masked = !m_facts.isNull(2);
        wire.maskKey = static_cast<quint32>(m_facts.integer(2));
        found->firstByteWallNs = plausibleNs(m_facts.integer(3));
        const QByteArrayView header = m_facts.bytes(4);
        wire.headerSize = static_cast<quint8>(std::min<qsizetype>(ws::headerSizeAt(header), wire.header.size()));
        std::copy_n(header.begin(), wire.headerSize, wire.header.begin());
        wire.laterHeaders = header.sliced(wire.headerSize)
                                .first(std::min(header.size() - wire.headerSize, ws::WireFacts::maxLaterHeaders))
                                .toByteArray();
        wire.wireSize = plausibleSize(m_facts.integer(5));
    }
    m_facts.reset();
    return found;
}

QList<CapturedConnection> CaptureReader::connections()
{
    QList<CapturedConnection> found;
    // Through the tree of row numbers, one connection after the other: a few pages each, however long the capture.
    // Numbers from 2^63 on, of the connections from 0x8000 on, are negative there.
    Statement next = m_file.database.prepare("SELECT min(rowid) FROM records WHERE rowid >= ?1");
    Statement last = m_file.database.prepare("SELECT max(rowid) FROM records WHERE rowid <= ?1");
    if (!next || !last)
        return found;
    const auto numberFrom = [this](Statement &statement, qint64 bound) -> std::optional<qint64> {
        statement.bind(1, bound);
        std::optional<qint64> number;
        if (!m_file.database.isCancelled() && statement.next() && !statement.isNull(0))
            number = statement.integer(0);
        statement.reset();
        return number;
    };
    constexpr qint64 end = std::numeric_limits<qint64>::max();
    for (qint64 from = std::numeric_limits<qint64>::min(); found.size() < mostConnections;) {
        const auto first = numberFrom(next, from);
        if (!first || *first < from)
            break; // Behind the last one, or damaged. Else `from` is above `first` from here on: this ends.
        const base::ConnectionId id = base::connectionOf(*first);
        const qint64 lastOfIt = base::rowId(id, ~base::Seq(0));
        if (base::seqOf(*first) == 0) { // No record of ours has that number.
            from = *first + 1;
            continue;
        }
        const qint64 newest = std::clamp(numberFrom(last, lastOfIt).value_or(*first), *first, lastOfIt);
        found.append({.id = id, .url = {}, .firstSeq = base::seqOf(*first), .lastSeq = base::seqOf(newest)});
        describe(found.last());
        if (lastOfIt == end)
            break;
        from = lastOfIt + 1;
    }
    std::ranges::sort(found, {}, &CapturedConnection::id);
    return found;
}

void CaptureReader::describe(CapturedConnection &connection)
{
    Statement about = m_file.database.prepare("SELECT opened_ns FROM connections WHERE rowid = ?1");
    if (!about)
        return;
    about.bind(1, connection.id.value);
    if (!about.next())
        return;
    connection.openedNs = plausibleNs(about.integer(0));
    Blob url(m_file.database, "connections", "url", connection.id.value);
    connection.url = QString::fromUtf8(url.read(0, std::min(url.size(), mostUrlBytes)));
}

CaptureError CaptureReader::error() const { return {CaptureError::Reason::System, {}, m_file.database.errorText()}; }

} // namespace capture
