// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/recordinserter.h"

#include "core/capture/rowflags.h"

#include <sqlite3.h>

#include <algorithm>

namespace capture {

RecordInserter::RecordInserter(Database &database)
    : m_record(database.prepare(
        "INSERT INTO records(id, received_ns, flags, size, wire_size, payload) VALUES(?1, ?2, ?3, ?4, ?5, ?6)"))
    , m_frame(database.prepare("INSERT INTO frames(id, fragments, compressed_size, mask, first_byte_ns, header) "
                               "VALUES(?1, ?2, ?3, ?4, ?5, ?6)"))
{
}

int RecordInserter::insert(base::ConnectionId connection, const Record &record, std::span<const ws::WireFacts> facts)
{
    const bool hasFacts = record.hasFrameFacts && record.facts < facts.size();
    const RowFlags flags{.kind = record.kind, .direction = record.direction, .hasFrameFacts = hasFacts};
    const qint64 id = base::rowId(connection, record.seq);
    m_record.bind(1, id).bind(2, record.wallNs).bind(3, flags.packed()).bind(4, record.size).bind(5, record.wireSize);
    if (!m_record.bindBlob(6, record.payload()))
        return SQLITE_TOOBIG;
    if (const int result = m_record.run() & 0xFF; result != SQLITE_OK || !hasFacts)
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

} // namespace capture
