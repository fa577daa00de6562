// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/capturereader.h"
#include "core/capture/foreignrow.h"
#include "core/capture/payloadreader.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/capture/forged.h"

#include <QFile>
#include <QTemporaryDir>

#include <array>
#include <limits>
#include <optional>

// The first octet says what the rest is: 0, damage to a small capture of ours, as pairs of place and octet; 1, a whole
// file; all others, a schema and rows chosen from the input. Whatever a file is, it is refused, or read to an end
// within bounds.
namespace {

//! Choices out of the input; behind its end all are 0.
class CaptureChoices
{
public:
    explicit CaptureChoices(QByteArrayView bytes) : m_bytes(bytes) { }

    [[nodiscard]] bool isOver() const { return m_bytes.isEmpty(); }
    quint8 octet()
    {
        if (m_bytes.isEmpty())
            return 0;
        const auto value = static_cast<quint8>(m_bytes.front());
        m_bytes = m_bytes.sliced(1);
        return value;
    }
    template <std::size_t Count>
    const char *oneOf(const std::array<const char *, Count> &values)
    {
        return values[octet() % Count];
    }
    qint64 number()
    {
        static constexpr std::array<qint64, 12> edges{0, 1, -1, 2, 1023, 1 << 16, (1LL << 31) + 5, (1LL << 48) - 1,
            1LL << 48, (1LL << 48) + 1, std::numeric_limits<qint64>::max(), std::numeric_limits<qint64>::min()};
        const quint8 how = octet();
        return how < 200 ? edges[how % edges.size()]
                         : static_cast<qint64>(static_cast<quint64>(edges[octet() % edges.size()]) + how);
    }

private:
    QByteArrayView m_bytes;
};

QByteArray recordsTable(CaptureChoices &choices)
{
    static constexpr std::array ids{"id INTEGER PRIMARY KEY", "id INTEGER PRIMARY KEY",
        "id INTEGER PRIMARY KEY NOT NULL", "id TEXT", "id BLOB PRIMARY KEY", "id INTEGER", "id INT PRIMARY KEY",
        "id INTEGER PRIMARY KEY DESC", "id INTEGER PRIMARY KEY AUTOINCREMENT", "id INTEGER PRIMARY KEY COLLATE NOCASE"};
    static constexpr std::array types{"INTEGER", "INTEGER", "INTEGER NOT NULL", "TEXT", "", "INTEGER DEFAULT 7",
        "INTEGER AS (length(hex(id)))", "INTEGER CHECK(length(hex(zeroblob(9))) > 1)"};
    static constexpr std::array payloads{"payload BLOB", "payload BLOB", "payload BLOB NOT NULL", "payload TEXT",
        "payload BLOB AS (hex(zeroblob(20000000)))", "payload BLOB AS (zeroblob(9)) STORED", "payload BLOB UNIQUE",
        "payload BLOB, more BLOB", "payload BLOB CHECK(hex(payload) <> 'x')"};
    static constexpr std::array kinds{"", "", " WITHOUT ROWID", " STRICT"};
    QByteArray columns = choices.oneOf(ids);
    for (const char *name : {"received_ns", "flags", "size", "wire_size"})
        columns += QByteArray(", ") + name + ' ' + choices.oneOf(types);
    columns += QByteArray(", ") + choices.oneOf(payloads);
    return "CREATE TABLE records(" + columns + ")" + choices.oneOf(kinds) + ";";
}

QByteArray recordRow(CaptureChoices &choices)
{
    static constexpr std::array texts{"NULL", "''", "x'00ff'", "'text'", "17", "2.5", "zeroblob(1025)",
        "zeroblob(70000)", "printf('%.*c', 70000, 't')", "randomblob(3000)", "zeroblob(300000)"};
    QByteArray row = "INSERT OR IGNORE INTO records VALUES(" + QByteArray::number(choices.number());
    for (int column = 0; column < 4; ++column) {
        const quint8 how = choices.octet();
        row += ", " + (how < 200 ? QByteArray::number(choices.number()) : QByteArray(choices.oneOf(texts)));
    }
    return row + ", " + choices.oneOf(texts) + ");";
}

tests::Forged forgedBy(CaptureChoices &choices)
{
    static constexpr std::array before{"", "", "PRAGMA page_size = 512;", "PRAGMA page_size = 65536;",
        "PRAGMA auto_vacuum = FULL;", "PRAGMA encoding = 'UTF-16le';", "PRAGMA default_cache_size = 2000000000;",
        "PRAGMA journal_mode = WAL;"};
    static constexpr std::array more{"", "", "", "CREATE TABLE more(x);", "CREATE INDEX i ON records(hex(payload));",
        "CREATE VIEW more AS SELECT 1;", "CREATE VIEW messages AS SELECT 1;",
        "CREATE TRIGGER t AFTER INSERT ON records BEGIN DELETE FROM records; END;", "ANALYZE;",
        "CREATE VIRTUAL TABLE more USING fts5(x);", "PRAGMA application_id = 5;", "PRAGMA user_version = 2;",
        "INSERT INTO connections VALUES(1, zeroblob(90000), 9223372036854775807, -1, 'x');",
        "INSERT OR IGNORE INTO frames SELECT id, flags, size, wire_size, received_ns, payload FROM records LIMIT 50;"};
    static constexpr std::array instead{"", "", "", "", "", "",
        "CREATE VIEW records(id, received_ns, flags, size, wire_size, payload) AS WITH RECURSIVE n(i) AS (SELECT 1 "
        "UNION ALL SELECT i FROM n) SELECT i, 1, 1, 1, 1, 'x' FROM n;",
        "CREATE VIRTUAL TABLE records USING fts5(received_ns, flags, size, wire_size, payload);"};
    tests::Forged forged;
    forged.before = choices.oneOf(before);
    forged.records = recordsTable(choices);
    if (const QByteArray other = choices.oneOf(instead); !other.isEmpty())
        forged.records = other;
    for (int rows = choices.octet() % 8; rows > 0; --rows)
        forged.more += recordRow(choices);
    forged.more += choices.oneOf(more);
    forged.more += choices.oneOf(more);
    return forged;
}

void keepFile(const QString &path, QByteArrayView bytes)
{
    QFile file(path);
    fuzz::require(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(bytes.data(), bytes.size());
}

//! A small capture of ours, as the bytes of its file: two connections, and each form of a row.
QByteArray soundCapture(const QString &path)
{
    tests::Forged forged;
    forged.before = "PRAGMA page_size = 512;";
    for (int i = 1; i <= 40; ++i) {
        const qint64 id = base::rowId({static_cast<quint16>(1 + i / 30)}, static_cast<base::Seq>(i));
        forged.more += "INSERT INTO records VALUES(" + QByteArray::number(id) + ", 1700000000000000000, "
            + QByteArray::number(i % 9 == 0 ? 0x201 : 1) + ", 60, 62, "
            + (i % 13 == 0 ? "zeroblob(3000)" : "zeroblob(60)") + ");";
    }
    forged.more += "INSERT INTO frames SELECT id, 2, 30, 4, 1, x'c13c' FROM records WHERE flags = 513;"
                   "INSERT INTO connections VALUES(1, 'ws://host/feed', 1700000000000000000, 0, 0);";
    fuzz::require(forged.write(path));
    QFile file(path);
    fuzz::require(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

//! Reads a connection in every way there is; each must end, in order, and say nothing that is out of bounds.
class CaptureExamination
{
public:
    CaptureExamination(capture::CaptureReader &reader, capture::PayloadReader &payloads, qint64 fileBytes)
        : m_reader(reader)
        , m_payloads(payloads)
        , m_fileBytes(fileBytes)
    {
    }

    void run(base::ConnectionId id)
    {
        if (const auto page = m_reader.page(id, 0, 200)) {
            base::Seq before = 0;
            for (const capture::CapturedRow &row : *page) {
                fuzz::require(&row == &page->first() || row.seq > before);
                before = row.seq;
                checkRow(row);
                checkPayload(base::rowId(id, row.seq));
            }
        }
        (void)m_reader.scan(id, 0, ~base::Seq(0), false, [](QByteArrayView bytes) { return bytes.size() == 77; });
        (void)m_reader.scan(id, 0, ~base::Seq(0), true, [](QByteArrayView bytes) { return bytes.size() == 77; });
        for (const auto wanted :
            {capture::PayloadReader::Wanted::Payloads, capture::PayloadReader::Wanted::KindsOnly}) {
            std::optional<base::Seq> last;
            (void)m_payloads.read(id, 0, ~base::Seq(0), wanted, [&](const capture::PassingRow &row) {
                fuzz::require(!last || row.seq > *last);
                last = row.seq;
                fuzz::require(row.wallNs >= 0 && row.wallNs <= capture::latestNs);
                return true;
            });
        }
    }

private:
    static void checkRow(const capture::CapturedRow &row)
    {
        fuzz::require(row.preview.size() <= capture::CaptureReader::previewBytes && row.preview.size() <= row.size);
        fuzz::require(row.size >= 0 && row.wireSize >= 0);
        fuzz::require(row.wallNs >= 0 && row.wallNs <= capture::latestNs);
    }
    void checkPayload(qint64 id)
    {
        if (const auto payload = m_reader.payload(id))
            fuzz::require(payload->size() <= m_fileBytes && payload->capacity() >= payload->size() + 64);
        if (const auto facts = m_reader.facts(id))
            fuzz::require(facts->firstByteWallNs >= 0 && facts->wire.compressedSize >= -1);
    }

    capture::CaptureReader &m_reader;
    capture::PayloadReader &m_payloads;
    const qint64 m_fileBytes;
};

void examine(const QString &path)
{
    auto reader = capture::CaptureReader::open(path);
    auto payloads = capture::PayloadReader::open(path);
    if (!reader || !payloads)
        return;
    CaptureExamination examination(*reader, *payloads, QFile(path).size());
    const auto connections = reader->connections();
    fuzz::require(connections.size() <= capture::CaptureReader::mostConnections);
    std::optional<base::ConnectionId> last;
    for (const capture::CapturedConnection &each : connections) {
        fuzz::require(!last || each.id > *last);
        fuzz::require(each.firstSeq > 0 && each.lastSeq >= each.firstSeq);
        last = each.id;
        examination.run(each.id);
    }
    examination.run({1});
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0 || size > 100'000)
        return 0;
    static const QTemporaryDir folder;
    static const QString path = folder.filePath(QStringLiteral("capture.sqlite"));
    static const QByteArray sound = soundCapture(path);
    for (const char *suffix : {"-wal", "-shm", "-journal"})
        QFile::remove(path + QLatin1String(suffix)); // Of the file before.
    CaptureChoices choices(fuzz::view(data + 1, size - 1));
    switch (data[0]) {
    case 0: {
        QByteArray damaged = sound;
        while (!choices.isOver()) {
            const int place = choices.octet() << 8 | choices.octet();
            damaged[place % damaged.size()] = static_cast<char>(choices.octet());
        }
        keepFile(path, damaged);
        break;
    }
    case 1: keepFile(path, fuzz::view(data + 1, size - 1)); break;
    default:
        if (!forgedBy(choices).write(path))
            return 0; // SQLite does not make such a file.
        break;
    }
    examine(path);
    return 0;
}
