// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/timeticks.h"
#include "ui/charts/timewindow.h"

#include <QTest>

using namespace charts;
using namespace std::chrono_literals;

namespace {
constexpr qint64 second = 1'000'000'000;
constexpr qint64 now = 1'700'000'000 * second; // 2023-11-14 22:13:20 UTC
} // namespace

class TestTimeWindow : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { qputenv("TZ", "UTC"); }

    void startsLiveWithOneMinute()
    {
        const TimeWindow window;
        QVERIFY(window.isLive());
        QCOMPARE(window.end(now), now);
        QCOMPARE(window.begin(now), now - 60 * second);
    }
    void pausePinsTheView()
    {
        TimeWindow window;
        window.pause(now);
        QCOMPARE(window.end(now + 5 * second), now);
        window.pause(now + 5 * second); // A second press changes nothing.
        QCOMPARE(window.end(now + 9 * second), now);
        window.goLive();
        QCOMPARE(window.end(now + 9 * second), now + 9 * second);
    }
    void panPinsAndNeverPassesNow()
    {
        TimeWindow window;
        window.pan(-10s, now);
        QVERIFY(!window.isLive());
        QCOMPARE(window.end(now), now - 10 * second);
        window.pan(1min, now);
        QCOMPARE(window.end(now), now);
    }
    void zoomKeepsTheRightEdgeWhileLive()
    {
        TimeWindow window;
        window.zoom(0.5, now - 40 * second, now);
        QVERIFY(window.isLive());
        QCOMPARE(window.span(), Nanoseconds(30s));
    }
    void zoomKeepsTheAnchorWhilePinned()
    {
        TimeWindow window;
        window.pause(now);
        window.zoom(0.5, now - 30 * second, now);
        QCOMPARE(window.begin(now), now - 45 * second);
        QCOMPARE(window.end(now), now - 15 * second);
    }
    void spanIsClamped()
    {
        TimeWindow window;
        for (int i = 0; i < 200; ++i)
            window.zoom(0.5, now, now);
        QCOMPARE(window.span(), TimeWindow::shortest);
        for (int i = 0; i < 200; ++i)
            window.zoom(2, now, now);
        QCOMPARE(window.span(), TimeWindow::longest);
    }

    void latticeIsAbsolute()
    {
        const auto a = latticeFor(60s, now, 600);
        QCOMPARE(a.nsPerColumn, second / 10);
        QCOMPARE(a.count, 600);
        QCOMPARE(columnAt(a, now), qint64(599));
        // Less than a pixel later the columns are the same; a pixel later they moved by one.
        const auto b = latticeFor(60s, now + second / 10 - 1, 600);
        QCOMPARE(b.first, a.first);
        const auto c = latticeFor(60s, now + second / 10, 600);
        QCOMPARE(c.first, a.first + 1);
    }
    void latticeHoldsForTimesBefore1970AndNoWidth()
    {
        const auto range = latticeFor(60s, -5, 600);
        QCOMPARE(columnAt(range, -5), qint64(599));
        QCOMPARE(latticeFor(60s, now, 0).count, 1);
        QVERIFY(latticeFor(1ns, now, 600).nsPerColumn >= 1);
    }
    void columnsAndTimesAgree()
    {
        const auto range = latticeFor(61s, now, 437);
        for (qint64 x = -3; x < 440; ++x)
            QCOMPARE(columnAt(range, timeAt(range, x)), x);
    }

    void step_data()
    {
        QTest::addColumn<qint64>("leastMs");
        QTest::addColumn<qint64>("stepMs");
        QTest::newRow("1 s") << qint64(1000) << qint64(1000);
        QTest::newRow("11 s") << qint64(11000) << qint64(15000);
        QTest::newRow("16 s") << qint64(16000) << qint64(30000);
        QTest::newRow("70 s") << qint64(70000) << qint64(120000);
        QTest::newRow("3 ms") << qint64(3) << qint64(5);
        QTest::newRow("beyond the ladder") << qint64(90LL * 24 * 3600 * 1000) << qint64(120LL * 3600 * 1000);
    }
    void step()
    {
        QFETCH(qint64, leastMs);
        QFETCH(qint64, stepMs);
        QCOMPARE(tickStep(std::chrono::milliseconds(leastMs)), Nanoseconds(std::chrono::milliseconds(stepMs)));
    }
    void ticksStandAtAbsoluteInstants()
    {
        const auto ticks = tickTimes(now - 60 * second, now, 15s);
        const std::vector<qint64> expected{now - 50 * second, now - 35 * second, now - 20 * second, now - 5 * second};
        QCOMPARE(ticks, expected);
        QCOMPARE(tickLabel(ticks[0], 15s), QStringLiteral("22:12:30"));
    }
    void ticksFollowLocalTime()
    {
        qputenv("TZ", "Asia/Kolkata"); // UTC+5:30: full hours there are half hours in UTC.
        const auto ticks = tickTimes(now - 7200 * second, now, 1h);
        QCOMPARE(ticks.size(), std::size_t(2));
        QCOMPARE(tickLabel(ticks[0], 1h), QStringLiteral("02:00"));
        QCOMPARE(tickLabel(ticks[1], 1h), QStringLiteral("03:00"));
        qputenv("TZ", "UTC");
    }
    void labelsAreAsFineAsTheStep()
    {
        QCOMPARE(tickLabel(now + 500'000'000, 500ms), QStringLiteral("22:13:20.5"));
        QCOMPARE(tickLabel(now + 5'000'000, 5ms), QStringLiteral("22:13:20.005"));
        QCOMPARE(tickLabel(now, 1min), QStringLiteral("22:13"));
        QCOMPARE(widestTickLabel(500ms).size(), tickLabel(now, 500ms).size());
    }
    void ticksAreBounded() { QVERIFY(tickTimes(now - 3600 * second, now, 1ms).size() <= 128); }
};

QTEST_GUILESS_MAIN(TestTimeWindow)
#include "tst_timewindow.moc"
