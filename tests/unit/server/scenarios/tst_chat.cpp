// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/scenarios/chat.h"

#include "tests/unit/server/scenariobench.h"

#include <QJsonArray>
#include <QTest>

using namespace std::chrono_literals;
using Bench = tests::ScenarioBench<server::Chat>;

class TestChat : public QObject
{
    Q_OBJECT
private slots:
    void talking()
    {
        Bench bench;
        join(bench, 1, "alice");
        QCOMPARE(bench.types(1), QStringList{"history"});
        join(bench, 2, "bob");
        QCOMPARE(bench.types(1), QStringList{"user_online"});
        QCOMPARE(bench.types(2), QStringList{"history"});
        bench.say(1, "{\"type\":\"message\",\"roomId\":\"lobby\",\"text\":\"Hi <b>\",\"clientId\":\"c1\",\"timestamp\":5}");
        const QList<QJsonObject> mine = bench.heard(1);
        const QList<QJsonObject> his = bench.heard(2);
        QCOMPARE(mine.size(), 2); // All in the room get it, and who said it is told its id.
        QCOMPARE(his.size(), 1);
        QCOMPARE(his.first().value("userId").toString(), QString("alice"));
        QCOMPARE(his.first().value("text").toString(), QString("Hi <b>"));
        QCOMPARE(his.first().value("timestamp").toInt(), 5);
        QCOMPARE(mine.last().value("type").toString(), QString("ack"));
        QCOMPARE(mine.last().value("clientId").toString(), QString("c1"));
        QCOMPARE(mine.last().value("serverId"), his.first().value("id"));
        bench.say(2, "{\"type\":\"read_receipt\",\"messageId\":\"" + his.first().value("id").toString().toUtf8() + "\"}");
        QCOMPARE(bench.heard(1).first().value("messageId"), his.first().value("id"));
        QVERIFY(bench.heard(2).isEmpty());
    }
    void aMessageThatComesAgainIsNotSaidTwice()
    {
        Bench bench;
        join(bench, 1, "alice");
        join(bench, 2, "bob");
        const QByteArray message = "{\"type\":\"message\",\"roomId\":\"lobby\",\"text\":\"x\",\"clientId\":\"c1\"}";
        bench.say(1, message);
        const auto first = bench.heard(1).last().value("serverId");
        bench.say(1, message);
        const QList<QJsonObject> again = bench.heard(1);
        QCOMPARE(again.size(), 1);
        QCOMPARE(again.first().value("serverId"), first);
        QCOMPARE(bench.types(2), (QStringList{"history", "message"}));
        bench.say(2, message); // The same clientId of somebody else is another message.
        QCOMPARE(bench.types(1), QStringList{"message"});
    }
    void historyHasTheLast50()
    {
        Bench bench;
        join(bench, 1, "alice");
        for (int i = 0; i < 60; ++i)
            bench.say(1, "{\"type\":\"message\",\"roomId\":\"lobby\",\"text\":\"" + QByteArray::number(i)
                    + "\",\"clientId\":\"c" + QByteArray::number(i) + "\"}");
        join(bench, 2, "bob");
        const QJsonArray messages = bench.heard(2).first().value("messages").toArray();
        QCOMPARE(messages.size(), 50);
        QCOMPARE(messages.first().toObject().value("text").toString(), QString("10"));
        QCOMPARE(messages.last().toObject().value("text").toString(), QString("59"));
    }
    void typingAtMostEvery3sNotToOneselfNotKept()
    {
        Bench bench;
        join(bench, 1, "alice");
        join(bench, 2, "bob");
        bench.out.sent.clear();
        const auto type = [&] { bench.say(1, "{\"type\":\"typing\",\"roomId\":\"lobby\"}"); };
        type();
        type();
        bench.clock.advance(2999ms);
        type();
        QCOMPARE(bench.types(2), QStringList{"typing"});
        QVERIFY(bench.heard(1).isEmpty());
        bench.clock.advance(1ms);
        type();
        QCOMPARE(bench.types(2), QStringList{"typing"});
        join(bench, 3, "carol");
        QVERIFY(bench.heard(3).first().value("messages").toArray().isEmpty());
    }
    void severalDevicesOfOneUser()
    {
        Bench bench;
        join(bench, 1, "alice");
        join(bench, 2, "bob");
        join(bench, 3, "alice");
        bench.out.sent.clear();
        QVERIFY(bench.types(2).isEmpty()); // Alice was there already.
        bench.say(3, "{\"type\":\"message\",\"roomId\":\"lobby\",\"text\":\"x\",\"clientId\":\"c1\"}");
        QCOMPARE(bench.types(1), QStringList{"message"}); // Her other device shows what she said.
        bench.out.sent.clear();
        leave(bench, 3);
        QVERIFY(bench.types(2).isEmpty());
        leave(bench, 1);
        QCOMPARE(bench.types(2), QStringList{"user_offline"});
        leave(bench, 2);
        QCOMPARE(bench.scenario.held(), std::size_t(0));
    }
    void invalid_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::newRow("no JSON") << QByteArray("hello");
        QTest::newRow("unknown") << QByteArray("{\"type\":\"fly\"}");
        QTest::newRow("no room") << QByteArray("{\"type\":\"join\"}");
        QTest::newRow("room that is a number") << QByteArray("{\"type\":\"join\",\"roomId\":5}");
        QTest::newRow("a room one is not in")
            << QByteArray("{\"type\":\"message\",\"roomId\":\"other\",\"text\":\"x\",\"clientId\":\"c\"}");
        QTest::newRow("no text") << QByteArray("{\"type\":\"message\",\"roomId\":\"lobby\",\"clientId\":\"c\"}");
        QTest::newRow("text too long") << "{\"type\":\"message\",\"roomId\":\"lobby\",\"clientId\":\"c\",\"text\":\""
                + QByteArray(16 * 1024 + 1, 'x') + "\"}";
    }
    void invalid()
    {
        QFETCH(QByteArray, message);
        Bench bench;
        join(bench, 1, "alice");
        bench.out.sent.clear();
        bench.say(1, message);
        QCOMPARE(bench.heard(1).first().value("message").toString(), QString("Invalid message"));
    }

private:
    static void join(Bench &bench, server::ClientId client, const QByteArray &user)
    {
        bench.scenario.joinedAs(client, {.kind = server::Identity::Kind::User, .name = user}, {}, bench.clock.now(),
            bench.out);
        bench.say(client, "{\"type\":\"join\",\"roomId\":\"lobby\"}");
    }
    static void leave(Bench &bench, server::ClientId client)
    {
        bench.scenario.left(client);
        bench.settle();
    }
};

QTEST_GUILESS_MAIN(TestChat)
#include "tst_chat.moc"
