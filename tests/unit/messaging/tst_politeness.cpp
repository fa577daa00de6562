// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/messaging/batchsender.h"
#include "core/messaging/ratelimiter.h"
#include "core/messaging/repeatguard.h"

#include <QTest>

using namespace std::chrono_literals;
using base::Nanoseconds;
using messaging::BatchSender;
using messaging::RateLimiter;
using messaging::RepeatGuard;

class TestPoliteness : public QObject
{
    Q_OBJECT
private slots:
    void noLimit()
    {
        RateLimiter limiter;
        for (int i = 0; i < 1'000; ++i) {
            QVERIFY(limiter.mayTake(0s));
            limiter.take(0s);
        }
        QVERIFY(!limiter.nextAt(0s));
    }

    void aHundredAMinute()
    {
        RateLimiter limiter(100, 10);
        Nanoseconds now = 5s;
        int sent = 0;
        for (; limiter.mayTake(now); ++sent)
            limiter.take(now);
        QCOMPARE(sent, 10); // The burst.
        QCOMPARE(*limiter.nextAt(now), now + 600ms);
        QVERIFY(!limiter.mayTake(now + 599ms));
        const Nanoseconds end = now + 10min;
        while (const auto next = limiter.nextAt(now)) {
            if (*next > end)
                break;
            now = *next;
            limiter.take(now);
            ++sent;
        }
        QCOMPARE(sent, 10 + 1'000); // 100 a minute, to the message.
    }

    void anIdleBucketHoldsOneBurst()
    {
        RateLimiter limiter(60, 5);
        for (int i = 0; i < 5; ++i)
            limiter.take(0s);
        int sent = 0;
        for (; limiter.mayTake(24h); ++sent)
            limiter.take(24h);
        QCOMPARE(sent, 5);
    }

    void theLimitNeverGoesBack()
    {
        RateLimiter limiter(60, 1);
        limiter.take(100s);
        QVERIFY(!limiter.mayTake(50s)); // A clock that jumps gives nothing.
        QVERIFY(limiter.mayTake(101s));
    }

    void batchByTime()
    {
        BatchSender batch(50ms, 100);
        QVERIFY(!batch.nextDeadline());
        QVERIFY(batch.add("{\"id\":1}", 1s));
        QVERIFY(batch.add(" [2] ", 1s + 40ms));
        QCOMPARE(*batch.nextDeadline(), Nanoseconds(1s + 50ms)); // From the first one.
        QVERIFY(!batch.isDue(1s + 49ms));
        QVERIFY(batch.isDue(1s + 50ms));
        QCOMPARE(batch.take(), QByteArray("{\"type\":\"batch\",\"items\":[{\"id\":1}, [2] ]}"));
        QVERIFY(batch.isEmpty());
    }

    void batchByCount()
    {
        BatchSender batch(50ms, 100);
        for (int i = 0; i < 100; ++i)
            QVERIFY(batch.add(QByteArray::number(i), 0s));
        QVERIFY(batch.isDue(0s));
        QVERIFY(!batch.add("1", 0s)); // Full.
        QList<QByteArray> items;
        (void)batch.take(&items);
        QCOMPARE(items.size(), 100);
    }

    void onlyJsonIsAnItem()
    {
        BatchSender batch(50ms, 100);
        for (const char *text : {"", "hello", "{\"a\":", "]", "{}{}", "],[\"x\""})
            QVERIFY2(!batch.add(text, 0s), text);
        QVERIFY(batch.isEmpty());
        QVERIFY(batch.add("12345678901234567890.10", 0s)); // As it was written.
        QVERIFY(batch.take().contains("12345678901234567890.10"));
    }

    void repeats()
    {
        RepeatGuard guard(3s); // The guide's typing notice.
        QVERIFY(guard.pass("typing", 0s));
        QVERIFY(!guard.pass("typing", 2'999ms));
        QVERIFY(guard.pass("other", 2'999ms));
        QVERIFY(guard.pass("typing", 3s));
        RepeatGuard off;
        QVERIFY(off.pass("x", 0s) && off.pass("x", 0s));
    }
};

QTEST_GUILESS_MAIN(TestPoliteness)
#include "tst_politeness.moc"
