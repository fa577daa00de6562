// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/scenarios/channels.h"

#include "tests/unit/server/scenariobench.h"

#include <QJsonArray>
#include <QTest>

using namespace std::chrono_literals;
using Bench = tests::ScenarioBench<server::Channels>;

class TestChannels : public QObject
{
    Q_OBJECT
private slots:
    void publishAndSubscribe()
    {
        Bench bench;
        bench.say(1, "{\"type\":\"subscribe\",\"channel\":\"chat\"}");
        bench.say(2, "{\"type\":\"subscribe\",\"channel\":\"chat\"}");
        bench.say(2, "{\"type\":\"subscribe\",\"channel\":\"chat\"}"); // Again is once.
        bench.say(3, "{\"type\":\"publish\",\"channel\":\"chat\",\"message\":{\"user\":\"Alice\",\"text\":\"Hello!\"}}");
        QCOMPARE(bench.out.sent.size(), std::size_t(2));
        // One encoded message for all of them.
        QVERIFY(bench.out.sent[0].payload == bench.out.sent[1].payload);
        const QJsonObject message = bench.heard(1).first();
        QCOMPARE(message.value("type").toString(), QString("message"));
        QCOMPARE(message.value("channel").toString(), QString("chat"));
        QCOMPARE(message.value("message").toObject().value("text").toString(), QString("Hello!"));
        bench.heard(2);
        bench.say(1, "{\"type\":\"unsubscribe\",\"channel\":\"chat\"}");
        bench.say(3, "{\"type\":\"publish\",\"channel\":\"chat\",\"message\":0}"); // Falsy is a message too.
        QVERIFY(bench.heard(1).isEmpty());
        QCOMPARE(bench.heard(2).first().value("message").toInt(-1), 0);
        bench.scenario.left(2);
        QCOMPARE(bench.scenario.held(), std::size_t(0));
    }
    void bounded()
    {
        Bench bench;
        for (int i = 0; i < 257; ++i)
            bench.say(1, "{\"type\":\"subscribe\",\"channel\":\"c" + QByteArray::number(i) + "\"}");
        QCOMPARE(bench.heard(1).size(), 1); // The one too many.
        bench.scenario.left(1);
        QCOMPARE(bench.scenario.held(), std::size_t(0));
    }
    void invalid()
    {
        Bench bench;
        for (const char *message : {"hello", "{\"type\":\"subscribe\"}", "{\"type\":\"publish\",\"channel\":\"a\"}",
                 "{\"type\":\"fly\",\"channel\":\"a\"}", "{\"type\":\"subscribe\",\"channel\":\"\"}"}) {
            bench.say(1, message);
            QCOMPARE(bench.heard(1).first().value("message").toString(), QString("Invalid message"));
        }
    }
};

QTEST_GUILESS_MAIN(TestChannels)
#include "tst_channels.moc"
