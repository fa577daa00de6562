// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/capturelocation.h"

#include "sample.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tests;
using capture::CaptureLocation;
using capture::CaptureWriter;

class TestCaptureLocation : public QObject
{
    Q_OBJECT
private:
    static QString run(const CaptureLocation &location, int number, int texts = 1)
    {
        const QString path = location.newPath(startNs + number * 60'000'000'000LL, 4711);
        CaptureWriter writer;
        FakeDisk disk;
        if (writer.open({.path = path, .disk = disk.disk()}))
            write(writer, Sample().texts(texts, QByteArray(1000, 'x')));
        return path;
    }

    static QString aged(const QString &path, int minute)
    {
        setTime(path, nowAfter(minute));
        return path;
    }
    // As few as can be told to stay.
    static inline const capture::Retention five{
        .age = std::chrono::hours(24 * 3650), .runs = 5, .young = std::chrono::hours(0), .keepsFeeds = false};
    static inline const capture::Retention nothing{.bytes = {0},
        .age = std::chrono::hours(0),
        .runs = 0,
        .young = std::chrono::hours(0),
        .keepsFeeds = false,
        .keepsLast = false};

    static QDateTime nowAfter(int minutes)
    {
        return QDateTime::fromMSecsSinceEpoch(startNs / 1'000'000 + minutes * 60'000LL + 30'000, Qt::UTC);
    }
    static void setTime(const QString &path, const QDateTime &time)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.setFileTime(time, QFileDevice::FileModificationTime));
    }

private slots:
    void standsUnderXdgDataHome()
    {
        QCOMPARE(CaptureLocation().folder(),
            qEnvironmentVariable("XDG_DATA_HOME") + QStringLiteral("/socketscope/captures"));
    }
    void names()
    {
        const QTemporaryDir dir;
        const CaptureLocation location(dir.path());
        const QString path = location.newPath(startNs, 4711);
        QCOMPARE(path, dir.filePath("20231114T221320Z-4711.sqlite"));
        QVERIFY(QFile(path).open(QIODevice::WriteOnly));
        QCOMPARE(location.newPath(startNs, 4711), dir.filePath("20231114T221320Z-4711-2.sqlite"));
    }
    void recentNewestFirst()
    {
        const QTemporaryDir dir;
        const CaptureLocation location(dir.path());
        const QString older = run(location, 1);
        const QString newer = run(location, 2);
        QVERIFY(QFile(dir.filePath("notes.sqlite")).open(QIODevice::WriteOnly));
        QVERIFY(QFile::link(older, dir.filePath("20240101T000000Z-1.sqlite")));
        const auto recent = location.recent();
        QCOMPARE(recent.size(), 2);
        QCOMPARE(recent[0].path, newer);
        QCOMPARE(recent[1].path, older);
        QCOMPARE(recent[0].started, QDateTime(QDate(2023, 11, 14), QTime(22, 15, 20), Qt::UTC));
        QVERIFY(recent[0].bytes > 0 && !recent[0].inUse && recent[0].endedCleanly);
    }
    // The sixth run once deleted the oldest: nothing says that a person is done with it.
    void numberOfRunsDeletesNothing()
    {
        const QTemporaryDir dir;
        const CaptureLocation location(dir.path());
        for (int i = 0; i < 12; ++i)
            run(location, i);
        QCOMPARE(location.prune({}, nowAfter(20)), QStringList());
        QCOMPARE(location.recent().size(), 12);
    }
    void manyRunsEnd()
    {
        const QTemporaryDir dir;
        const CaptureLocation location(dir.path());
        QStringList paths;
        for (int i = 0; i < 7; ++i)
            paths << aged(run(location, i), i);
        QCOMPARE(location.prune(five, nowAfter(3 * 24 * 60)), (QStringList{paths[1], paths[0]}));
        QCOMPARE(QDir(dir.path()).entryList(QDir::Files).size(), 5);
    }
    void keepsToTheSize()
    {
        const QTemporaryDir dir;
        const CaptureLocation location(dir.path());
        const QString small = run(location, 1);
        const QString big = run(location, 2, 1000);
        const QString newest = run(location, 3);
        QCOMPARE(location.prune({.bytes = {500'000}, .age = std::chrono::hours(24 * 3650), .keepsFeeds = false}),
            QStringList{big});
        QVERIFY(QFile::exists(small) && QFile::exists(newest));
    }
    void pinsStay()
    {
        const QTemporaryDir dir;
        const CaptureLocation location(dir.path());
        const QString kept = run(location, 1), other = run(location, 2);
        QVERIFY(capture::setPinned(kept, true));
        QVERIFY(location.recent().last().pinned);
        QCOMPARE(location.prune(nothing), QStringList{other});
        QVERIFY(QFile::exists(kept));
        QVERIFY(capture::setPinned(kept, false));
        QVERIFY(capture::setPinned(kept, false)); // It is so already.
        QVERIFY(!capture::isPinned(kept));
        QVERIFY(capture::setPinned(kept, true));
        QVERIFY(capture::deleteCapture(kept)); // A person's own word.
        QVERIFY(QDir(dir.path()).isEmpty());
    }
    // N25, S13: what a clock that was ahead left behind goes first, and never the run before this one.
    void a11NamesFromTheFutureGoFirst()
    {
        const QTemporaryDir dir;
        const CaptureLocation location(dir.path());
        QStringList ahead;
        for (int i = 0; i < 5; ++i)
            ahead << run(location, 3'200'000 + i); // 2029 and later.
        const QString lastRun = run(location, 1);
        const QDateTime now = nowAfter(1);
        QCOMPARE(location.recent(now).first().path, lastRun);
        QCOMPARE(location.prune(five, now), QStringList{ahead[0]});
        const QString thisRun = run(location, 2);
        QCOMPARE(location.prune(five, nowAfter(2)), QStringList{ahead[1]});
        QVERIFY(QFile::exists(lastRun) && QFile::exists(thisRun));
        for (int i = 3; i < 6; ++i)
            run(location, i);
        QCOMPARE(location.prune(five, nowAfter(6)).size(), 3);
        QVERIFY(!QFile::exists(ahead[4]) && QFile::exists(lastRun));
    }
    void a11WrittenInTheFuture()
    {
        const QTemporaryDir dir;
        const CaptureLocation location(dir.path());
        QStringList ahead;
        for (int i = 0; i < 6; ++i) {
            ahead << run(location, 3'200'000 + i);
            setTime(ahead.last(), QDateTime(QDate(2029, 12, 1 + i), QTime(0, 0), Qt::UTC));
        }
        const QDateTime now = nowAfter(1);
        // The clock is right again: the last of them was the run before this one.
        QCOMPARE(location.prune(five, now), QStringList{ahead[0]});
        QVERIFY(QFileInfo(ahead[5]).lastModified() <= now);
        // From then on they are older than any run to come.
        const QString run1 = run(location, 1), run2 = run(location, 2);
        setTime(run1, nowAfter(2));
        setTime(run2, nowAfter(3));
        QCOMPARE(location.prune(five, nowAfter(4)), (QStringList{ahead[2], ahead[1]}));
        QVERIFY(QFile::exists(run1) && QFile::exists(run2) && QFile::exists(ahead[5]));
    }
    // The clock was ahead when the run began and was set right while it went on.
    void a11OrdersByTheEarlierTime()
    {
        const QTemporaryDir dir;
        const CaptureLocation location(dir.path());
        const QString early = run(location, 50), later = run(location, 20), latest = run(location, 30);
        setTime(early, nowAfter(10));
        setTime(later, nowAfter(21));
        setTime(latest, nowAfter(31));
        const auto recent = location.recent(nowAfter(60));
        QCOMPARE(recent[0].path, latest);
        QCOMPARE(recent[1].path, later);
        QCOMPARE(recent[2].path, early);
    }
    void a11LastRunStaysWhateverItsSize()
    {
        const QTemporaryDir dir;
        const CaptureLocation location(dir.path());
        const QString small = run(location, 1);
        setTime(small, nowAfter(1));
        const QString big = run(location, 2, 1000);
        QCOMPARE(location.prune({.bytes = {500'000}, .age = std::chrono::hours(24 * 3650), .keepsFeeds = false}),
            QStringList{small});
        QVERIFY(QFile::exists(big));
    }
    void b3PrunesOnlyCaptures()
    {
        const QTemporaryDir dir;
        const CaptureLocation location(dir.path());
        const QString foreign = location.newPath(startNs, 1), guarded = run(location, 1), own = run(location, 2);
        for (const QString &path : {foreign, guarded + QStringLiteral("-journal")}) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            QCOMPARE(file.write("a thesis"), 8);
        }
        QCOMPARE(location.prune(nothing), QStringList{own});
        QCOMPARE(QFileInfo(foreign).size(), 8);
        QCOMPARE(QFileInfo(guarded + QStringLiteral("-journal")).size(), 8);
    }
    void S08_neverWhatIsInUse()
    {
        const QTemporaryDir dir;
        const CaptureLocation location(dir.path());
        CaptureWriter writer;
        FakeDisk disk;
        const QString written = location.newPath(startNs - 1'000'000'000'000, 1);
        QVERIFY(writer.open({.path = written, .disk = disk.disk()}));
        const QString read = run(location, -5);
        auto reader = capture::CaptureReader::open(read);
        QVERIFY(reader);
        const QString old = run(location, -4);
        QVERIFY(location.recent().last().inUse);
        QCOMPARE(location.prune(nothing), QStringList{old});
        QVERIFY(QFile::exists(written) && QFile::exists(read));
        reader = base::Unexpected{capture::CaptureError{}};
        writer.close();
        QCOMPARE(location.prune(nothing).size(), 2);
        QVERIFY(QDir(dir.path()).isEmpty());
    }
    void S08_staleLockIsNoLock()
    {
        const QTemporaryDir dir;
        const CaptureLocation location(dir.path());
        const QString path = run(location, 1);
        QVERIFY(QFile(path + QStringLiteral("-lock")).open(QIODevice::WriteOnly)); // As kill -9 leaves it.
        QVERIFY(QFile(path + QStringLiteral("-wal")).open(QIODevice::WriteOnly));
        QVERIFY(!location.recent().first().inUse);
        QVERIFY(!location.recent().first().endedCleanly);
        QCOMPARE(location.prune(nothing), QStringList{path});
        QVERIFY(QDir(dir.path()).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCaptureLocation)
#include "tst_capturelocation.moc"
