// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/listener.h"

#include "tests/unit/net/link.h"
#include "tests/unit/net/recorder.h"

#include <QTest>

using namespace tests;

class TestListener : public QObject
{
    Q_OBJECT
private slots:
    void servesAClient()
    {
        Recorder atServer;
        std::unique_ptr<net::SocketTransport> server;
        QString caller;
        net::Listener listener([&](net::Incoming incoming) {
            QVERIFY(incoming.isPeerLoopback());
            caller = incoming.peerAddress();
            server = net::SocketTransport::adopt(std::move(incoming), atServer, m_clock);
            QVERIFY(!atServer.isConnected()); // From the event loop, when the owner has it.
        });
        QVERIFY(listener.listen("localhost", 0));
        QVERIFY(listener.isListening());
        QVERIFY(listener.port() > 0);
        QCOMPARE(listener.address(), "127.0.0.1");

        Recorder atClient;
        net::SocketTransport client(atClient, m_clock);
        atClient.onConnected = [&] { client.write(pattern(300'000)); };
        client.open({.host = "127.0.0.1", .port = listener.port()});
        QTRY_SOON(atServer.received.size() == 300'000);
        QCOMPARE(atServer.received, pattern(300'000));
        QCOMPARE(atServer.peer->address, caller);
        server->write("bye");
        server->finish();
        QTRY_SOON(atClient.ends == 1);
        QCOMPARE(atClient.received, "bye");
        QCOMPARE(atClient.end->kind, net::TransportError::Kind::PeerClosed);
        QTRY_SOON(atServer.ends == 1);
        QCOMPARE(atServer.end->kind, net::TransportError::Kind::PeerClosed);
    }

    void aStreamNobodyTakesIsClosed()
    {
        net::Listener listener([](net::Incoming) {});
        QVERIFY(listener.listen("127.0.0.1", 0));
        Recorder atClient;
        net::SocketTransport client(atClient, m_clock);
        client.open({.host = "127.0.0.1", .port = listener.port()});
        QTRY_SOON(atClient.ends == 1);
    }

    void streamsOutliveTheListener()
    {
        Recorder atServer;
        std::unique_ptr<net::SocketTransport> server;
        auto listener = std::make_unique<net::Listener>([&](net::Incoming incoming) {
            server = net::SocketTransport::adopt(std::move(incoming), atServer, m_clock);
        });
        QVERIFY(listener->listen("127.0.0.1", 0));
        Recorder atClient;
        net::SocketTransport client(atClient, m_clock);
        client.open({.host = "127.0.0.1", .port = listener->port()});
        QTRY_SOON(atServer.isConnected() && atClient.isConnected());
        listener.reset();
        client.write("hello");
        QTRY_SOON(atServer.received == "hello");
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("host");
        QTest::newRow("a name") << "example.org";
        QTest::newRow("empty") << "";
        QTest::newRow("an address that is not ours") << "203.0.113.7";
    }
    void refuses()
    {
        QFETCH(QString, host);
        net::Listener listener([](net::Incoming) {});
        const auto result = listener.listen(host, 0);
        QVERIFY(!result);
        QVERIFY(!result.error().detail.isEmpty());
        QVERIFY(!listener.isListening());
        QCOMPARE(listener.port(), 0);
    }

    void aPortInUse()
    {
        net::Listener first([](net::Incoming) {});
        QVERIFY(first.listen("127.0.0.1", 0));
        net::Listener second([](net::Incoming) {});
        QVERIFY(!second.listen("127.0.0.1", first.port()));
        first.close();
        QVERIFY(second.listen("127.0.0.1", 0));
    }

private:
    ManualClock m_clock;
};

QTEST_GUILESS_MAIN(TestListener)
#include "tst_listener.moc"
