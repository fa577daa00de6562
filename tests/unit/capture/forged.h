// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capturefile.h"
#include "core/capture/sqlite.h"

#include <QByteArray>
#include <QFile>
#include <QString>

namespace tests {

//! The definitions of a capture, to be replaced one by one: a file that only looks like one of ours.
struct Forged
{
    QByteArray before = "PRAGMA page_size = 4096;"; //!< Before the first table.
    QByteArray records = "CREATE TABLE records(id INTEGER PRIMARY KEY, received_ns INTEGER, flags INTEGER, "
                         "size INTEGER, wire_size INTEGER, payload BLOB);";
    QByteArray frames = "CREATE TABLE frames(id INTEGER PRIMARY KEY, fragments INTEGER, compressed_size INTEGER, "
                        "mask INTEGER, first_byte_ns INTEGER, header BLOB);";
    QByteArray connections = "CREATE TABLE connections(connection INTEGER PRIMARY KEY, url TEXT, opened_ns INTEGER, "
                             "evicted_before INTEGER DEFAULT 0, not_captured INTEGER DEFAULT 0);";
    QByteArray meta = "CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID;";
    QByteArray more = {}; //!< Rows, and what else there is.
    QByteArray header = "PRAGMA application_id = 1397965648; PRAGMA user_version = 1;";

    //! False when SQLite refuses to make it.
    [[nodiscard]] bool write(const QString &path) const
    {
        QFile::remove(path);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            return false;
        file.close();
        capture::Database database(path, capture::Database::Access::ReadWrite);
        database.execute("PRAGMA synchronous = OFF"); // Nobody pulls the plug of a test.
        database.allowSteps(5'000'000); // A row put into an endless view would never end.
        for (const QByteArray &part :
            {before, header, QByteArray("BEGIN;"), records, frames, connections, meta, more, QByteArray("COMMIT;")}) {
            if (database.execute(part.constData()) != 0)
                return false;
        }
        return true;
    }
};

} // namespace tests
