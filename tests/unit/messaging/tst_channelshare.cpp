// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/messaging/channelshare.h"

#include <QTest>

using namespace std::chrono_literals;

class TestChannelShare : public QObject
{
    Q_OBJECT
private slots:
    void oneOnTheWireForAll()
    {
        messaging::ChannelShare share;
        QCOMPARE(*share.acquire("chat", 1), QByteArray("{\"channel\":\"chat\",\"type\":\"subscribe\"}"));
        QVERIFY(!share.acquire("chat", 2));
        QVERIFY(!share.acquire("chat", 2));
        QCOMPARE(share.users("chat"), std::size_t(2));
        QVERIFY(!share.release("chat", 2));
        QVERIFY2(!share.release("chat", 2), "twice");
        QCOMPARE(*share.release("chat", 1), QByteArray("{\"channel\":\"chat\",\"type\":\"unsubscribe\"}"));
        QVERIFY(!share.release("chat", 1));
        QCOMPARE(share.channels(), std::size_t(0));
    }
    void whoIsGone()
    {
        messaging::ChannelShare share;
        (void)share.acquire("a", 1);
        (void)share.acquire("b", 1);
        (void)share.acquire("b", 2);
        QCOMPARE(share.releaseAll(1), QList<QByteArray>{"{\"channel\":\"a\",\"type\":\"unsubscribe\"}"});
        QCOMPARE(share.connected(), QList<QByteArray>{"{\"channel\":\"b\",\"type\":\"subscribe\"}"});
    }
    void deliveries()
    {
        messaging::ChannelShare share;
        (void)share.acquire("a", 1);
        (void)share.acquire("a", 7);
        QCOMPARE(share.usersOf("{\"type\":\"message\",\"channel\":\"a\",\"message\":0}"), (std::set<quint64>{1, 7}));
        QVERIFY(share.usersOf("{\"type\":\"message\",\"channel\":\"b\",\"message\":0}").empty());
        QVERIFY(share.usersOf("{\"type\":\"data\",\"channel\":\"a\"}").empty());
        QCOMPARE(messaging::ChannelShare::publication("a", "[1]"),
            QByteArray("{\"channel\":\"a\",\"type\":\"publish\",\"message\":[1]}"));
    }
};

QTEST_GUILESS_MAIN(TestChannelShare)
#include "tst_channelshare.moc"
