// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/bareinsert.h"

#include <QFile>

#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>

namespace bench {

struct BareInsert::Private
{
    sqlite3 *database = nullptr;
    sqlite3_stmt *insert = nullptr;

    void check(int code) const
    {
        if (code == SQLITE_OK || code == SQLITE_DONE)
            return;
        std::fprintf(stderr, "SQLite: %s\n", sqlite3_errmsg(database));
        std::abort();
    }
    void execute(const char *sql) const { check(sqlite3_exec(database, sql, nullptr, nullptr, nullptr)); }
};

BareInsert::BareInsert(const QString &path) : d(std::make_unique<Private>())
{
    d->check(sqlite3_open(QFile::encodeName(path).constData(), &d->database));
    d->execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=2000;"
               "CREATE TABLE records(id INTEGER PRIMARY KEY, received_ns INTEGER, flags INTEGER, size INTEGER,"
               " wire_size INTEGER, payload BLOB)");
    d->check(sqlite3_prepare_v3(
        d->database, "INSERT INTO records VALUES(?,?,?,?,?,?)", -1, SQLITE_PREPARE_PERSISTENT, &d->insert, nullptr));
}

BareInsert::~BareInsert()
{
    sqlite3_finalize(d->insert);
    sqlite3_close(d->database);
}

void BareInsert::begin() { d->execute("BEGIN"); }

void BareInsert::append(const stream::Batch &batch)
{
    for (const capture::Record &record : batch.records) {
        sqlite3_bind_int64(d->insert, 1, base::rowId(batch.connection, record.seq));
        sqlite3_bind_int64(d->insert, 2, record.wallNs);
        sqlite3_bind_int64(d->insert, 3, static_cast<qint64>(record.kind));
        sqlite3_bind_int64(d->insert, 4, record.size);
        sqlite3_bind_int64(d->insert, 5, record.wireSize);
        sqlite3_bind_blob64(d->insert, 6, record.data, static_cast<sqlite3_uint64>(record.size), SQLITE_STATIC);
        d->check(sqlite3_step(d->insert));
        sqlite3_reset(d->insert);
    }
}

void BareInsert::commit() { d->execute("COMMIT"); }

} // namespace bench
