// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/scenarios/rpc.h"

#include "tests/unit/server/scenariobench.h"

#include <QJsonArray>
#include <QTest>

using namespace std::chrono_literals;
using Bench = tests::ScenarioBench<server::Rpc>;

class TestRpc : public QObject
{
    Q_OBJECT
private slots:
    void answers()
    {
        Bench bench;
        bench.say(1, "{\"id\":\"req_1\",\"type\":\"getUserInfo\",\"params\":{\"userId\":123}}");
        const QJsonObject answer = bench.heard(1).first();
        QCOMPARE(answer.value("id").toString(), QString("req_1"));
        QCOMPARE(answer.value("type").toString(), QString("response"));
        QCOMPARE(answer.value("data").toObject().value("userId").toInt(), 123);
        bench.say(1, "{\"id\":\"req_001\",\"type\":\"getUserInfo\",\"userId\":5}"); // As the guide's picture has it.
        QCOMPARE(bench.heard(1).first().value("data").toObject().value("userId").toInt(), 5);
        bench.say(1, "{\"id\":7,\"type\":\"fail\"}");
        const QJsonObject failed = bench.heard(1).first();
        QVERIFY(failed.contains("error") && !failed.contains("data"));
        QCOMPARE(failed.value("id").toInt(), 7);
        bench.say(1, "{\"id\":\"x\",\"type\":\"fly\"}");
        QCOMPARE(bench.heard(1).first().value("error").toString(), QString("Unknown method"));
    }
    void slowOnesOvertakeNobody()
    {
        Bench bench;
        bench.say(1, "{\"id\":\"a\",\"type\":\"slow\",\"params\":{\"ms\":2000}}");
        bench.say(1, "{\"id\":\"b\",\"type\":\"slow\",\"params\":{\"ms\":500}}");
        bench.say(1, "{\"id\":\"c\",\"type\":\"never\"}");
        bench.run(499ms);
        QVERIFY(bench.heard(1).isEmpty());
        bench.run(1ms);
        QCOMPARE(bench.heard(1).first().value("id").toString(), QString("b"));
        bench.run(1500ms);
        QCOMPARE(bench.heard(1).first().value("id").toString(), QString("a"));
        bench.run(10min);
        QVERIFY(bench.heard(1).isEmpty());
    }
    void whoLeavesIsNotAnswered()
    {
        Bench bench;
        bench.say(1, "{\"id\":\"a\",\"type\":\"slow\"}");
        QCOMPARE(bench.scenario.held(), std::size_t(1));
        bench.scenario.left(1);
        QCOMPARE(bench.scenario.held(), std::size_t(0));
        QVERIFY(!bench.scenario.nextDeadline());
    }
    void invalid()
    {
        Bench bench;
        for (const char *message : {"hello", "[]", "{\"type\":\"getUserInfo\"}", "{\"id\":\"a\"}", "{\"id\":{},\"type\":\"x\"}"}) {
            bench.say(1, message);
            QCOMPARE(bench.heard(1).first().value("message").toString(), QString("Invalid message"));
        }
    }
};

QTEST_GUILESS_MAIN(TestRpc)
#include "tst_rpc.moc"
