// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/blob.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cstring>
#include <optional>
#include <sqlite3.h>

namespace capture {

void Blob::Closer::operator()(sqlite3_blob *blob) const { sqlite3_blob_close(blob); }

Blob::Blob(Database &database, const char *table, const char *column, qint64 rowId)
{
    sqlite3_blob *blob = nullptr;
    if (sqlite3_blob_open(database.handle(), "main", table, column, rowId, 0, &blob) == SQLITE_OK)
        m_blob.reset(blob);
}

qint64 Blob::size() const { return m_blob ? sqlite3_blob_bytes(m_blob.get()) : 0; }

QByteArray Blob::read(qint64 offset, qint64 count)
{
    if (!m_blob || count <= 0 || count > size())
        return {};
    QByteArray bytes(count, Qt::Uninitialized);
    return readInto(bytes.data(), offset, count) ? bytes : QByteArray();
}

bool Blob::readInto(char *bytes, qint64 offset, qint64 count)
{
    if (!m_blob || offset < 0 || count <= 0 || count > size() - offset)
        return false;
    return sqlite3_blob_read(m_blob.get(), bytes, static_cast<int>(count), static_cast<int>(offset)) == SQLITE_OK;
}

// A row cannot hold more than its file; memory is not asked for because a damaged or crafted row says so.
static bool isPlausible(Database &database, qint64 size)
{
    static constexpr qint64 notWorthAsking = 1 << 20;
    return size <= notWorthAsking
        || size / database.number("PRAGMA page_size", 512) <= database.number("PRAGMA page_count");
}

bool readPayload(Database &database, qint64 rowId, qsizetype slack, QByteArray &bytes)
{
    static constexpr qint64 piece = qint64(4) << 20;
    qint64 pauseAfterMs = 40;
    std::optional<Blob> blob(std::in_place, database, rowId);
    const qint64 size = blob->size();
    if (!blob->isOpen() || !isPlausible(database, size))
        return false;
    if (bytes.capacity() < size + slack)
        bytes = QByteArray();
    bytes.reserve(size + slack);
    bytes.resize(size);
    QElapsedTimer timer;
    timer.start();
    for (qint64 done = 0; done < size;) {
        if (timer.elapsed() >= pauseAfterMs) {
            blob.reset(); // Ends the read transaction, unless a statement holds it.
            blob.emplace(database, rowId);
            pauseAfterMs *= 2;
            timer.restart();
        }
        const qint64 count = std::min(piece, size - done);
        if (database.isCancelled() || !blob->readInto(bytes.data() + done, done, count))
            return false; // Not waited for, evicted meanwhile, or damaged.
        done += count;
    }
    std::memset(bytes.data() + size, 0, static_cast<std::size_t>(slack));
    return true;
}

} // namespace capture
