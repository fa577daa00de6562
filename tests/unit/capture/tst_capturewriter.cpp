// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace tests;
using capture::CaptureError;
using capture::CaptureReader;
using capture::CaptureStatus;
using capture::CaptureWriter;
using capture::Direction;
using capture::Kind;
using Problem = CaptureStatus::Problem;

class TestCaptureWriter : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_dir;
    int m_count = 0;
    QString m_path;
    FakeDisk m_disk;

    capture::WriterSettings settings() { return {.path = m_path, .disk = m_disk.disk()}; }
    QList<capture::CapturedRow> rows(int count = 4096)
    {
        auto reader = CaptureReader::open(m_path);
        if (!reader)
            return {};
        auto page = reader->page(first, 1, count);
        return page ? *page : QList<capture::CapturedRow>();
    }
    void put(const QString &path, const QByteArray &content)
    {
        QVERIFY(capture::makePrivateFolder(QFileInfo(path).absolutePath()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }
    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
    }

private slots:
    void init()
    {
        m_path = m_dir.filePath(QStringLiteral("folder/%1.sqlite").arg(++m_count));
        m_disk = {};
    }

    void filesAreForTheirOwnerOnly()
    {
        CaptureWriter writer;
        QVERIFY(writer.open(settings()));
        write(writer, Sample().texts(3));
        struct stat facts
        {
        };
        for (const char *suffix : {"", "-wal", "-shm", "-lock"}) {
            QCOMPARE(::stat(QFile::encodeName(m_path + QLatin1String(suffix)).constData(), &facts), 0);
            QCOMPARE(facts.st_mode & 0777U, 0600U);
        }
        QCOMPARE(::stat(QFile::encodeName(m_dir.filePath("folder")).constData(), &facts), 0);
        QCOMPARE(facts.st_mode & 0777U, 0700U);
    }

    void refuses_data()
    {
        QTest::addColumn<int>("what");
        QTest::addColumn<int>("existing");
        QTest::addColumn<int>("reason");
        const auto refuse = static_cast<int>(capture::Existing::Refuse),
                   overwrite = static_cast<int>(capture::Existing::Overwrite);
        const auto exists = static_cast<int>(CaptureError::Reason::Exists),
                   notRegular = static_cast<int>(CaptureError::Reason::NotRegular);
        QTest::newRow("file without overwrite") << 0 << refuse << exists;
        QTest::newRow("S09 link") << 1 << overwrite << notRegular;
        QTest::newRow("S09 dangling link") << 2 << overwrite << notRegular;
        QTest::newRow("S09 FIFO") << 3 << overwrite << notRegular;
        QTest::newRow("S09 folder") << 4 << overwrite << notRegular;
    }
    void refuses()
    {
        QFETCH(int, what);
        QFETCH(int, existing);
        const QString other = m_dir.filePath("precious");
        QFile precious(other);
        QVERIFY(precious.open(QIODevice::WriteOnly));
        precious.write("keep");
        precious.close();
        QVERIFY(capture::makePrivateFolder(m_dir.filePath("folder")));
        switch (what) {
        case 0: QVERIFY(QFile::copy(other, m_path)); break;
        case 1: QVERIFY(QFile::link(other, m_path)); break;
        case 2: QVERIFY(QFile::link(m_dir.filePath("nowhere"), m_path)); break;
        case 3: QCOMPARE(::mkfifo(QFile::encodeName(m_path).constData(), 0600), 0); break;
        default: QVERIFY(QDir().mkdir(m_path));
        }
        CaptureWriter writer;
        auto wanted = settings();
        wanted.existing = static_cast<capture::Existing>(existing);
        const auto opened = writer.open(wanted);
        QVERIFY(!opened);
        QTEST(static_cast<int>(opened.error().reason), "reason");
        QVERIFY(precious.open(QIODevice::ReadOnly));
        QCOMPARE(precious.readAll(), "keep");

        // Nothing is kept, all is counted, and memory can be released.
        write(writer, Sample().texts(5));
        QCOMPARE(writer.status(first).problem, Problem::CannotOpen);
        QCOMPARE(writer.status(first).notCaptured, 5);
        QCOMPARE(writer.status(first).capturedSeq, 5);
    }

    void b3OverwritesOnlyCaptures_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("text") << QByteArray("ten lines\nof a thesis\n");
        QTest::newRow("empty") << QByteArray();
        QByteArray database("SQLite format 3\0", 16);
        QTest::newRow("database of another program") << database + QByteArray(4080, '\1');
        QTest::newRow("cut head of a capture") << database + QByteArray("SSCP");
    }
    void b3OverwritesOnlyCaptures()
    {
        QFETCH(QByteArray, content);
        put(m_path, content);
        const QStringList beside{"-wal", "-shm", "-journal"};
        for (const QString &suffix : beside)
            put(m_path + suffix, "mine");
        CaptureWriter writer;
        auto wanted = settings();
        wanted.existing = capture::Existing::Overwrite;
        QVERIFY(!writer.open(wanted));
        QCOMPARE(contentOf(m_path), content);
        for (const QString &suffix : beside) {
            QCOMPARE(contentOf(m_path + suffix), "mine");
            QVERIFY(QFile::remove(m_path + suffix));
        }
        const auto opened = writer.open(wanted);
        QVERIFY(!opened);
        QCOMPARE(opened.error().reason, CaptureError::Reason::NotACapture);
        QCOMPARE(contentOf(m_path), content);
    }
    // What a killed run leaves is ours before anything was checkpointed.
    void b3OverwritesWhatACrashLeft()
    {
        const QString left = m_dir.filePath("left.sqlite");
        {
            CaptureWriter writer;
            QVERIFY(writer.open(settings()));
            write(writer, Sample().texts(5));
            for (const char *suffix : {"", "-wal", "-shm", "-lock"})
                QVERIFY(QFile::copy(m_path + QLatin1String(suffix), left + QLatin1String(suffix)));
        }
        QVERIFY(QFileInfo(left + QStringLiteral("-wal")).size() > 0);
        m_path = left;
        CaptureWriter writer;
        auto wanted = settings();
        wanted.existing = capture::Existing::Overwrite;
        QVERIFY(writer.open(wanted));
        write(writer, Sample().texts(2));
        QCOMPARE(rows().size(), 2);
    }
    void b3LooksAtWhatStandsBeside_data()
    {
        QTest::addColumn<QString>("suffix");
        QTest::addColumn<bool>("isLink");
        QTest::addColumn<bool>("hasCapture");
        for (const char *suffix : {"-wal", "-shm", "-journal", "-lock"}) {
            for (const bool hasCapture : {false, true}) {
                const char *with = hasCapture ? "overwriting" : "new";
                QTest::addRow("%s file, %s", suffix, with) << QString::fromLatin1(suffix) << false << hasCapture;
                QTest::addRow("%s link, %s", suffix, with) << QString::fromLatin1(suffix) << true << hasCapture;
            }
        }
    }
    void b3LooksAtWhatStandsBeside()
    {
        QFETCH(QString, suffix);
        QFETCH(bool, isLink);
        QFETCH(bool, hasCapture);
        const QString target = m_dir.filePath("precious");
        put(target, "keep");
        if (hasCapture) {
            CaptureWriter writer;
            QVERIFY(writer.open(settings()));
        }
        if (isLink)
            QVERIFY(QFile::link(target, m_path + suffix));
        else
            QVERIFY(QFile::copy(target, m_path + suffix));
        CaptureWriter writer;
        auto wanted = settings();
        wanted.existing = hasCapture ? capture::Existing::Overwrite : capture::Existing::Refuse;
        const auto opened = writer.open(wanted);
        QVERIFY(!opened);
        QCOMPARE(opened.error().reason, CaptureError::Reason::StrangerBeside);
        QCOMPARE(opened.error().path, m_path + suffix);
        QCOMPARE(contentOf(m_path + suffix), "keep");
        QCOMPARE(QFileInfo(m_path + suffix).isSymLink(), isLink);
        QCOMPARE(QFile::exists(m_path), hasCapture);
    }
    // An empty one or a log of SQLite, too, when there is no capture it could belong to.
    void b3KeepsALogWithoutItsDatabase()
    {
        put(m_path + QStringLiteral("-wal"), "\x37\x7f\x06\x82 somebody's only copy");
        CaptureWriter writer;
        const auto opened = writer.open(settings());
        QVERIFY(!opened);
        QCOMPARE(opened.error().reason, CaptureError::Reason::StrangerBeside);
        QVERIFY(contentOf(m_path + QStringLiteral("-wal")).endsWith("only copy"));
    }

    void overwrites()
    {
        {
            CaptureWriter writer;
            QVERIFY(writer.open(settings()));
            write(writer, Sample().texts(50));
        }
        CaptureWriter writer;
        auto wanted = settings();
        wanted.existing = capture::Existing::Overwrite;
        QVERIFY(writer.open(wanted));
        write(writer, Sample().texts(2));
        QCOMPARE(rows().size(), 2);
        // What someone writes is not overwritten (S08).
        CaptureWriter another;
        const auto opened = another.open(wanted);
        QVERIFY(!opened);
        QCOMPARE(opened.error().reason, CaptureError::Reason::InUse);
    }

    void commitMakesThemCount()
    {
        CaptureWriter writer;
        QVERIFY(writer.open(settings()));
        Sample sample;
        sample.texts(2).add(Kind::Ping, "p").add(Kind::State, "{}").add(Kind::Binary, "b", Direction::Out);
        writer.append(first, sample.records, sample.facts);
        QCOMPARE(writer.status(first).capturedSeq, 0);
        QCOMPARE(rows().size(), 0);
        writer.commit();
        const CaptureStatus status = writer.status(first);
        QCOMPARE(status.capturedSeq, 5);
        QCOMPARE(status.capturedIn, 2);
        QCOMPARE(status.capturedOut, 1);
        QCOMPARE(status.notCaptured, 0);
        QVERIFY(status.fileBytes > 0);
        QCOMPARE(status.file, m_path);
        QCOMPARE(rows().size(), 5);
    }

    void longPayloadsAreExact()
    {
        CaptureWriter writer;
        QVERIFY(writer.open(settings()));
        Sample sample;
        for (const int size : {(4 << 20) - 1, 4 << 20, (9 << 20) + 7}) {
            QByteArray payload(size, Qt::Uninitialized);
            for (int i = 0; i < size; ++i)
                payload[i] = static_cast<char>(i * 31 + (i >> 8));
            sample.add(Kind::Binary, payload).texts(1);
        }
        write(writer, sample);
        write(writer, Sample(3).add(Kind::Binary, QByteArray(4 << 20, 'y'))); // A number twice changes nothing.
        QCOMPARE(writer.status(first).capturedIn, 6);
        QCOMPARE(writer.status(first).notCaptured, 1);
        auto reader = CaptureReader::open(m_path);
        QVERIFY(reader);
        for (const capture::Record &record : sample.records) {
            const auto payload = reader->payload(base::rowId(first, record.seq));
            QVERIFY(payload);
            QVERIFY(*payload == record.payload());
        }
    }

    void cleanEndLeavesOneFile()
    {
        CaptureWriter writer;
        QVERIFY(writer.open(settings()));
        write(writer, Sample().texts(3));
        writer.close();
        for (const char *suffix : {"-wal", "-shm", "-lock", "-journal"})
            QVERIFY2(!QFile::exists(m_path + QLatin1String(suffix)), suffix);
        QCOMPARE(rows().size(), 3);
        QCOMPARE(writer.status(first).capturedSeq, 3);
        // The file's header says: no log. It can be read where nothing may be created beside it.
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.read(20).mid(18), "\x01\x01");
    }

    void S06_diskFullThenFreed()
    {
        CaptureWriter writer;
        QVERIFY(writer.open(settings()));
        write(writer, Sample().texts(10));
        m_disk.free = (qint64(4) << 30) - 1; // 2 % of 200 GiB is 4 GiB.
        write(writer, Sample(11).texts(5));
        CaptureStatus status = writer.status(first);
        QCOMPARE(status.problem, Problem::DiskFull);
        QCOMPARE(status.notCaptured, 5);
        QCOMPARE(status.capturedSeq, 15);
        QCOMPARE(status.capturedIn, 10);
        m_disk.free = qint64(4) << 30; // Just the reserve: not yet.
        write(writer, Sample(16).texts(1));
        QCOMPARE(writer.status(first).notCaptured, 6);

        m_disk.free = qint64(5) << 30;
        write(writer, Sample(17).texts(4));
        status = writer.status(first);
        QCOMPARE(status.problem, Problem::None);
        QCOMPARE(status.notCaptured, 6);
        QCOMPARE(status.capturedSeq, 20);
        QCOMPARE(status.capturedIn, 14);
        const auto kept = rows();
        QCOMPARE(kept.size(), 15);
        QCOMPARE(kept[10].seq, 16);
        QCOMPARE(kept[10].kind, Kind::Gap);
        QCOMPARE(kept[10].preview,
            R"({"reason":"not-captured","cause":"disk-full","first_seq":11,"last_seq":16,"count":6})");
        QCOMPARE(kept[11].seq, 17);
    }

    void S06_freedWhileNothingArrives()
    {
        CaptureWriter writer;
        QVERIFY(writer.open(settings()));
        m_disk.free = 0;
        write(writer, Sample().texts(5));
        QCOMPARE(writer.status(first).problem, Problem::DiskFull);
        m_disk.free = qint64(100) << 30;
        writer.commit();
        QCOMPARE(writer.status(first).problem, Problem::None);
        QCOMPARE(rows().size(), 1);
        QCOMPARE(rows().first().kind, Kind::Gap);
        QCOMPARE(writer.status(first).notCaptured, 5);
        QCOMPARE(writer.status(first).capturedSeq, 5);
    }

    void S06_reserve()
    {
        QCOMPARE((capture::Space{.free = 0, .total = qint64(1) << 30}.reserve()), qint64(256) << 20);
        QCOMPARE((capture::Space{.free = 0, .total = qint64(100) << 30}.reserve()), qint64(2) << 30);
    }

    void S04_sqliteSaysFull()
    {
        CaptureWriter writer;
        QVERIFY(writer.open(settings()));
        write(writer, Sample().texts(3));
        m_disk.failWith = ENOSPC;
        write(writer, Sample(4).texts(3));
        QCOMPARE(writer.status(first).problem, Problem::DiskFull);
        QCOMPARE(writer.status(first).notCaptured, 3);
        QCOMPARE(writer.status(first).capturedSeq, 6);
        m_disk.failWith = 0;
        write(writer, Sample(7).texts(1)); // No more room than when it failed: not tried again.
        QCOMPARE(writer.status(first).notCaptured, 4);
        m_disk.free += qint64(1) << 30;
        write(writer, Sample(8).texts(2));
        QCOMPARE(writer.status(first).problem, Problem::None);
        QCOMPARE(rows().size(), 3 + 1 + 2);
    }

    void S04_aNewFileAfterAFailedWrite_data()
    {
        QTest::addColumn<int>("number");
        QTest::newRow("S04 EIO") << EIO;
        QTest::newRow("S04 EROFS") << EROFS;
        QTest::newRow("S04 EDQUOT") << EDQUOT;
    }
    void S04_aNewFileAfterAFailedWrite()
    {
        QFETCH(int, number);
        CaptureWriter writer;
        QVERIFY(writer.open(settings()));
        writer.describe(first, QStringLiteral("ws://h/"), 7);
        write(writer, Sample().texts(3));
        m_disk.failWith = number;
        write(writer, Sample(4).texts(3));
        QCOMPARE(writer.status(first).problem, Problem::WriteFailed);
        QCOMPARE(writer.status(first).capturedSeq, 6); // Memory may go on.
        m_disk.failWith = 0;
        write(writer, Sample(7).texts(3));
        const CaptureStatus status = writer.status(first);
        QCOMPARE(status.problem, Problem::None);
        QCOMPARE(status.notCaptured, 3);
        QCOMPARE(status.capturedIn, 6);
        QCOMPARE(status.earlier, (QList<capture::CapturePart>{{m_path, 3}}));
        QVERIFY(!status.earlierDetail.isEmpty());
        writer.close();
        QCOMPARE(rows().size(), 3); // What was committed before is still there, untouched.

        m_path.replace(QStringLiteral(".sqlite"), QStringLiteral("-2.sqlite"));
        QCOMPARE(status.file, m_path);
        QCOMPARE(rows().size(), 4);
        QCOMPARE(rows().first().kind, Kind::Gap);
        QCOMPARE(rows().first().seq, 6);
        QVERIFY(rows().first().preview.contains(R"("cause":"write-failed","first_seq":4,"last_seq":6,"count":3)"));
        QCOMPARE(CaptureReader::open(m_path)->connections().first().url, QStringLiteral("ws://h/"));
    }

    void S04_aDiskThatKeepsFailing()
    {
        CaptureWriter writer;
        QVERIFY(writer.open(settings()));
        write(writer, Sample().texts(3));
        m_disk.failWith = EIO;
        for (int i = 0; i < 50; ++i)
            write(writer, Sample(4 + 3 * static_cast<base::Seq>(i)).texts(3));
        const CaptureStatus status = writer.status(first);
        QCOMPARE(status.problem, Problem::WriteFailed);
        QCOMPARE(status.notCaptured, 150);
        QCOMPARE(status.capturedSeq, 153);
        const QFileInfo file(m_path);
        QCOMPARE(file.dir().entryList({file.completeBaseName() + QStringLiteral("*.sqlite")}).size(),
            2); // One new file, then no more.
    }

    void S04_realWriteError_data()
    {
        QTest::addColumn<int>("size");
        QTest::newRow("S04 in one piece") << (1 << 20);
        QTest::newRow("S04 written in place") << (8 << 20);
    }
    void S04_realWriteError() // N31 too: SIGXFSZ is ignored.
    {
        QFETCH(int, size);
        CaptureWriter writer;
        QVERIFY(writer.open(settings()));
        write(writer, Sample().texts(3));
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
        const rlimit small{.rlim_cur = 128 * 1024, .rlim_max = before.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
        write(writer, Sample(4).add(Kind::Binary, QByteArray(size, 'x')));
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
        const CaptureStatus status = writer.status(first);
        QVERIFY(status.problem == Problem::WriteFailed || status.problem == Problem::DiskFull);
        QCOMPARE(status.notCaptured, 1);
        QCOMPARE(status.capturedSeq, 4);
        writer.close();
        QCOMPARE(rows().first().seq, 1);
    }

    void S13_orderIsBySeq()
    {
        CaptureWriter writer;
        QVERIFY(writer.open(settings()));
        Sample sample;
        sample.texts(3);
        sample.records[1].wallNs = startNs - 3'600'000'000'000; // The clock was set back.
        write(writer, sample);
        const auto kept = rows();
        QCOMPARE(kept.size(), 3);
        QCOMPARE(kept[1].wallNs, startNs - 3'600'000'000'000);
        QCOMPARE(kept[2].seq, 3);
    }

    void sizeLimitEvictsOldest()
    {
        CaptureWriter writer;
        auto wanted = settings();
        wanted.sizeLimit = {4 << 20};
        QVERIFY(writer.open(wanted));
        base::Seq next = 1;
        for (int round = 0; round < 60; ++round, next += 200)
            write(writer, Sample(next).texts(200, QByteArray(1000, 'x')));
        const CaptureStatus status = writer.status(first);
        QVERIFY(status.evictedBefore > 1);
        QCOMPARE(status.capturedSeq, next - 1);
        QCOMPARE(status.capturedIn, next - 1);
        QVERIFY(status.fileBytes < 6 << 20);
        const auto kept = rows();
        QCOMPARE(kept.first().seq, status.evictedBefore);
        QCOMPARE(kept.size(), std::min<qsizetype>(4096, static_cast<qsizetype>(next - status.evictedBefore)));
    }

    void sizeLimitEvictsOldestOfAllConnections()
    {
        CaptureWriter writer;
        auto wanted = settings();
        wanted.sizeLimit = {2 << 20};
        QVERIFY(writer.open(wanted));
        write(writer, Sample().texts(100, QByteArray(1000, 'o')), {2}); // Oldest by time, though a later connection.
        for (base::Seq next = 1000; next < 4000; next += 200)
            write(writer, Sample(next).texts(200, QByteArray(1000, 'x')), {1});
        QCOMPARE(writer.status({2}).evictedBefore, 101);
        QVERIFY(writer.status({1}).evictedBefore > 1000);
    }

    void S12_readerWhileWritingSeesCommitted()
    {
        CaptureWriter writer;
        QVERIFY(writer.open(settings()));
        write(writer, Sample().texts(10));
        auto reader = CaptureReader::open(m_path);
        QVERIFY(reader);
        QCOMPARE(reader->page(first, 1, 100)->size(), 10);
        write(writer, Sample(11).texts(10));
        QCOMPARE(reader->page(first, 1, 100)->size(), 20);
    }

    // S01: every row that was reported after its commit is there after a kill -9.
    void S01_kill9()
    {
        for (int cycle = 0; cycle < 5; ++cycle) {
            init();
            QProcess child;
            child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("tst_capturewriter"), QStringLiteral("--crash-writer"), m_path});
            QVERIFY(child.waitForStarted());
            QByteArray said;
            while (said.count('\n') < 3 + cycle * 7 && child.waitForReadyRead())
                said += child.readAllStandardOutput();
            child.kill();
            child.waitForFinished();
            said += child.readAllStandardOutput();
            const QByteArray whole = said.left(said.lastIndexOf('\n'));
            const auto reported = whole.mid(whole.lastIndexOf('\n') + 1).toULongLong();
            QVERIFY(reported > 0);
            const auto reader = CaptureReader::open(m_path);
            QVERIFY(reader);
            quint64 seq = 0;
            for (;;) {
                const auto page = const_cast<CaptureReader &>(*reader).page(first, seq + 1, 4096);
                QVERIFY(page);
                for (const auto &row : *page) {
                    QCOMPARE(row.seq, ++seq);
                    QCOMPARE(row.preview, "message " + QByteArray::number(seq));
                }
                if (page->isEmpty())
                    break;
            }
            QVERIFY2(seq >= reported, qPrintable(QStringLiteral("%1 of %2").arg(seq).arg(reported)));
        }
        QVERIFY(QFile::exists(m_path + QStringLiteral("-wal")));
        const auto recovered = capture::CaptureFile::recover(m_path);
        QVERIFY(recovered);
        QVERIFY(!QFile::exists(m_path + QStringLiteral("-wal")));
        QVERIFY(!rows().isEmpty());
    }
};

static int writeUntilKilled(const QString &path)
{
    CaptureWriter writer;
    if (!writer.open({.path = path, .disk = {}}))
        return 1;
    for (base::Seq next = 1;; next += 50) {
        Sample sample(next);
        for (base::Seq seq = next; seq < next + 50; ++seq)
            sample.add(Kind::Text, "message " + QByteArray::number(seq));
        write(writer, sample);
        std::printf("%llu\n", static_cast<unsigned long long>(writer.status(first).capturedSeq));
        std::fflush(stdout);
    }
}

static int writeOrTest(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && QByteArray(argv[1]) == "--crash-writer")
        return writeUntilKilled(QFile::decodeName(argv[2]));
    TestCaptureWriter test;
    return QTest::qExec(&test, argc, argv);
}

TEST_RUN(writeOrTest)
#include "tst_capturewriter.moc"
