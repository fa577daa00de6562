// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/backoff.h"

#include <QTest>

#include <limits>

using namespace std::chrono_literals;

class TestBackoff : public QObject
{
    Q_OBJECT
private slots:
    void delays_data()
    {
        QTest::addColumn<int>("step");
        QTest::addColumn<double>("milliseconds");
        QTest::newRow("guide 1") << 0 << 1000.0;
        QTest::newRow("guide 2") << 1 << 1500.0;
        QTest::newRow("guide 3") << 2 << 2250.0;
        QTest::newRow("guide 4") << 3 << 3375.0;
        QTest::newRow("guide 5") << 4 << 5062.5;
        QTest::newRow("the cap") << 9 << 30000.0;
        QTest::newRow("far behind the cap") << 2'000'000'000 << 30000.0;
    }
    void delays()
    {
        QFETCH(int, step);
        QFETCH(double, milliseconds);
        const std::chrono::duration<double, std::milli> delay = connection::Backoff().delayAt(step);
        QCOMPARE(delay.count(), milliseconds);
    }

    void withoutJitterNextIsDelayAt()
    {
        base::SeededRandom random(1);
        connection::Backoff backoff({.jitter = false});
        for (int step = 0; step < 15; ++step) {
            QCOMPARE(backoff.step(), step);
            QVERIFY(backoff.next(random) == backoff.delayAt(step));
        }
        backoff.reset();
        QVERIFY(backoff.next(random) == base::Nanoseconds(1s));
    }

    void jitterFillsTheRange()
    {
        base::SeededRandom random(7);
        double sum = 0;
        base::Nanoseconds lowest = 1h;
        base::Nanoseconds highest{0};
        for (int i = 0; i < 2000; ++i) {
            connection::Backoff backoff;
            const base::Nanoseconds delay = backoff.next(random);
            lowest = std::min(lowest, delay);
            highest = std::max(highest, delay);
            sum += std::chrono::duration<double>(delay).count();
        }
        QVERIFY(lowest == base::Nanoseconds(100ms)); // The floor.
        QVERIFY(highest > base::Nanoseconds(980ms) && highest < base::Nanoseconds(1s));
        QVERIFY(sum / 2000 > 0.47 && sum / 2000 < 0.54);
    }

    void nonsenseIsHarmless_data()
    {
        QTest::addColumn<double>("decay");
        QTest::newRow("zero") << 0.0;
        QTest::newRow("negative") << -3.0;
        QTest::newRow("not a number") << std::numeric_limits<double>::quiet_NaN();
        QTest::newRow("infinite") << std::numeric_limits<double>::infinity();
    }
    void nonsenseIsHarmless()
    {
        QFETCH(double, decay);
        base::SeededRandom random(1);
        connection::Backoff backoff({.reconnectDecay = decay, .jitter = false});
        for (int step = 0; step < 50; ++step) {
            const base::Nanoseconds delay = backoff.next(random);
            QVERIFY(delay >= base::Nanoseconds(100ms) && delay <= base::Nanoseconds(30s));
        }
    }
};

QTEST_GUILESS_MAIN(TestBackoff)
#include "tst_backoff.moc"
