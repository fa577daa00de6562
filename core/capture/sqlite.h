// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

#include <atomic>
#include <memory>

struct sqlite3;
struct sqlite3_stmt;

namespace capture {

//! Set to true by who does not wait any more; whoever reads for them looks at it. Null: nothing ends the reading.
using CancelFlag = std::shared_ptr<std::atomic<bool>>;

//! A prepared statement of SQLite. Blobs and texts bound to it must live until reset().
class Statement
{
public:
    Statement() = default;
    explicit Statement(sqlite3_stmt *statement) : m_statement(statement) { }

    [[nodiscard]] explicit operator bool() const { return m_statement != nullptr; }

    Statement &bind(int index, qint64 value);
    Statement &bindNull(int index);
    Statement &bindText(int index, const QString &text); //!< Copied.
    //! A view, not copied; false when it is longer than SQLite takes.
    [[nodiscard]] bool bindBlob(int index, QByteArrayView bytes);
    //! As many zeros, which take no memory; false when it is more than SQLite takes.
    [[nodiscard]] bool bindZeros(int index, qint64 size);

    //! One row is there: true. At the end or on an error: false; ask Database::errorCode().
    [[nodiscard]] bool next();
    //! Runs a statement that yields no rows; the SQLite result code, 0 for success. Ready for the next binding
    //! afterwards.
    int run();
    void reset();

    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] QByteArrayView bytes(int column) const; //!< Lives until the next call.
    [[nodiscard]] QString text(int column) const;

private:
    struct Finalizer
    {
        void operator()(sqlite3_stmt *statement) const;
    };
    std::unique_ptr<sqlite3_stmt, Finalizer> m_statement;
};

//! One SQLite connection, for one thread at a time.
class Database
{
public:
    enum class Access : quint8 { ReadOnly, ReadWrite };

    Database() = default;
    //! Opens the existing file \a path, following no link at its end. On failure isOpen() is false and errorText() says
    //! why.
    Database(const QString &path, Access access);

    [[nodiscard]] bool isOpen() const { return m_handle != nullptr; }
    //! Runs \a sql, which may be several statements; the SQLite result code, 0 for success.
    int execute(const char *sql);
    [[nodiscard]] Statement prepare(const char *sql);
    //! Overwrites what stands in row \a id of \a table's \a column, of the same size; the SQLite result code, 0 for
    //! success. Unlike an INSERT it makes no copy of \a bytes.
    int overwriteBlob(const char *table, const char *column, qint64 id, QByteArrayView bytes);
    [[nodiscard]] int errorCode() const; //!< Of the last call that failed, primary code.
    [[nodiscard]] QString errorText() const; //!< SQLite's words, and the system's when it has some.
    //! The first number that \a sql yields; \a fallback when there is none.
    [[nodiscard]] qint64 number(const char *sql, qint64 fallback = 0);
    //! An empty database in memory, to compare with.
    [[nodiscard]] static Database inMemory();
    //! What a file of foreign origin may not do: no views, triggers or functions from its schema, no writes to the
    //! schema by plain SQL, no memory because its header says so.
    void distrust();
    //! Beside distrust(): bounds for a file of which we only read small values, a few of them at a time. What is larger
    //! is read through a Blob.
    void limitToReading();
    //! Ends every statement soon once \a cancelled is true. SQLite's error is then SQLITE_INTERRUPT.
    void stopWhen(CancelFlag cancelled);
    [[nodiscard]] bool isCancelled() const;
    //! From now on all statements together take no more than about \a steps of SQLite's machine; 0: as many as they
    //! like.
    void allowSteps(qint64 steps);
    //! Closes without a checkpoint: for a file that is suspect.
    void abandon();
    void close();
    [[nodiscard]] sqlite3 *handle() const { return m_handle.get(); }

private:
    struct Closer
    {
        void operator()(sqlite3 *handle) const;
    };
    struct Watch
    {
        CancelFlag cancelled;
        qint64 calls = 0; //!< That are left.
        qint64 mostCalls = 0; //!< 0: no bound.
    };
    static int look(void *watch);
    void watch();

    std::unique_ptr<Watch> m_watch; //!< Outlives the handle that looks at it.
    std::unique_ptr<sqlite3, Closer> m_handle;
    QString m_openError;
};

} // namespace capture
