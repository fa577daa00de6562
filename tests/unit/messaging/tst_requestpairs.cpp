// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/messaging/requestpairs.h"

#include <QTest>

using namespace std::chrono_literals;

class TestRequestPairs : public QObject
{
    Q_OBJECT
private slots:
    void pairs()
    {
        messaging::RequestPairs pairs;
        QVERIFY(pairs.sent(messaging::writeRequest(1, "getUserInfo", "{\"userId\":123}"), 1s));
        QVERIFY(pairs.sent(messaging::writeRequest(2, "slow"), 2s));
        QVERIFY(!pairs.received("{\"type\":\"data\",\"id\":\"req_1\"}", 3s));
        const auto second = pairs.received("{\"id\":\"req_2\",\"type\":\"response\",\"error\":\"no\"}", 5s);
        QVERIFY(second && second->failed);
        QCOMPARE(second->type, QByteArray("slow"));
        QCOMPARE(second->latency, base::Nanoseconds(3s));
        const auto first = pairs.received("{\"id\":\"req_1\",\"type\":\"response\",\"data\":0}", 6s);
        QVERIFY(first && !first->failed);
        QCOMPARE(first->latency, base::Nanoseconds(5s));
        QVERIFY2(!pairs.received("{\"id\":\"req_1\",\"type\":\"response\",\"data\":0}", 7s), "once");
        QCOMPARE(pairs.unexpected(), quint64(1));
        QCOMPARE(pairs.pending(), qsizetype(0));
        QVERIFY(!pairs.nextDeadline());
    }
    void timesOutAfter30s()
    {
        messaging::RequestPairs pairs;
        QVERIFY(pairs.sent(messaging::writeRequest(1, "never"), 10s));
        QCOMPARE(*pairs.nextDeadline(), base::Nanoseconds(40s));
        QVERIFY(pairs.advance(40s - 1ns).empty());
        const auto late = pairs.advance(40s);
        QCOMPARE(late.size(), std::size_t(1));
        QCOMPARE(late.front(), QByteArray("\"req_1\""));
        QVERIFY(pairs.advance(41s).empty());
        QVERIFY2(!pairs.received("{\"id\":\"req_1\",\"type\":\"response\"}", 42s), "too late");
        QCOMPARE(pairs.latencies().at("never").timedOut, quint64(1));
    }
    void anIdThatIsUsedAnew()
    {
        messaging::RequestPairs pairs;
        QVERIFY(pairs.sent("{\"id\":1,\"type\":\"a\"}", 0s));
        QVERIFY(pairs.received("{\"id\":1,\"type\":\"response\"}", 1s));
        QVERIFY(pairs.sent("{\"id\":1,\"type\":\"a\"}", 20s));
        QVERIFY(pairs.advance(30s).empty());
        QCOMPARE(*pairs.nextDeadline(), base::Nanoseconds(50s));
        QCOMPARE(pairs.advance(50s).size(), std::size_t(1));
    }
    void latencyPerType()
    {
        messaging::RequestPairs pairs;
        for (int i = 1; i <= 3; ++i) {
            QVERIFY(pairs.sent(messaging::writeRequest(static_cast<quint64>(i), "a"), 0s));
            QVERIFY(pairs.received("{\"id\":\"req_" + QByteArray::number(i) + "\",\"type\":\"response\",\"error\":null}",
                std::chrono::seconds(i)));
        }
        const messaging::RequestPairs::Latency expected{.answered = 3, .least = 1s, .most = 3s, .sum = 6s};
        QCOMPARE(pairs.latencies().at("a"), expected);
    }
    void bounded()
    {
        messaging::RequestPairs pairs;
        for (int i = 0; i < 30'000; ++i)
            QVERIFY(pairs.sent("{\"id\":" + QByteArray::number(i) + ",\"type\":\"t" + QByteArray::number(i % 500) + "\"}", 0s));
        QCOMPARE(pairs.pending(), messaging::RequestPairs::mostPending);
        QVERIFY(pairs.latencies().size() <= messaging::RequestPairs::mostTypes + 1);
        QVERIFY(!pairs.sent("{\"id\":{},\"type\":\"a\"}", 0s) && !pairs.sent("{\"id\":1}", 0s) && !pairs.sent("x", 0s));
        QVERIFY(!pairs.sent("{\"id\":1,\"type\":\"response\"}", 0s));
    }
};

QTEST_GUILESS_MAIN(TestRequestPairs)
#include "tst_requestpairs.moc"
