// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outbox/store.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <unistd.h>

using outbox::Change;
using outbox::Entry;
using outbox::Refusal;
using outbox::State;
using outbox::Store;

namespace {

Change put(quint64 id, const QByteArray &payload, State state = State::Queued)
{
    return {.kind = Change::Kind::Put,
        .entry = std::make_shared<const Entry>(Entry{.id = id, .payload = payload, .enqueuedNs = 5, .state = state})};
}

QByteArrayList payloads(Store &store, const QString &outbox = QStringLiteral("a"))
{
    QByteArrayList list;
    const auto entries = store.load(outbox);
    if (!entries)
        return {"error: " + entries.error().detail.toUtf8()};
    for (const Entry &entry : *entries)
        list << entry.payload;
    return list;
}

//! What a child of this test does: writes, says so, and never ends by itself.
int writeAndWait(const QString &path)
{
    Store store(path);
    if (!store.apply({{.outbox = QStringLiteral("a"), .changes = {put(1, "one"), put(2, "two", State::Writing)}}}))
        return 1;
    std::puts("committed");
    std::fflush(stdout);
    ::pause();
    return 0;
}

} // namespace

class TestStore : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString path() const { return m_folder->filePath("deeper/outbox.sqlite"); }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void noFileBeforeThereIsSomething()
    {
        Store store(path());
        QCOMPARE(payloads(store), QByteArrayList());
        QVERIFY(!QFile::exists(path()));
        QVERIFY(store.apply({{.outbox = "a", .changes = {put(1, "x")}}}));
        QCOMPARE(QFile(path()).permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup),
            QFile::Permissions());
        QCOMPARE(QFileInfo(QFileInfo(path()).path()).permissions() & (QFile::ReadGroup | QFile::ReadOther),
            QFile::Permissions());
    }

    void everythingComesBack()
    {
        Entry entry{.id = 7,
            .opcode = ws::Opcode::Binary,
            .payload = QByteArray("\0\xff", 2),
            .enqueuedNs = 123,
            .releasedNs = 456,
            .state = State::Refused,
            .refusal = Refusal::TooOld,
            .messageId = "\"id\"",
            .attempts = 3};
        {
            Store store(path());
            QVERIFY(store.apply({{.outbox = "a",
                .changes = {{.kind = Change::Kind::Put, .entry = std::make_shared<const Entry>(entry)}}}}));
        }
        Store store(path());
        auto entries = store.load("a");
        QVERIFY(entries.hasValue());
        QCOMPARE(entries->size(), std::size_t(1));
        QCOMPARE(entries->front(), entry);
        entry.state = State::Queued;
        entry.attempts = 4;
        QVERIFY(store.apply({{.outbox = "a",
            .changes
            = {{.kind = Change::Kind::Put, .entry = std::make_shared<const Entry>(entry), .stateOnly = true}}}}));
        entries = store.load("a");
        QCOMPARE(entries->front().payload, entry.payload);
        QCOMPARE(entries->front().state, State::Queued);
        QCOMPARE(entries->front().attempts, 4);
        QVERIFY(store.apply({{.outbox = "a",
            .changes = {{.kind = Change::Kind::Remove, .entry = std::make_shared<const Entry>(entry)}}}}));
        QCOMPARE(payloads(store), QByteArrayList());
    }

    void eachConnectionHasItsOwn()
    {
        Store store(path());
        QVERIFY(store.apply({{.outbox = "a", .changes = {put(2, "second"), put(1, "first")}},
            {.outbox = "b", .changes = {put(1, "other")}}}));
        QCOMPARE(payloads(store, "a"), (QByteArrayList{"first", "second"}));
        QCOMPARE(payloads(store, "b"), QByteArrayList{"other"});
        QCOMPARE(payloads(store, "c"), QByteArrayList());
    }

    void killedBehindTheCommit() // A real kill -9.
    {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {"tst_store", "--write-and-wait", path()});
        QTRY_VERIFY_WITH_TIMEOUT(child.canReadLine() || child.state() == QProcess::NotRunning, 20'000);
        QCOMPARE(child.readLine().trimmed(), QByteArray("committed"));
        ::kill(static_cast<pid_t>(child.processId()), SIGKILL);
        QVERIFY(child.waitForFinished());
        Store store(path());
        const auto entries = store.load("a");
        QVERIFY2(entries.hasValue() && !store.isReadOnly(), "D01 the lock of the dead stays");
        QCOMPARE(entries->size(), std::size_t(2));
        QCOMPARE(entries->at(0).payload, QByteArray("one")); // D01: present, once.
        QCOMPARE(entries->at(0).state, State::Queued);
        QCOMPARE(entries->at(1).state, State::Writing); // D02: what it means is the model's.
    }

    void aSecondInstanceOnlyReads() // D11
    {
        auto first = std::make_unique<Store>(path());
        QVERIFY(first->apply({{.outbox = "a", .changes = {put(1, "mine")}}}));
        Store second(path());
        QCOMPARE(payloads(second), QByteArrayList{"mine"});
        QVERIFY(second.isReadOnly());
        const auto refused = second.apply({{.outbox = "a", .changes = {put(2, "no")}}});
        QVERIFY(!refused);
        QCOMPARE(refused.error().why, Refusal::OtherInstance);
        QVERIFY(first->apply({{.outbox = "a", .changes = {put(2, "mine too")}}}));
        QCOMPARE(payloads(second), (QByteArrayList{"mine", "mine too"}));
        first.reset();
        QVERIFY(second.apply({{.outbox = "a", .changes = {put(3, "now")}}})); // The first has gone.
        QVERIFY(!second.isReadOnly());
    }

    void theDiskSaysNo() // D10: refused with a text, and nothing half written.
    {
        int number = ENOSPC;
        Store store(path(), {.space = {}, .beforeCommit = [&] { return number; }});
        const auto refused = store.apply({{.outbox = "a", .changes = {put(1, "one"), put(2, "two")}}});
        QVERIFY(!refused);
        QCOMPARE(refused.error().why, Refusal::DiskFailed);
        QCOMPARE(refused.error().detail, QString::fromLocal8Bit(std::strerror(ENOSPC)));
        QCOMPARE(payloads(store), QByteArrayList());
        number = 0;
        QVERIFY(store.apply({{.outbox = "a", .changes = {put(1, "one")}}})); // It goes on when there is room.
        QCOMPARE(payloads(store), QByteArrayList{"one"});
    }

    void noPlaceForAFile() // D10: a file stands where the folder should be, so that root is refused too.
    {
        QFile file(m_folder->filePath("deeper"));
        QVERIFY(file.open(QFile::WriteOnly));
        Store store(path());
        const auto refused = store.apply({{.outbox = "a", .changes = {put(1, "one")}}});
        QVERIFY(!refused);
        QVERIFY(!refused.error().detail.isEmpty());
    }

    void someoneElsesFile() // Put aside, not overwritten.
    {
        QVERIFY(QDir().mkpath(QFileInfo(path()).path()));
        QFile file(path());
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(QByteArray(10'000, 'x'));
        file.close();
        Store store(path());
        QVERIFY(store.apply({{.outbox = "a", .changes = {put(1, "one")}}}));
        QCOMPARE(payloads(store), QByteArrayList{"one"});
        QVERIFY(QFileInfo(store.putAside()).size() == 10'000);
    }

    // A table that only bears our name, as somebody else may put it there: never read, put aside.
    void a5OutboxOfAnotherSchema_data()
    {
        QTest::addColumn<QByteArray>("definition");
        QTest::newRow("a view without end")
            << QByteArray("CREATE VIEW entries(row, outbox, id, state, refusal, attempts, enqueued_ns, released_ns, "
                          "opcode, message_id, payload) AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) "
                          "SELECT i, 'a', i, 1, 1, 1, 1, 1, 1, '', '' FROM n;");
        QTest::newRow("a generated payload")
            << QByteArray("CREATE TABLE entries(row INTEGER PRIMARY KEY, outbox TEXT, id INTEGER, state INTEGER, "
                          "refusal INTEGER, attempts INTEGER, enqueued_ns INTEGER, released_ns INTEGER, "
                          "opcode INTEGER, message_id BLOB, payload AS (hex(zeroblob(20000000))), "
                          "UNIQUE(outbox, id)); INSERT INTO entries VALUES(1, 'a', 1, 1, 1, 1, 1, 1, 1, '');");
        QTest::newRow("a trigger") << QByteArray(
            "CREATE TRIGGER t AFTER INSERT ON entries BEGIN DELETE FROM entries; END;");
    }
    void a5OutboxOfAnotherSchema()
    {
        QFETCH(QByteArray, definition);
        {
            Store store(path());
            QVERIFY(store.apply({{.outbox = "a", .changes = {put(1, "x")}}}));
        }
        {
            capture::Database database(path(), capture::Database::Access::ReadWrite);
            if (!definition.startsWith("CREATE TRIGGER"))
                QCOMPARE(database.execute("DROP TABLE entries"), 0);
            QCOMPARE(database.execute(definition.constData()), 0);
        }
        Store store(path());
        QCOMPARE(payloads(store), QByteArrayList());
        QVERIFY(QFile::exists(store.putAside()));
        QVERIFY(store.apply({{.outbox = "a", .changes = {put(2, "y")}}}));
        QCOMPARE(payloads(store), QByteArrayList{"y"});
    }

    void aTornLogKeepsItsPrefix() // D10: at every 389th byte of the log.
    {
        QByteArray database, log;
        {
            Store store(path());
            QVERIFY(store.apply({{.outbox = "a", .changes = {put(1, QByteArray(300, 'a'))}}}));
            QVERIFY(store.apply({{.outbox = "a", .changes = {put(2, QByteArray(300, 'b'))}}}));
            QVERIFY(store.apply({{.outbox = "a", .changes = {put(3, QByteArray(300, 'c'))}}}));
            QFile main(path()), wal(path() + "-wal");
            QVERIFY(main.open(QFile::ReadOnly) && wal.open(QFile::ReadOnly));
            database = main.readAll();
            log = wal.readAll();
        }
        QVERIFY(log.size() > 8'000);
        qsizetype before = 0;
        for (qsizetype size = 0; size <= log.size(); size += 389) {
            QTemporaryDir folder;
            const QString torn = folder.filePath("outbox.sqlite");
            QFile main(torn), wal(torn + "-wal");
            QVERIFY(main.open(QFile::WriteOnly) && wal.open(QFile::WriteOnly));
            main.write(database);
            wal.write(log.first(size));
            main.close();
            wal.close();
            Store store(torn);
            const QByteArrayList kept = payloads(store);
            for (qsizetype i = 0; i < kept.size(); ++i)
                QCOMPARE(kept[i], QByteArray(300, static_cast<char>('a' + i))); // A prefix, nothing else.
            QVERIFY(kept.size() >= before);
            before = kept.size();
            QVERIFY(store.apply({{.outbox = "a", .changes = {put(9, "goes on")}}}));
        }
        QVERIFY(before >= 2);
    }

    void aTornFileKeepsWhatCanBeRead() // D10
    {
        {
            Store store(path());
            std::vector<Change> changes;
            for (quint64 id = 1; id <= 60; ++id)
                changes.push_back(put(id, QByteArray(1000, static_cast<char>('0' + id % 10))));
            QVERIFY(store.apply({{.outbox = "a", .changes = changes}}));
        }
        QFile file(path());
        QVERIFY(file.open(QFile::ReadWrite));
        const qint64 whole = file.size();
        QVERIFY(whole > 60'000);
        QVERIFY(file.resize(whole / 2 / 4096 * 4096));
        file.close();
        Store store(path());
        const QByteArrayList kept = payloads(store);
        QVERIFY(!store.putAside().isEmpty());
        QVERIFY(QFile::exists(store.putAside()));
        QVERIFY2(kept.size() > 5 && kept.size() < 60, qPrintable(QString::number(kept.size())));
        for (qsizetype i = 0; i < kept.size(); ++i)
            QCOMPARE(kept[i], QByteArray(1000, static_cast<char>('0' + (i + 1) % 10)));
        QVERIFY(store.apply({{.outbox = "a", .changes = {put(99, "goes on")}}}));
        QCOMPARE(payloads(store).last(), QByteArray("goes on"));
    }

    void flippedBytesNeverCrash() // D10, seeded.
    {
        {
            Store store(path());
            std::vector<Change> changes;
            for (quint64 id = 1; id <= 20; ++id)
                changes.push_back(put(id, QByteArray(500, 'x')));
            QVERIFY(store.apply({{.outbox = "a", .changes = changes}}));
        }
        QFile file(path());
        QVERIFY(file.open(QFile::ReadOnly));
        const QByteArray sound = file.readAll();
        QRandomGenerator random(4711);
        for (int run = 0; run < 30; ++run) {
            QByteArray bad = sound;
            for (int i = 0; i < 8; ++i)
                bad[random.bounded(static_cast<int>(bad.size()))] = static_cast<char>(random.bounded(256));
            QTemporaryDir folder;
            const QString torn = folder.filePath("outbox.sqlite");
            QFile main(torn);
            QVERIFY(main.open(QFile::WriteOnly));
            main.write(bad);
            main.close();
            Store store(torn);
            (void)payloads(store);
            const auto written = store.apply({{.outbox = "b", .changes = {put(1, "goes on")}}});
            QVERIFY2(written.hasValue() || !written.error().detail.isEmpty(), "seed 4711");
        }
    }
};

static int writeOrTest(int argc, char *argv[])
{
    if (argc == 3 && QByteArrayView(argv[1]) == "--write-and-wait")
        return writeAndWait(QString::fromLocal8Bit(argv[2]));
    QCoreApplication application(argc, argv);
    TestStore test;
    return QTest::qExec(&test, argc, argv);
}

TEST_RUN(writeOrTest)
#include "tst_store.moc"
