// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outbox/store.h"

#include "core/capture/capturefile.h"
#include "core/capture/captureschema.h"

#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace outbox {
namespace {

using capture::Database;
using capture::Statement;

// The payload stands last: states are changed without reading it.
constexpr const char *schema = R"sql(
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
BEGIN IMMEDIATE;
PRAGMA application_id = 1397703251;
PRAGMA user_version = 1;
CREATE TABLE IF NOT EXISTS entries(
  row INTEGER PRIMARY KEY,
  outbox TEXT NOT NULL,
  id INTEGER NOT NULL,
  state INTEGER NOT NULL,
  refusal INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  enqueued_ns INTEGER NOT NULL,
  released_ns INTEGER NOT NULL,
  opcode INTEGER NOT NULL,
  message_id BLOB NOT NULL,
  payload BLOB NOT NULL,
  UNIQUE(outbox, id));
COMMIT;
)sql";
static_assert(Store::applicationId == 1397703251);

constexpr const char *columns
    = "outbox, id, state, refusal, attempts, enqueued_ns, released_ns, opcode, message_id, payload";

// Both may be what a person put there, or what is left of a torn file: nothing of it runs before it is known to be
// ours.
constexpr qint64 stepsToLook = 50'000;

bool isOurs(Database &database)
{
    database.allowSteps(stepsToLook);
    const bool ours = capture::hasSchema(database, schema, capture::Likeness::Text);
    database.allowSteps(0);
    return ours;
}

QByteArray copyOf(QByteArrayView bytes) { return QByteArray(bytes.data(), bytes.size()); }

// Numbers from a file are not believed: an enum never holds a foreign one.
Entry entryOf(const Statement &row)
{
    Entry entry;
    entry.id = static_cast<quint64>(row.integer(1));
    const qint64 state = row.integer(2), refusal = row.integer(3);
    entry.state = state > 0 && state <= static_cast<qint64>(State::Refused) ? static_cast<State>(state) : State::Held;
    entry.refusal = refusal >= 0 && refusal <= static_cast<qint64>(Refusal::CannotBeSent)
        ? static_cast<Refusal>(refusal)
        : Refusal::None;
    entry.attempts = static_cast<int>(std::clamp<qint64>(row.integer(4), 0, 1'000'000));
    entry.enqueuedNs = row.integer(5);
    entry.releasedNs = row.integer(6);
    entry.opcode = row.integer(7) == static_cast<qint64>(ws::Opcode::Binary) ? ws::Opcode::Binary : ws::Opcode::Text;
    entry.messageId = copyOf(row.bytes(8));
    entry.payload = copyOf(row.bytes(9));
    return entry;
}

} // namespace

Store::Store(QString path, capture::Disk disk) : m_path(std::move(path)), m_disk(std::move(disk)) { }

QString Store::defaultPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
        + QStringLiteral("/socketscope/outbox.sqlite");
}

base::Expected<std::vector<Entry>, StoreError> Store::load(const QString &outbox)
{
    if (const auto error = open(Missing::LeaveAlone))
        return base::Unexpected{*error};
    std::vector<Entry> entries;
    if (!m_database.isOpen())
        return entries;
    Statement select = m_database.prepare(
        QByteArray("SELECT ").append(columns).append(" FROM entries WHERE outbox = ?1 ORDER BY id").constData());
    if (!select)
        return base::Unexpected{failure()};
    select.bindText(1, outbox);
    while (select.next())
        entries.push_back(entryOf(select));
    return entries;
}

base::Expected<void, StoreError> Store::apply(const std::vector<Write> &writes)
{
    if (const auto error = open(Missing::Create))
        return base::Unexpected{*error};
    if (m_readOnly)
        return base::Unexpected{StoreError{.why = Refusal::OtherInstance, .detail = m_path}};
    bool good = m_database.execute("BEGIN IMMEDIATE") == 0;
    for (const Write &each : writes) {
        for (const Change &change : each.changes)
            good = good && write(each.outbox, change) == 0;
    }
    if (const int number = good && m_disk.beforeCommit ? m_disk.beforeCommit() : 0; number != 0) {
        m_database.execute("ROLLBACK");
        return base::Unexpected{StoreError{.detail = QString::fromLocal8Bit(std::strerror(number))}};
    }
    if (good && m_database.execute("COMMIT") == 0)
        return {};
    const StoreError error = failure();
    m_database.execute("ROLLBACK");
    close(); // The next one opens anew: the disk may be free again, or the file be found damaged.
    return base::Unexpected{error};
}

int Store::write(const QString &outbox, const Change &change)
{
    const Entry &entry = *change.entry;
    if (change.kind == Change::Kind::Remove) {
        m_remove.bindText(1, outbox).bind(2, static_cast<qint64>(entry.id));
        return m_remove.run();
    }
    if (change.stateOnly) {
        m_update.bindText(1, outbox).bind(2, static_cast<qint64>(entry.id)).bind(3, static_cast<qint64>(entry.state));
        m_update.bind(4, static_cast<qint64>(entry.refusal)).bind(5, entry.attempts).bind(6, entry.releasedNs);
        return m_update.run();
    }
    m_insert.bindText(1, outbox).bind(2, static_cast<qint64>(entry.id)).bind(3, static_cast<qint64>(entry.state));
    m_insert.bind(4, static_cast<qint64>(entry.refusal))
        .bind(5, entry.attempts)
        .bind(6, entry.enqueuedNs)
        .bind(7, entry.releasedNs);
    m_insert.bind(8, static_cast<qint64>(entry.opcode));
    if (!m_insert.bindBlob(9, entry.messageId) || !m_insert.bindBlob(10, entry.payload))
        return -1;
    return m_insert.run();
}

std::optional<StoreError> Store::open(Missing missing)
{
    if (m_readOnly)
        close(); // The other one may be gone.
    if (m_database.isOpen())
        return {};
    if (!QFileInfo::exists(m_path)) {
        if (missing == Missing::LeaveAlone)
            return {};
        if (const auto error = createFile())
            return error;
    }
    m_lock = capture::FileLock(m_path, capture::FileLock::Mode::Exclusive);
    m_readOnly = m_lock.isRefused();
    if (!m_lock.isHeld() && !m_readOnly)
        return StoreError{.detail = QString::fromLocal8Bit(std::strerror(errno))};
    m_database = Database(m_path, m_readOnly ? Database::Access::ReadOnly : Database::Access::ReadWrite);
    if (!m_database.isOpen()) {
        const StoreError error = failure();
        close();
        return error;
    }
    m_database.distrust();
    if (m_readOnly && !isOurs(m_database)) {
        const StoreError error{.detail = m_database.errorText()};
        close();
        return error;
    }
    if (m_readOnly)
        return {};
    if (!isSound())
        repair();
    return m_database.isOpen() ? prepare() : std::optional(failure());
}

std::optional<StoreError> Store::createFile()
{
    const QString folder = QFileInfo(m_path).absolutePath();
    const int file = capture::makePrivateFolder(folder)
        ? ::open(QFile::encodeName(m_path).constData(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600)
        : -1;
    if (file < 0 && errno != EEXIST)
        return StoreError{.detail = QString::fromLocal8Bit(std::strerror(errno))};
    if (file >= 0)
        ::close(file);
    return {};
}

std::optional<StoreError> Store::prepare()
{
    if (m_database.execute(schema) != 0)
        m_database.execute("ROLLBACK");
    m_insert = m_database.prepare("INSERT OR REPLACE INTO entries(outbox, id, state, refusal, attempts, enqueued_ns, "
                                  "released_ns, opcode, message_id, payload) "
                                  "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
    m_update = m_database.prepare(
        "UPDATE entries SET state = ?3, refusal = ?4, attempts = ?5, released_ns = ?6 WHERE outbox = ?1 AND id = ?2");
    m_remove = m_database.prepare("DELETE FROM entries WHERE outbox = ?1 AND id = ?2");
    if (m_insert && m_update && m_remove)
        return {};
    const StoreError error = failure();
    close();
    return error;
}

// An empty file is new. Anything that is not ours, or that SQLite finds torn, is not.
bool Store::isSound()
{
    if (QFileInfo(m_path).size() == 0)
        return true;
    if (m_database.number("PRAGMA application_id") != applicationId)
        return m_database.number("SELECT count(*) FROM sqlite_schema", -1) == 0; // Created, and nothing was committed.
    if (!isOurs(m_database))
        return false;
    Statement check = m_database.prepare("PRAGMA quick_check(1)");
    return check && check.next() && check.text(0) == QLatin1String("ok");
}

// D10: what can still be read is kept, in order; the damaged file stays beside for whoever wants to look.
void Store::repair()
{
    const auto kept = salvage();
    m_database.abandon();
    QString aside = m_path + QStringLiteral(".damaged");
    for (int again = 2; QFileInfo::exists(aside); ++again)
        aside = QStringLiteral("%1.damaged-%2").arg(m_path).arg(again);
    for (const char *suffix : {"", "-wal", "-shm"})
        QFile::rename(m_path + QLatin1String(suffix), aside + QLatin1String(suffix));
    m_putAside = aside;
    if (createFile())
        return;
    m_database = Database(m_path, Database::Access::ReadWrite);
    if (!m_database.isOpen() || prepare())
        return;
    m_database.execute("BEGIN IMMEDIATE");
    for (const auto &[outbox, entry] : kept)
        (void)write(outbox, {.kind = Change::Kind::Put, .entry = std::make_shared<const Entry>(entry)});
    m_database.execute("COMMIT");
}

std::vector<std::pair<QString, Entry>> Store::salvage()
{
    std::vector<std::pair<QString, Entry>> kept;
    // A file shorter than it says is refused as a whole unless its schema may be written; nothing of it is.
    m_database = Database(m_path, Database::Access::ReadWrite);
    m_database.execute("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA writable_schema = ON;");
    if (!isOurs(m_database))
        return kept; // A table that only bears the name: reading it may run what it says.
    Statement select = m_database.prepare(
        QByteArray("SELECT ").append(columns).append(" FROM entries NOT INDEXED ORDER BY row").constData());
    while (select && select.next())
        kept.emplace_back(select.text(0), entryOf(select));
    return kept;
}

StoreError Store::failure() { return {.why = Refusal::DiskFailed, .detail = m_database.errorText()}; }

void Store::close()
{
    for (Statement *statement : {&m_insert, &m_update, &m_remove})
        *statement = Statement();
    m_database.close();
    m_lock.release();
    m_readOnly = false;
}

} // namespace outbox
