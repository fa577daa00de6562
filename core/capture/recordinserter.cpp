// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/recordinserter.h"

#include "core/capture/rowflags.h"

#include <sqlite3.h>

#include <algorithm>

namespace capture {

// An INSERT puts the whole row together in memory first, a copy of a payload that is there already. From here up it is
// written in place instead, through SQLite's page cache.
static constexpr qsizetype writtenInPlace = 4 << 20;

RecordInserter::RecordInserter(Database &database)
    : m_database(&database)
    , m_record(database.prepare(
          "INSERT INTO records(id, received_ns, flags, size, wire_size, payload) VALUES(?1, ?2, ?3, ?4, ?5, ?6)"))
    , m_frame(database.prepare("INSERT INTO frames(id, fragments, compressed_size, mask, first_byte_ns, header) "
                               "VALUES(?1, ?2, ?3, ?4, ?5, ?6)"))
{
}

int RecordInserter::insert(base::ConnectionId connection, const Record &record, std::span<const ws::WireFacts> facts)
{
    const bool hasFacts = record.hasFrameFacts && record.facts < facts.size();
    const RowFlags flags{.kind = record.kind,
        .direction = record.direction,
        .hasFrameFacts = hasFacts,
        .isHeartbeat = record.isHeartbeat,
        .isRedacted = record.isRedacted};
    const qint64 id = base::rowId(connection, record.seq);
    m_record.bind(1, id).bind(2, record.wallNs).bind(3, flags.packed()).bind(4, record.size).bind(5, record.wireSize);
    if (const int result = insertPayload(id, record.payload()); result != SQLITE_OK || !hasFacts)
        return result;

    const ws::WireFacts &wire = facts[record.facts];
    m_frame.bind(1, id).bind(2, wire.fragments);
    wire.compressedSize >= 0 ? m_frame.bind(3, wire.compressedSize) : m_frame.bindNull(3);
    wire.masked ? m_frame.bind(4, wire.maskKey) : m_frame.bindNull(4);
    m_frame.bind(5, record.wallNs - (record.steadyNs - wire.firstByte.count()));
    const auto headerSize = std::min<qsizetype>(wire.headerSize, static_cast<qsizetype>(wire.header.size()));
    const QByteArrayView first(reinterpret_cast<const char *>(wire.header.data()), headerSize);
    const QByteArray all = wire.laterHeaders.isEmpty() ? QByteArray() : first.toByteArray() + wire.laterHeaders;
    if (!m_frame.bindBlob(6, all.isEmpty() ? first : QByteArrayView(all)))
        return SQLITE_TOOBIG;
    return m_frame.run() & 0xFF;
}

int RecordInserter::insertPayload(qint64 id, QByteArrayView payload)
{
    const bool inPlace = payload.size() >= writtenInPlace;
    if (!(inPlace ? m_record.bindZeros(6, payload.size()) : m_record.bindBlob(6, payload)))
        return SQLITE_TOOBIG;
    const int result = m_record.run() & 0xFF;
    return inPlace && result == SQLITE_OK ? m_database->overwriteBlob("records", "payload", id, payload) : result;
}

} // namespace capture
