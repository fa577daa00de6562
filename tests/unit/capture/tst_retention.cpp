// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/retention.h"

#include "core/capture/capturewriter.h"
#include "sample.h"

#include <QTemporaryDir>
#include <QTest>

using capture::RecentCapture;
using capture::Retention;

class TestRetention : public QObject
{
    Q_OBJECT

    static inline const QDateTime now = QDateTime(QDate(2026, 11, 27), QTime(12, 0), Qt::UTC);

    static RecentCapture made(const char *name, int days, qint64 bytes = 1000)
    {
        const QDateTime then = now.addDays(-days).addSecs(-60);
        return {.path = QLatin1String(name), .started = then, .written = then, .bytes = bytes};
    }
    //! The feed is what stands before the number.
    static QStringList feedOf(const QString &path) { return {path.left(1)}; }
    static QStringList gone(const QList<RecentCapture> &captures, const Retention &retention)
    {
        QStringList names;
        for (const qsizetype i : capture::toLetGo(captures, retention, now, &feedOf))
            names << captures[i].path;
        return names;
    }

private slots:
    void withinTheBoundsAllStayAndNoFileIsOpened()
    {
        int asked = 0;
        const auto feeds = [&asked](const QString &) { return ++asked, QStringList(); };
        QList<RecentCapture> many;
        for (int i = 0; i < 200; ++i)
            many << made("a", 0);
        QVERIFY(capture::toLetGo(many, {}, now, feeds).isEmpty());
        QCOMPARE(asked, 0);
    }
    void oldOnesGo() { QCOMPARE(gone({made("a3", 1), made("a2", 29), made("a1", 31)}, {}), QStringList{"a1"}); }
    void onlyCaptureOfAFeedStaysHoweverOld()
    {
        QCOMPARE(gone({made("a3", 1), made("b2", 90), made("b1", 91)}, {}), QStringList{"b1"});
    }
    void onlyCaptureOfAFeedStaysHoweverLarge()
    {
        const Retention small{.bytes = {2500}};
        QCOMPARE(gone({made("a3", 1), made("a2", 2), made("b1", 3, 9000)}, small), QStringList{"a2"});
    }
    // The demo has another port each time: else every run of it would be the only one of its feed.
    void portOfThisComputerIsNoOtherFeed()
    {
        QCOMPARE(capture::feedKey("ws://127.0.0.1:4711/dashboard"), capture::feedKey("ws://127.0.0.1:815/dashboard"));
        QVERIFY(capture::feedKey("ws://127.0.0.1:4711/a") != capture::feedKey("ws://127.0.0.1:4711/b"));
        QVERIFY(capture::feedKey("wss://h:1/a") != capture::feedKey("wss://h:2/a"));
    }
    void youngOnesGoOnlyWhenThereIsNoRoom()
    {
        QList<RecentCapture> today;
        for (const char *name : {"a4", "a3", "a2", "a1"})
            today << made(name, 0);
        QVERIFY(gone(today, {.runs = 2}).isEmpty());
        QCOMPARE(gone(today, {.bytes = {2000}}), (QStringList{"a2", "a1"}));
        today << made("a0", 2);
        QCOMPARE(gone(today, {.runs = 2}), QStringList{"a0"});
    }
    void pinnedAndUsedOnesStayAndTakeTheRoom()
    {
        QList<RecentCapture> all{made("a4", 1), made("a3", 2), made("a2", 40), made("a1", 50)};
        all[2].inUse = true;
        all[3].pinned = true;
        QCOMPARE(gone(all, {.bytes = {3000}}), QStringList{"a3"});
    }
    void lastOneWrittenStays()
    {
        QList<RecentCapture> all{made("a3", 40), made("a2", 41), made("a1", 42)};
        all[2].written = now;
        QCOMPARE(gone(all, {.keepsFeeds = false}), (QStringList{"a3", "a2"}));
    }
    void feedsAreReadFromTheFile()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath("c.sqlite");
        capture::CaptureWriter writer;
        tests::FakeDisk disk;
        QVERIFY(writer.open({.path = path, .disk = disk.disk()}));
        writer.describe(tests::first, QStringLiteral("wss://h/feed"), tests::startNs);
        tests::write(writer, tests::Sample().texts(3));
        writer.close();
        QCOMPARE(capture::feedsIn(path), QStringList{"wss://h/feed"});
        QCOMPARE(capture::feedsIn(dir.filePath("none")), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestRetention)
#include "tst_retention.moc"
