// SPDX-License-Identifier: GPL-3.0-or-later
// Audit A5: a capture is a foreign file. What it may hold, and what of it is never believed.
#include "core/capture/blob.h"
#include "core/capture/foreignrow.h"
#include "core/capture/payloadreader.h"
#include "forged.h"
#include "sample.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <limits>
#include <sqlite3.h>
#include <sys/stat.h>

using capture::CaptureError;
using capture::CaptureReader;
using capture::PayloadReader;
using tests::Forged;

namespace {

constexpr qint64 smallest = std::numeric_limits<qint64>::min();
constexpr qint64 largest = std::numeric_limits<qint64>::max();

QByteArray row(qint64 id, const QByteArray &payload, const QByteArray &size = "0")
{
    return "INSERT INTO records VALUES(" + QByteArray::number(id) + ", 1700000000000000000, 1, " + size + ", 5, "
        + payload + ");";
}

} // namespace

class TestForeignCapture : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_dir;
    QString m_path;

    //! Reads all that can be read of it.
    static QList<base::Seq> readAll(PayloadReader &reader, base::ConnectionId id, PayloadReader::Wanted wanted)
    {
        QList<base::Seq> seen;
        (void)reader.read(id, 0, ~base::Seq(0), wanted, [&](const capture::PassingRow &each) {
            seen.append(each.seq);
            return true;
        });
        return seen;
    }

private slots:
    void init()
    {
        m_path = m_dir.filePath(QStringLiteral("forged.sqlite"));
        for (const char *suffix : {"", "-wal", "-shm", "-journal"}) {
            QFile::remove(m_path + QLatin1String(suffix));
            QDir().rmdir(m_path + QLatin1String(suffix));
        }
    }

    void a5SchemaOfAnotherFile_data()
    {
        QTest::addColumn<Forged>("forged");
        const auto records = [](const char *definition) { return Forged{.records = definition}; };
        const QByteArray rest = "received_ns INTEGER, flags INTEGER, size INTEGER, wire_size INTEGER, payload BLOB";
        const auto withId = [&](const QByteArray &id) {
            return Forged{.records = "CREATE TABLE records(" + id + ", " + rest + ");"};
        };
        const auto withPayload = [&](const QByteArray &payload) {
            return Forged{.records = "CREATE TABLE records(id INTEGER PRIMARY KEY, received_ns INTEGER, flags INTEGER, "
                                     "size INTEGER, wire_size INTEGER, "
                    + payload + ");"};
        };
        const auto with = [](const char *more) { return Forged{.more = more}; };

        QTest::newRow("id is text") << withId("id TEXT PRIMARY KEY");
        QTest::newRow("id is a blob") << withId("id BLOB");
        QTest::newRow("id without a type") << withId("id PRIMARY KEY");
        QTest::newRow("id is an INT, no row number") << withId("id INT PRIMARY KEY");
        QTest::newRow("id is no key") << withId("id INTEGER");
        QTest::newRow("id descends, no row number") << withId("id INTEGER PRIMARY KEY DESC");
        QTest::newRow("id counts by itself") << withId("id INTEGER PRIMARY KEY AUTOINCREMENT");
        QTest::newRow("a key of two columns")
            << Forged{.records = "CREATE TABLE records(id INTEGER, " + rest + ", PRIMARY KEY(id, flags));"};
        QTest::newRow("rows without a number")
            << Forged{.records = "CREATE TABLE records(id INTEGER PRIMARY KEY, " + rest + ") WITHOUT ROWID;"};
        QTest::newRow("frames without a number")
            << Forged{.frames = "CREATE TABLE frames(id INTEGER PRIMARY KEY, fragments INTEGER, compressed_size "
                                "INTEGER, mask INTEGER, first_byte_ns INTEGER, header BLOB) WITHOUT ROWID;"};
        QTest::newRow("generated payload")
            << withPayload("payload BLOB GENERATED ALWAYS AS (hex(zeroblob(20000000)) || hex(zeroblob(20000000)))");
        QTest::newRow("stored generated payload") << withPayload("payload BLOB AS (zeroblob(20)) STORED");
        QTest::newRow("generated size") << Forged{.records
            = "CREATE TABLE records(id INTEGER PRIMARY KEY, received_ns INTEGER, flags INTEGER, "
              "size INTEGER AS (length(hex(zeroblob(20000000)))), wire_size INTEGER, payload BLOB);"};
        QTest::newRow("generated header")
            << Forged{.frames = "CREATE TABLE frames(id INTEGER PRIMARY KEY, fragments INTEGER, compressed_size "
                                "INTEGER, mask INTEGER, first_byte_ns INTEGER, header BLOB AS (zeroblob(2)));"};
        QTest::newRow("generated url") << Forged{.connections
            = "CREATE TABLE connections(connection INTEGER PRIMARY KEY, url TEXT AS (hex(9)), "
              "opened_ns INTEGER, evicted_before INTEGER, not_captured INTEGER);"};
        QTest::newRow("payload is text") << withPayload("payload TEXT");
        QTest::newRow("a column more") << withPayload("payload BLOB, more BLOB");
        QTest::newRow("a generated column more") << withPayload("payload BLOB, more BLOB AS (hex(zeroblob(9)))");
        QTest::newRow("a column fewer") << records(
            "CREATE TABLE records(id INTEGER PRIMARY KEY, received_ns INTEGER, flags INTEGER, "
            "size INTEGER, payload BLOB);");
        QTest::newRow("other names") << records(
            "CREATE TABLE records(id INTEGER PRIMARY KEY, received_ns INTEGER, flags INTEGER, "
            "size INTEGER, wiresize INTEGER, payload BLOB);");
        QTest::newRow("another order") << records(
            "CREATE TABLE records(id INTEGER PRIMARY KEY, flags INTEGER, received_ns INTEGER, "
            "size INTEGER, wire_size INTEGER, payload BLOB);");
        QTest::newRow("an endless view") << records(
            "CREATE VIEW records(id, received_ns, flags, size, wire_size, payload) AS WITH RECURSIVE "
            "n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i, 1, 1, 1, 1, 'x' FROM n;");
        QTest::newRow("connections is a view")
            << Forged{.connections = "CREATE VIEW connections(connection, url, opened_ns, evicted_before, "
                                     "not_captured) AS SELECT 1, 'ws://h/', 1, 0, 0;"};
        QTest::newRow("a virtual table") << records(
            "CREATE VIRTUAL TABLE records USING fts5(received_ns, flags, size, wire_size, payload);");
        QTest::newRow("a virtual table beside") << with("CREATE VIRTUAL TABLE more USING fts5(x);");
        QTest::newRow("a table more") << with("CREATE TABLE more(x);");
        QTest::newRow("a view more") << with("CREATE VIEW more AS SELECT 1;");
        QTest::newRow("our view, another sense") << with("CREATE VIEW messages AS SELECT hex(zeroblob(9)) AS seq;");
        QTest::newRow("a trigger") << with("CREATE TRIGGER t AFTER INSERT ON records BEGIN SELECT 1; END;");
        QTest::newRow("an index") << with("CREATE INDEX i ON records(received_ns);");
        QTest::newRow("an index on an expression") << with("CREATE INDEX i ON records(length(hex(payload)));");
        QTest::newRow("an index for some rows") << with("CREATE INDEX i ON records(id) WHERE hex(payload) <> '';");
        QTest::newRow("statistics") << with("INSERT INTO records VALUES(1,1,1,1,1,'');ANALYZE;");
        QTest::newRow("no records") << Forged{.records = ""};
        QTest::newRow("no meta") << Forged{.meta = ""};
        QTest::newRow("UTF-16") << Forged{.before = "PRAGMA encoding = 'UTF-16le';"};
        QTest::newRow("UTF-16, the other end first") << Forged{.before = "PRAGMA encoding = 'UTF-16be';"};
    }
    void a5SchemaOfAnotherFile()
    {
        QFETCH(Forged, forged);
        if (!forged.write(m_path))
            QSKIP("this SQLite does not make such a file");
        const auto reader = CaptureReader::open(m_path);
        QVERIFY(!reader);
        QCOMPARE(reader.error().reason, CaptureError::Reason::ForeignSchema);
        QVERIFY(!PayloadReader::open(m_path));
        QVERIFY(!capture::CaptureFile::recover(m_path));
    }

    // What differs and matters to nobody who only reads.
    void a5SchemaLikeOurs_data()
    {
        QTest::addColumn<Forged>("forged");
        QTest::newRow("as it is") << Forged{};
        QTest::newRow("large pages") << Forged{.before = "PRAGMA page_size = 65536;"};
        QTest::newRow("small pages") << Forged{.before = "PRAGMA page_size = 512;"};
        QTest::newRow("shrinks by itself") << Forged{.before = "PRAGMA auto_vacuum = FULL;"};
        QTest::newRow("other space and letters")
            << Forged{.records = "create table records (\n id integer primary key, received_ns integer,flags integer,"
                                 " size integer, wire_size integer, payload blob );"};
        QTest::newRow("a constraint that only writers mind") << Forged{.records
            = "CREATE TABLE records(id INTEGER PRIMARY KEY, received_ns INTEGER, flags INTEGER, "
              "size INTEGER, wire_size INTEGER, payload BLOB CHECK(length(hex(payload)) < 900000));"};
        QTest::newRow("strict") << Forged{.records
            = "CREATE TABLE records(id INTEGER PRIMARY KEY, received_ns INTEGER, flags INTEGER, "
              "size INTEGER, wire_size INTEGER, payload BLOB) STRICT;"};
        QTest::newRow("an order of letters nobody asks for")
            << Forged{.connections = "CREATE TABLE connections(connection INTEGER PRIMARY KEY, url TEXT COLLATE "
                                     "NOCASE, opened_ns INTEGER, evicted_before INTEGER, not_captured INTEGER);"};
        QTest::newRow("a header that wants much memory") << Forged{.before = "PRAGMA default_cache_size = 2000000000;"};
    }
    void a5SchemaLikeOurs()
    {
        QFETCH(Forged, forged);
        forged.more = row(base::rowId({1}, 1), "x'313233'") + row(base::rowId({1}, 2), "zeroblob(200000)");
        QVERIFY(forged.write(m_path));
        auto reader = CaptureReader::open(m_path);
        QVERIFY(reader);
        QCOMPARE(reader->page({1}, 1, 9)->size(), 2);
        QCOMPARE(*reader->payload(base::rowId({1}, 1)), "123");
        QCOMPARE(reader->payload(base::rowId({1}, 2))->size(), 200'000);
    }

    void a5NoRows()
    {
        QVERIFY(Forged{}.write(m_path));
        auto reader = CaptureReader::open(m_path);
        QVERIFY(reader);
        QVERIFY(reader->connections().isEmpty());
        QVERIFY(reader->page({1}, 1, 10)->isEmpty());
    }

    // A catalogue of very many definitions is not read to its end.
    void a5CatalogueWithoutEnd()
    {
        QVERIFY((Forged{.more = "PRAGMA writable_schema = ON;"
                                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 30000) "
                                "INSERT INTO sqlite_schema SELECT 'table', 't' || i, 't' || i, 2, "
                                "'CREATE TABLE t' || i || '(x)' FROM n;"}
                     .write(m_path)));
        const auto reader = CaptureReader::open(m_path);
        QVERIFY(!reader);
        QCOMPARE(reader.error().reason, CaptureError::Reason::System);
        QVERIFY2(reader.error().detail.contains(QStringLiteral("interrupted")), qPrintable(reader.error().detail));
    }
    void a5DefinitionOfAMegabyte()
    {
        QVERIFY((Forged{.more = "CREATE TABLE more(x /*" + QByteArray(1 << 20, '*') + "*/);"}.write(m_path)));
        QVERIFY(!CaptureReader::open(m_path));
    }

    void a5SideFiles_data()
    {
        QTest::addColumn<QString>("suffix");
        for (const char *suffix : {"-wal", "-shm", "-journal"})
            QTest::newRow(suffix) << QString::fromLatin1(suffix);
    }
    void a5SideFiles()
    {
        QFETCH(QString, suffix);
        QVERIFY(Forged{}.write(m_path));
        QCOMPARE(::mkfifo(QFile::encodeName(m_path + suffix).constData(), 0600), 0);
        auto reader = CaptureReader::open(m_path);
        QVERIFY(!reader);
        QCOMPARE(reader.error().reason, CaptureError::Reason::NotRegular);
        QVERIFY(QFile::remove(m_path + suffix));
        QVERIFY(QFile::link(QStringLiteral("/dev/zero"), m_path + suffix));
        QVERIFY(!CaptureReader::open(m_path));
        QVERIFY(QFile::remove(m_path + suffix) && QDir().mkdir(m_path + suffix));
        QVERIFY(!CaptureReader::open(m_path));
    }

    void a5NumbersOfEveryKind()
    {
        const auto id = [](quint16 connection, base::Seq seq) { return base::rowId({connection}, seq); };
        constexpr base::Seq last = 0xFFFF'FFFF'FFFF;
        QVERIFY((Forged{.more = row(smallest, "x'00'") + row(id(0x8001, 7), "x'01'") + row(-1, "x'02'")
                + row(0, "x'03'") + row(id(0, 3), "x'04'") + row(id(2, 0), "x'05'") + row(id(2, last), "x'06'")
                + row(id(9, 0), "x'07'") + row(largest, "x'08'")}
                     .write(m_path)));
        auto reader = CaptureReader::open(m_path);
        QVERIFY(reader);
        const QList<capture::CapturedConnection> expected{
            {.id = {0}, .url = {}, .firstSeq = 3, .lastSeq = 3},
            {.id = {2}, .url = {}, .firstSeq = last, .lastSeq = last},
            {.id = {0x7FFF}, .url = {}, .firstSeq = last, .lastSeq = last},
            {.id = {0x8001}, .url = {}, .firstSeq = 7, .lastSeq = 7},
            {.id = {0xFFFF}, .url = {}, .firstSeq = last, .lastSeq = last},
        };
        QCOMPARE(reader->connections(), expected);
        auto payloads = PayloadReader::open(m_path);
        QVERIFY(payloads);
        for (const auto &each : expected) {
            QCOMPARE(reader->page(each.id, 1, 10)->last().seq, each.lastSeq);
            QCOMPARE(readAll(*payloads, each.id, PayloadReader::Wanted::Payloads).last(), each.lastSeq);
            QCOMPARE(readAll(*payloads, each.id, PayloadReader::Wanted::KindsOnly).last(), each.lastSeq);
            const auto any = [](QByteArrayView) { return false; };
            QVERIFY(reader->scan(each.id, 0, last, false, any)->isOver);
            QVERIFY(reader->scan(each.id, 0, last, true, any)->isOver);
        }
    }

    void a5ConnectionsWithoutNumber()
    {
        QVERIFY((Forged{.more = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 6000) "
                                "INSERT INTO records SELECT (i << 48) | 1, 1, 1, 1, 1, x'00' FROM n;"
                                "INSERT INTO connections(connection, url) VALUES(1, printf('%.*c', 200000, 'u'));"
                                "INSERT INTO connections(connection, url) VALUES(2, NULL), (3, 17), (4, x'ff00');"}
                     .write(m_path)));
        auto reader = CaptureReader::open(m_path);
        QVERIFY(reader);
        const auto found = reader->connections();
        QCOMPARE(found.size(), CaptureReader::mostConnections);
        QCOMPARE(found[0].url.size(), CaptureReader::mostUrlBytes);
        QVERIFY(found[1].url.isEmpty() && found[2].url == QLatin1String("17") && found[3].url.size() == 2);
    }

    void a5NothingInEveryColumn()
    {
        QVERIFY((Forged{.more = "INSERT INTO records(id) VALUES(281474976710657);"
                                "INSERT INTO frames(id) VALUES(281474976710657);"
                                "INSERT INTO connections(connection) VALUES(1);"}
                     .write(m_path)));
        auto reader = CaptureReader::open(m_path);
        QVERIFY(reader);
        const auto page = reader->page({1}, 1, 10);
        QVERIFY(page && page->size() == 1);
        const capture::CapturedRow expected{.seq = 1, .kind = capture::Kind::Problem, .preview = {}};
        QCOMPARE(page->first(), expected);
        QVERIFY(!reader->payload(base::rowId({1}, 1)));
        const auto facts = reader->facts(base::rowId({1}, 1));
        QVERIFY(facts && facts->wire.headerSize == 0 && !facts->wire.masked);
        QCOMPARE(reader->connections().size(), 1);
        auto payloads = PayloadReader::open(m_path);
        QVERIFY(payloads && readAll(*payloads, {1}, PayloadReader::Wanted::Payloads).size() == 1);
    }

    // A row is what its bytes are, whatever it says of itself.
    void a5SizesThatLie()
    {
        const auto id = [](base::Seq seq) { return base::rowId({1}, seq); };
        QVERIFY((Forged{.more = row(id(1), "zeroblob(3000000)", "0") + row(id(2), "x'414243'", "900000000000000")
                + row(id(3), "'a text'", "-5") + row(id(4), "printf('%.*c', 100000, 't')", "'none'")
                + row(id(5), "17", "NULL") + row(id(6), "2.5", "x'00'")
                + "UPDATE records SET wire_size = -9223372036854775808 WHERE id = 281474976710657;"}
                     .write(m_path)));
        auto reader = CaptureReader::open(m_path);
        QVERIFY(reader);
        const auto page = reader->page({1}, 1, 10);
        QVERIFY(page && page->size() == 6);
        const QList<qint64> sizes{3'000'000, 3, 6, 100'000, 2, 3};
        auto payloads = PayloadReader::open(m_path);
        QVERIFY(payloads);
        QList<qint64> walked;
        QVERIFY(payloads->read({1}, 1, 100, PayloadReader::Wanted::Payloads, [&](const capture::PassingRow &each) {
            walked.append(each.payload.size());
            return true;
        }));
        QCOMPARE(walked, sizes);
        for (qsizetype i = 0; i < sizes.size(); ++i) {
            QCOMPARE(page->at(i).size, sizes[i]);
            QCOMPARE(page->at(i).preview.size(), std::min<qint64>(sizes[i], CaptureReader::previewBytes));
            if (i < 4)
                QCOMPARE(reader->payload(id(static_cast<base::Seq>(i) + 1))->size(), sizes[i]);
        }
        QCOMPARE(page->first().wireSize, 0);
        const auto scan = reader->scan({1}, 1, 9, true, [](QByteArrayView bytes) { return bytes.endsWith("ttt"); });
        QCOMPARE(scan->found, base::Seq(4));
    }

    void b13TimesBeyondAllBounds()
    {
        QVERIFY((Forged{.more = row(base::rowId({1}, 1), "x'00'") + row(base::rowId({1}, 2), "x'00'")
                + "UPDATE records SET received_ns = -9223372036854775808 WHERE id & 3 = 1;"
                  "UPDATE records SET received_ns = 9223372036854775807 WHERE id & 3 = 2;"
                  "INSERT INTO connections VALUES(1, 'ws://h/', 9223372036854775807, 0, 0);"
                  "INSERT INTO frames SELECT id, -1, -7, -1, 9223372036854775807, zeroblob(90000) "
                  "FROM records;"}
                     .write(m_path)));
        auto reader = CaptureReader::open(m_path);
        QVERIFY(reader);
        const auto page = reader->page({1}, 1, 10);
        QCOMPARE(page->first().wallNs, 0);
        QCOMPARE(page->last().wallNs, capture::latestNs);
        QCOMPARE(reader->connections().first().openedNs, capture::latestNs);
        const auto facts = reader->facts(base::rowId({1}, 1));
        QVERIFY(facts);
        QCOMPARE(facts->firstByteWallNs, capture::latestNs);
        QVERIFY(facts->wire.compressedSize >= -1);
        QCOMPARE(facts->wire.headerSize, 0);
    }

    // SQLite itself is stopped, whatever it is at.
    void a5CancelEndsAStatement()
    {
        QVERIFY(Forged{}.write(m_path));
        capture::Database database(m_path, capture::Database::Access::ReadOnly);
        database.distrust();
        const auto cancelled = std::make_shared<std::atomic<bool>>(true);
        database.stopWhen(cancelled);
        constexpr const char *endless
            = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT max(i) FROM n";
        QCOMPARE(database.execute(endless), SQLITE_INTERRUPT);
        *cancelled = false;
        database.allowSteps(100'000);
        QCOMPARE(database.execute(endless), SQLITE_INTERRUPT);
    }
    void a5CancelEndsAReader()
    {
        QByteArray rows;
        for (base::Seq seq = 1; seq <= 50; ++seq)
            rows += row(base::rowId({1}, seq), "zeroblob(100000)");
        QVERIFY((Forged{.more = rows}.write(m_path)));
        const auto cancelled = std::make_shared<std::atomic<bool>>(false);
        auto reader = CaptureReader::open(m_path, cancelled);
        auto payloads = PayloadReader::open(m_path, cancelled);
        QVERIFY(reader && payloads);
        int seen = 0;
        QVERIFY(!payloads->read({1}, 1, 50, PayloadReader::Wanted::Payloads, [&](const capture::PassingRow &) {
            *cancelled = ++seen == 3;
            return true;
        }));
        QCOMPARE(seen, 3);
        QVERIFY(!reader->page({1}, 1, 50));
        QVERIFY(!reader->scan({1}, 1, 50, false, [](QByteArrayView) { return false; }));
        QVERIFY(!reader->payload(base::rowId({1}, 1)));
        QVERIFY(reader->connections().isEmpty());
        reader->stopWhen({});
        QCOMPARE(reader->page({1}, 1, 50)->size(), 50);
        QCOMPARE(reader->payload(base::rowId({1}, 1))->size(), 100'000);
    }

    void a5ALongPayloadIsWhole()
    {
        QVERIFY((Forged{.more = "INSERT INTO records VALUES(1, 1, 1, 1, 1, CAST(printf('%.*c', 30000000, 'q') || 'end' "
                                "AS BLOB));"}
                     .write(m_path)));
        auto reader = CaptureReader::open(m_path);
        QVERIFY(reader);
        const auto payload = reader->payload(1);
        QVERIFY(payload && payload->size() == 30'000'003 && payload->endsWith("qqend"));
        QVERIFY(payload->capacity() >= payload->size() + 64);
    }

    void a5OrderOfRows()
    {
        capture::RowOrder up(5, 9);
        QVERIFY(up.rises(5) && up.rises(7));
        QVERIFY(!up.rises(7) && !up.rises(4) && !up.rises(10));
        QVERIFY(up.rises(9) && up.isOver() && !up.rises(9));
        capture::RowOrder down(smallest, largest);
        QVERIFY(down.falls(largest) && down.falls(0) && !down.falls(1));
        QVERIFY(down.falls(smallest) && down.isOver() && !down.falls(smallest));
        capture::RowOrder all(smallest, largest);
        QVERIFY(all.rises(largest) && all.isOver());
        QVERIFY(capture::RowOrder(3, 2).isOver());
    }
};

QTEST_GUILESS_MAIN(TestForeignCapture)
#include "tst_foreigncapture.moc"
