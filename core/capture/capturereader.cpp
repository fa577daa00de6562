// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/capturereader.h"

#include "core/capture/blob.h"
#include "core/capture/rowflags.h"
#include "core/ws/wireheaders.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cstring>
#include <sqlite3.h>

namespace capture {

using base::Expected;
using base::Unexpected;

static constexpr qint64 transactionMs = 40;

Expected<CaptureReader, CaptureError> CaptureReader::open(const QString &path)
{
    auto file = CaptureFile::openToRead(path);
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
    // blob.
    m_page = m_file.database.prepare("SELECT id, received_ns, flags, size, wire_size, "
                                     "CASE WHEN size <= 1024 THEN CAST(payload AS BLOB) END "
                                     "FROM records WHERE id >= ?1 AND id <= ?2 ORDER BY id LIMIT ?3");
    m_facts = m_file.database.prepare(
        "SELECT f.fragments, f.compressed_size, f.mask, f.first_byte_ns, f.header, r.wire_size "
        "FROM frames f JOIN records r ON r.id = f.id WHERE f.id = ?1");
    m_forwards = m_file.database.prepare("SELECT id, payload FROM records WHERE id >= ?1 AND id <= ?2 ORDER BY id");
    m_backwards
        = m_file.database.prepare("SELECT id, payload FROM records WHERE id >= ?1 AND id <= ?2 ORDER BY id DESC");
    return m_page && m_facts && m_forwards && m_backwards;
}

Expected<QList<CapturedRow>, CaptureError> CaptureReader::page(
    base::ConnectionId connection, base::Seq first, int count)
{
    QList<CapturedRow> rows;
    const qsizetype wanted = std::clamp(count, 0, mostRowsPerPage);
    qint64 from = base::rowId(connection, first);
    const qint64 last = base::rowId(connection, ~base::Seq(0));
    while (rows.size() < wanted) {
        QElapsedTimer timer;
        timer.start();
        m_page.bind(1, from).bind(2, last).bind(3, wanted - rows.size());
        bool more = m_page.next();
        while (more) {
            rows.append(currentRow());
            if (timer.elapsed() >= transactionMs)
                break;
            more = m_page.next();
        }
        const bool failed = !more && m_file.database.errorCode() != SQLITE_DONE;
        m_page.reset();
        if (failed)
            return Unexpected{error()};
        if (!more)
            break;
        // Out of time: begin again behind the last one.
        from = base::rowId(connection, rows.last().seq) + 1;
    }
    return rows;
}

Expected<Scan, CaptureError> CaptureReader::scan(base::ConnectionId connection, base::Seq first, base::Seq last,
    bool backwards, const std::function<bool(QByteArrayView payload)> &matches)
{
    constexpr int rowsPerLook = 64; // Asking the time costs as much as looking at a short row.
    Scan scan{.found = 0, .reached = backwards ? last : first, .isOver = true};
    Statement &rows = backwards ? m_backwards : m_forwards;
    QElapsedTimer timer;
    timer.start();
    rows.bind(1, base::rowId(connection, first)).bind(2, base::rowId(connection, last));
    int looked = 0;
    bool more = rows.next();
    for (; more; more = rows.next()) {
        scan.reached = base::seqOf(rows.integer(0));
        if (matches(rows.bytes(1))) {
            scan.found = scan.reached;
            break;
        }
        if (++looked % rowsPerLook == 0 && timer.elapsed() >= transactionMs)
            break;
    }
    const bool failed = !more && m_file.database.errorCode() != SQLITE_DONE;
    rows.reset();
    if (failed)
        return Unexpected{error()};
    scan.isOver = !more;
    return scan;
}

CapturedRow CaptureReader::currentRow()
{
    const qint64 id = m_page.integer(0);
    const RowFlags flags = RowFlags::unpacked(m_page.integer(2));
    CapturedRow row{.seq = base::seqOf(id),
        .wallNs = m_page.integer(1),
        .direction = flags.direction,
        .kind = flags.kind,
        .hasFrameFacts = flags.hasFrameFacts,
        .isHeartbeat = flags.isHeartbeat,
        .isRedacted = flags.isRedacted,
        .size = m_page.integer(3),
        .wireSize = m_page.integer(4),
        .preview = {}};
    row.preview = m_page.isNull(5)
        ? beginning(id, row.size)
        : m_page.bytes(5).first(std::min<qsizetype>(m_page.bytes(5).size(), previewBytes)).toByteArray();
    return row;
}

QByteArray CaptureReader::beginning(qint64 rowId, qint64 size)
{
    Blob blob(m_file.database, rowId);
    return blob.read(0, std::min<qint64>({size, blob.size(), previewBytes}));
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
    static constexpr qint64 slack = 64;
    static constexpr qint64 piece = qint64(4) << 20;
    std::optional<Blob> blob(std::in_place, m_file.database, rowId);
    if (!blob->isOpen())
        return {};
    const qint64 size = blob->size();
    QByteArray bytes;
    bytes.reserve(size + slack);
    QElapsedTimer timer;
    timer.start();
    while (bytes.size() < size) {
        if (!blob || timer.elapsed() >= transactionMs) {
            blob.reset(); // Ends the read transaction.
            blob.emplace(m_file.database, rowId);
            timer.restart();
        }
        const QByteArray part = blob->read(bytes.size(), std::min(piece, size - bytes.size()));
        if (part.isEmpty())
            return {}; // Evicted meanwhile, or damaged.
        bytes += part;
    }
    std::memset(bytes.data() + bytes.size(), 0, slack);
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
        wire.compressedSize = m_facts.isNull(1) ? -1 : m_facts.integer(1);
        wire.masked = !m_facts.isNull(2);
        wire.maskKey = static_cast<quint32>(m_facts.integer(2));
        found->firstByteWallNs = m_facts.integer(3);
        const QByteArrayView header = m_facts.bytes(4);
        wire.headerSize = static_cast<quint8>(std::min<qsizetype>(ws::headerSizeAt(header), wire.header.size()));
        std::copy_n(header.begin(), wire.headerSize, wire.header.begin());
        wire.laterHeaders = header.sliced(wire.headerSize)
                                .first(std::min(header.size() - wire.headerSize, ws::WireFacts::maxLaterHeaders))
                                .toByteArray();
        wire.wireSize = m_facts.integer(5);
    }
    m_facts.reset();
    return found;
}

QList<CapturedConnection> CaptureReader::connections()
{
    QList<CapturedConnection> found;
    // Through the tree of row numbers, one connection after the other: a few pages each, however long the capture.
    Statement next = m_file.database.prepare("SELECT min(id) FROM records WHERE id >= ?1");
    Statement last = m_file.database.prepare("SELECT max(id) FROM records WHERE id <= ?1");
    Statement about = m_file.database.prepare("SELECT url, opened_ns FROM connections WHERE connection = ?1");
    if (!next || !last || !about)
        return found;
    for (quint32 number = 0; number <= 0x7FFF;) {
        next.bind(1, base::rowId({static_cast<quint16>(number)}, 0));
        const bool there = next.next() && !next.isNull(0);
        const qint64 first = there ? next.integer(0) : 0;
        next.reset();
        if (!there)
            break;
        CapturedConnection connection{.id = base::connectionOf(first), .url = {}, .firstSeq = base::seqOf(first)};
        last.bind(1, base::rowId(connection.id, ~base::Seq(0)));
        connection.lastSeq = last.next() ? base::seqOf(last.integer(0)) : connection.firstSeq;
        last.reset();
        about.bind(1, connection.id.value);
        if (about.next()) {
            connection.url = about.text(0);
            connection.openedNs = about.integer(1);
        }
        about.reset();
        found.append(connection);
        number = connection.id.value + 1U;
    }
    return found;
}

CaptureError CaptureReader::error() const { return {CaptureError::Reason::System, {}, m_file.database.errorText()}; }

} // namespace capture
