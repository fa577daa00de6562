// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/blob.h"

#include <sqlite3.h>

namespace capture {

void Blob::Closer::operator()(sqlite3_blob *blob) const { sqlite3_blob_close(blob); }

Blob::Blob(Database &database, qint64 rowId)
{
    sqlite3_blob *blob = nullptr;
    if (sqlite3_blob_open(database.handle(), "main", "records", "payload", rowId, 0, &blob) == SQLITE_OK)
        m_blob.reset(blob);
}

qint64 Blob::size() const { return m_blob ? sqlite3_blob_bytes(m_blob.get()) : 0; }

QByteArray Blob::read(qint64 offset, qint64 count)
{
    if (!m_blob || offset < 0 || count <= 0 || count > size() - offset)
        return {};
    QByteArray bytes(count, Qt::Uninitialized);
    if (sqlite3_blob_read(m_blob.get(), bytes.data(), static_cast<int>(count), static_cast<int>(offset)) != SQLITE_OK)
        return {};
    return bytes;
}

} // namespace capture
