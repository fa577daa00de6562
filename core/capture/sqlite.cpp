// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/sqlite.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cstring>
#include <sqlite3.h>

namespace capture {

void Statement::Finalizer::operator()(sqlite3_stmt *statement) const { sqlite3_finalize(statement); }

Statement &Statement::bind(int index, qint64 value)
{
    sqlite3_bind_int64(m_statement.get(), index, value);
    return *this;
}

Statement &Statement::bindNull(int index)
{
    sqlite3_bind_null(m_statement.get(), index);
    return *this;
}

Statement &Statement::bindText(int index, const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    sqlite3_bind_text64(m_statement.get(), index, utf8.constData(), static_cast<sqlite3_uint64>(utf8.size()),
        SQLITE_TRANSIENT, SQLITE_UTF8);
    return *this;
}

bool Statement::bindBlob(int index, QByteArrayView bytes)
{
    // A null pointer would bind NULL; an empty payload is an empty blob.
    const char *data = bytes.isEmpty() ? "" : bytes.data();
    return sqlite3_bind_blob64(m_statement.get(), index, data, static_cast<sqlite3_uint64>(bytes.size()), SQLITE_STATIC)
        == SQLITE_OK;
}

bool Statement::bindZeros(int index, qint64 size)
{
    return sqlite3_bind_zeroblob64(m_statement.get(), index, static_cast<sqlite3_uint64>(size)) == SQLITE_OK;
}

bool Statement::next() { return sqlite3_step(m_statement.get()) == SQLITE_ROW; }

int Statement::run()
{
    sqlite3_step(m_statement.get());
    return sqlite3_reset(m_statement.get());
}

void Statement::reset() { sqlite3_reset(m_statement.get()); }

qint64 Statement::integer(int column) const { return sqlite3_column_int64(m_statement.get(), column); }

bool Statement::isNull(int column) const { return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL; }

QByteArrayView Statement::bytes(int column) const
{
    const auto *data = static_cast<const char *>(sqlite3_column_blob(m_statement.get(), column));
    return {data, data ? sqlite3_column_bytes(m_statement.get(), column) : 0};
}

QString Statement::text(int column) const
{
    const auto *data = reinterpret_cast<const char *>(sqlite3_column_text(m_statement.get(), column));
    return data ? QString::fromUtf8(data, sqlite3_column_bytes(m_statement.get(), column)) : QString();
}

// SQLite's NOFOLLOW refuses a link anywhere in the path; a home behind a link is fine, a link as the file is not.
static QByteArray resolvedFolder(const QString &path)
{
    const QFileInfo file(path);
    const QString folder = QFileInfo(file.absolutePath()).canonicalFilePath();
    return QFile::encodeName(QDir(folder).filePath(file.fileName()));
}

Database::Database(const QString &path, Access access)
{
    const int mode = access == Access::ReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    sqlite3 *handle = nullptr;
    const int result = sqlite3_open_v2(
        resolvedFolder(path).constData(), &handle, mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW, nullptr);
    m_handle.reset(handle);
    if (result != SQLITE_OK) {
        m_openError = errorText();
        m_handle.reset();
    }
}

void Database::Closer::operator()(sqlite3 *handle) const { sqlite3_close_v2(handle); }

int Database::execute(const char *sql) { return sqlite3_exec(m_handle.get(), sql, nullptr, nullptr, nullptr) & 0xFF; }

Statement Database::prepare(const char *sql)
{
    sqlite3_stmt *statement = nullptr;
    sqlite3_prepare_v3(m_handle.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    return Statement(statement);
}

int Database::overwriteBlob(const char *table, const char *column, qint64 id, QByteArrayView bytes)
{
    sqlite3_blob *blob = nullptr;
    int result = sqlite3_blob_open(m_handle.get(), "main", table, column, id, 1, &blob);
    if (result == SQLITE_OK)
        result = sqlite3_blob_write(blob, bytes.data(), static_cast<int>(bytes.size()), 0);
    const int closed = sqlite3_blob_close(blob); // Of nothing it does nothing.
    return (result == SQLITE_OK ? closed : result) & 0xFF;
}

int Database::errorCode() const { return m_handle ? sqlite3_errcode(m_handle.get()) & 0xFF : SQLITE_MISUSE; }

QString Database::errorText() const
{
    if (!m_handle)
        return m_openError;
    QString text = QString::fromUtf8(sqlite3_errmsg(m_handle.get()));
    if (const int number = sqlite3_system_errno(m_handle.get()); number != 0)
        text += QStringLiteral(" (%1)").arg(QString::fromLocal8Bit(std::strerror(number)));
    return text;
}

qint64 Database::number(const char *sql, qint64 fallback)
{
    Statement statement = prepare(sql);
    return statement && statement.next() ? statement.integer(0) : fallback;
}

Database Database::inMemory()
{
    Database database;
    sqlite3 *handle = nullptr;
    sqlite3_open_v2(":memory:", &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    database.m_handle.reset(handle);
    return database;
}

void Database::distrust()
{
    sqlite3_db_config(m_handle.get(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(m_handle.get(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(m_handle.get(), SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(m_handle.get(), SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    sqlite3_limit(m_handle.get(), SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_limit(m_handle.get(), SQLITE_LIMIT_SQL_LENGTH, 8192); // Of each definition in the schema, too.
    sqlite3_limit(m_handle.get(), SQLITE_LIMIT_COLUMN, 16);
    sqlite3_limit(m_handle.get(), SQLITE_LIMIT_EXPR_DEPTH, 50);
    sqlite3_limit(m_handle.get(), SQLITE_LIMIT_COMPOUND_SELECT, 2);
    sqlite3_limit(m_handle.get(), SQLITE_LIMIT_TRIGGER_DEPTH, 1);
    sqlite3_limit(m_handle.get(), SQLITE_LIMIT_WORKER_THREADS, 0);
    execute("PRAGMA cell_size_check = ON; PRAGMA busy_timeout = 250; PRAGMA mmap_size = 0; "
            "PRAGMA ignore_check_constraints = ON;");
}

void Database::limitToReading()
{
    sqlite3_limit(m_handle.get(), SQLITE_LIMIT_LENGTH, 1 << 20);
    sqlite3_limit(m_handle.get(), SQLITE_LIMIT_VDBE_OP, 2000);
}

void Database::watch()
{
    static constexpr int stepsPerLook = 1000; // Far below a millisecond.
    if (!m_watch)
        m_watch = std::make_unique<Watch>();
    sqlite3_progress_handler(m_handle.get(), stepsPerLook, &Database::look, m_watch.get());
}

int Database::look(void *watch)
{
    auto *const seen = static_cast<Watch *>(watch);
    if (seen->cancelled && *seen->cancelled)
        return 1;
    return seen->mostCalls > 0 && --seen->calls < 0 ? 1 : 0;
}

void Database::stopWhen(CancelFlag cancelled)
{
    watch();
    m_watch->cancelled = std::move(cancelled);
}

bool Database::isCancelled() const { return m_watch && m_watch->cancelled && *m_watch->cancelled; }

void Database::allowSteps(qint64 steps)
{
    watch();
    m_watch->calls = m_watch->mostCalls = steps / 1000;
}

void Database::abandon()
{
    sqlite3_db_config(m_handle.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    m_handle.reset();
}

void Database::close() { m_handle.reset(); }

} // namespace capture
