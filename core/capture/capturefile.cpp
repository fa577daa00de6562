// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/capturefile.h"

#include "core/capture/captureschema.h"
#include "core/capture/sidefiles.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

namespace capture {

using base::Expected;
using base::Unexpected;
using Reason = CaptureError::Reason;

// What says that it is ours comes before the log is on, so that it stands in the file itself, also after a crash.
// The numbers of the view are the RFC's opcodes; kinds from 32 on are our own notes. See rowflags.h for the bits.
static constexpr const char *schema = R"sql(
PRAGMA page_size = 4096;
BEGIN;
PRAGMA application_id = 1397965648;
PRAGMA user_version = 1;
COMMIT;
PRAGMA journal_mode = WAL;
BEGIN;
CREATE TABLE records(
  id INTEGER PRIMARY KEY,
  received_ns INTEGER NOT NULL,
  flags INTEGER NOT NULL,
  size INTEGER NOT NULL,
  wire_size INTEGER NOT NULL,
  payload BLOB NOT NULL);
CREATE TABLE frames(
  id INTEGER PRIMARY KEY,
  fragments INTEGER NOT NULL,
  compressed_size INTEGER,
  mask INTEGER,
  first_byte_ns INTEGER NOT NULL,
  header BLOB NOT NULL);
CREATE TABLE connections(
  connection INTEGER PRIMARY KEY,
  url TEXT NOT NULL,
  opened_ns INTEGER NOT NULL,
  evicted_before INTEGER NOT NULL DEFAULT 0,
  not_captured INTEGER NOT NULL DEFAULT 0);
CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE VIEW messages(seq, connection, direction, opcode, received_ns, wire_size, payload) AS
  SELECT id & 0xFFFFFFFFFFFF, (id >> 48) & 0xFFFF,
    CASE WHEN flags & 0x100 THEN 'out' ELSE 'in' END,
    flags & 0xFF, received_ns, wire_size,
    CASE flags & 0xFF WHEN 1 THEN CAST(payload AS TEXT) ELSE payload END
  FROM records WHERE flags & 0xFF < 32;
CREATE VIEW notes(seq, connection, kind, received_ns, payload) AS
  SELECT id & 0xFFFFFFFFFFFF, (id >> 48) & 0xFFFF,
    CASE flags & 0xFF WHEN 32 THEN 'state' WHEN 33 THEN 'gap' ELSE 'problem' END,
    received_ns, CAST(payload AS TEXT)
  FROM records WHERE flags & 0xFF >= 32;
COMMIT;
)sql";
static_assert(CaptureFile::applicationId == 1397965648 && CaptureFile::formatVersion == 1);

static CaptureError systemError(const QString &path, int number)
{
    return {Reason::System, path, QString::fromLocal8Bit(std::strerror(number))};
}

bool makePrivateFolder(const QString &folder)
{
    if (QFileInfo(folder).isDir())
        return true;
    const QString parent = QFileInfo(folder).absolutePath();
    if (parent == folder || !makePrivateFolder(parent))
        return false;
    return ::mkdir(QFile::encodeName(folder).constData(), 0700) == 0 || errno == EEXIST;
}

bool removeCapture(const QString &path)
{
    const bool isEmpty = standing(path) == Standing::Regular && QFileInfo(path).size() == 0;
    if ((!isEmpty && !isCapture(path)) || strangerBeside(path))
        return false;
    // The database goes last: while it is there, what is left of a half-done removal is still found and removed.
    for (const char *suffix : {"-wal", "-shm", "-journal", ""})
        ::unlink(QFile::encodeName(path + QLatin1String(suffix)).constData());
    return true;
}

static Expected<void, CaptureError> makeRoom(const QString &path, Existing existing)
{
    switch (standing(path)) {
    case Standing::Nothing:
        if (FileLock::isTaken(path))
            return Unexpected{CaptureError{Reason::InUse, path, {}}};
        // A log without its database would be played into the new one; whose it is, nobody can tell.
        if (const auto stray = strayBeside(path))
            return Unexpected{CaptureError{Reason::StrangerBeside, *stray, {}}};
        return {};
    case Standing::Other: return Unexpected{CaptureError{Reason::NotRegular, path, {}}};
    case Standing::Regular: break;
    }
    if (existing == Existing::Refuse)
        return Unexpected{CaptureError{Reason::Exists, path, {}}};
    if (const auto stranger = strangerBeside(path))
        return Unexpected{CaptureError{Reason::StrangerBeside, *stranger, {}}};
    const FileLock lock(path, FileLock::Mode::Exclusive);
    if (lock.isRefused())
        return Unexpected{CaptureError{Reason::InUse, path, {}}};
    if (!isCapture(path) || !removeCapture(path))
        return Unexpected{CaptureError{Reason::NotACapture, path, {}}};
    return {};
}

static Expected<void, CaptureError> createEmpty(const QString &path)
{
    const int fd = ::open(
        QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600);
    if (fd < 0)
        return Unexpected{errno == EEXIST ? CaptureError{Reason::Exists, path, {}} : systemError(path, errno)};
    ::fchmod(fd, 0600); // Also with an unusual umask.
    ::close(fd);
    return {};
}

Expected<CaptureFile, CaptureError> CaptureFile::create(const QString &path, Existing existing)
{
    if (!makePrivateFolder(QFileInfo(path).absolutePath()))
        return Unexpected{systemError(path, errno)};
    if (const auto room = makeRoom(path, existing); !room)
        return Unexpected{room.error()};

    CaptureFile file;
    file.lock = FileLock(path, FileLock::Mode::Shared);
    if (file.lock.isRefused())
        return Unexpected{CaptureError{Reason::InUse, path, {}}};
    if (const auto empty = createEmpty(path); !empty)
        return Unexpected{empty.error()};
    file.database = Database(path, Database::Access::ReadWrite);
    if (!file.database.isOpen() || file.database.execute(schema) != 0)
        return Unexpected{CaptureError{Reason::System, path, file.database.errorText()}};
    return file;
}

// What stands beside the file is as foreign: a pipe for a log would be waited for.
static Expected<void, CaptureError> lookAround(const QString &path)
{
    if (standing(path) == Standing::Nothing)
        return Unexpected{systemError(path, ENOENT)};
    for (const char *suffix : {"", "-wal", "-shm", "-journal"}) {
        const QString each = path + QLatin1String(suffix);
        if (standing(each) == Standing::Other)
            return Unexpected{CaptureError{Reason::NotRegular, each, {}}};
    }
    return {};
}

static CaptureError foreignOrFailed(const QString &path, const Database &database)
{
    switch (database.errorCode()) {
    case SQLITE_BUSY:
    case SQLITE_CORRUPT:
    case SQLITE_INTERRUPT:
    case SQLITE_IOERR:
    case SQLITE_NOMEM: return {Reason::System, path, database.errorText()};
    default: return {Reason::ForeignSchema, path, {}};
    }
}

// Ours has six definitions; a catalogue of a hundred thousand is not read to its end.
static constexpr qint64 stepsToOpen = 50'000;

static Expected<CaptureFile, CaptureError> openExisting(
    const QString &path, Database::Access access, FileLock::Mode mode, const CancelFlag &cancelled = {})
{
    if (const auto around = lookAround(path); !around)
        return Unexpected{around.error()};
    CaptureFile file;
    file.lock = FileLock(path, mode);
    if (file.lock.isRefused())
        return Unexpected{CaptureError{Reason::InUse, path, {}}};
    file.database = Database(path, access);
    if (!file.database.isOpen())
        return Unexpected{CaptureError{Reason::System, path, file.database.errorText()}};
    file.database.distrust();
    file.database.stopWhen(cancelled);
    file.database.allowSteps(stepsToOpen);
    if (file.database.number("PRAGMA application_id", -1) != CaptureFile::applicationId)
        return Unexpected{CaptureError{Reason::NotACapture, path, {}}};
    if (file.database.number("PRAGMA user_version") > CaptureFile::formatVersion)
        return Unexpected{CaptureError{Reason::NewerFormat, path, {}}};
    if (!hasSchema(file.database, schema, Likeness::Columns))
        return Unexpected{foreignOrFailed(path, file.database)};
    file.database.allowSteps(0);
    file.database.execute("PRAGMA cache_size = -2000"); // A file's header may ask for any.
    return file;
}

Expected<CaptureFile, CaptureError> CaptureFile::openToRead(const QString &path, const CancelFlag &cancelled)
{
    auto file = openExisting(path, Database::Access::ReadOnly, FileLock::Mode::Shared, cancelled);
    if (file)
        file->database.limitToReading();
    return file;
}

Expected<void, CaptureError> CaptureFile::recover(const QString &path)
{
    auto file = openExisting(path, Database::Access::ReadWrite, FileLock::Mode::Exclusive);
    if (!file)
        return Unexpected{file.error()};
    Database &database = file->database;
    Statement check = database.prepare("PRAGMA quick_check(1)");
    // A damaged file is left as it is, for those who can save more of it.
    if (!check || !check.next() || check.text(0) != QLatin1String("ok")) {
        const CaptureError damaged{Reason::System, path, check ? check.text(0) : database.errorText()};
        check = {};
        database.abandon();
        return Unexpected{damaged};
    }
    check = {};
    if (database.execute("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;") != 0)
        return Unexpected{CaptureError{Reason::System, path, database.errorText()}};
    return {};
}

} // namespace capture
