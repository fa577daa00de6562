// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/proxylookup.h"

#include "tests/support/bytes.h"
#include "tests/unit/net/link.h"
#include "tests/unit/net/recorder.h"

#include <QTest>

using namespace tests;
using Kind = net::TransportError::Kind;
using ProxyKind = net::ProxyChoice::Kind;

//! Names, proxies, and what goes wrong with them (N04, N21).
class TestDialer : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY2(certificates().isValid(), qPrintable(certificates().error())); }

    void directMeansDirect_data() { addKinds(); }
    void directMeansDirect()
    {
        QFETCH(bool, tls);
        // What Qt would take by default leads nowhere.
        QNetworkProxy::setApplicationProxy({QNetworkProxy::HttpProxy, "127.0.0.1", 1});
        const auto peer = makePeer(tls);
        open(endpointOf(*peer, tls));
        QTRY_SOON(m_recorder.isConnected());
        QNetworkProxy::setApplicationProxy(QNetworkProxy::NoProxy);
    }

    void systemProxyIsAskedWithoutBlocking()
    {
        const auto peer = makePeer(false);
        net::Endpoint endpoint = endpointOf(*peer, false);
        endpoint.proxy.kind = ProxyKind::System;
        open(endpoint);
        QTRY_SOON(m_recorder.isConnected()); // Loopback needs no proxy in any system.
        QCOMPARE(m_recorder.log.first(), "resolving");
    }

    void throughHttp_data() { addKinds(); }
    void throughHttp()
    {
        QFETCH(bool, tls);
        // The proxy of this test is at the same time the server behind it; TLS then goes unanswered.
        const auto proxy = makePeer(false);
        proxy->expectHead()
            .send("HTTP/1.1 200 Connection established\r\n\r\n")
            .expect(5)
            .send(tests::pattern(5'000'000));
        net::Endpoint endpoint{
            .host = "feed.example", .port = 8443, .tls = tls, .proxy = choice(ProxyKind::Http, *proxy)};
        m_recorder.onConnected = [this] { m_transport->write("hello"); };
        open(endpoint);
        if (tls)
            QTRY_SOON(proxy->received().contains("\r\n\r\n\x16\x03")); // ClientHello, end to end.
        else
            QTRY_SOON(m_recorder.received == tests::pattern(5'000'000));
        QVERIFY2(proxy->received().startsWith("CONNECT feed.example:8443 HTTP/1.1\r\n"), proxy->received().constData());
        QCOMPARE(m_recorder.log.first(), "proxy");
        QVERIFY(!m_recorder.log.contains("resolving")); // The proxy resolves.
    }

    void throughSocks5()
    {
        const auto proxy = makePeer(false);
        proxy->expect(3)
            .send("05 00"_bytes)
            .expect(4 + 1 + 12 + 2)
            .send("05 00 00 01 7f 00 00 01 00 50"_bytes)
            .expect(5)
            .send(tests::pattern(5'000'000));
        m_recorder.onConnected = [this] { m_transport->write("hello"); };
        open({.host = "feed.example", .port = 80, .proxy = choice(ProxyKind::Socks5, *proxy)});
        QTRY_SOON(m_recorder.received.size() == 5'000'000);
        QCOMPARE(m_recorder.received, tests::pattern(5'000'000));
        QVERIFY(proxy->received().contains("\x0c"
                                           "feed.example"));
    }

    void proxyTrouble_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<Kind>("kind");
        QTest::newRow("N21 407") << QByteArray("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: "
                                               "Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n")
                                 << Kind::ProxyLogin;
        QTest::newRow("N21 502") << QByteArray("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
                                 << Kind::ProxyFailed;
        QTest::newRow("N21 closes in the tunnel's answer") << QByteArray("HTTP/1.1 20") << Kind::ProxyFailed;
        QTest::newRow("N21 closes at once") << QByteArray() << Kind::ProxyFailed;
        QTest::newRow("N21 HTML") << QByteArray("<html>no proxy</html>\r\n\r\n") << Kind::ProxyFailed;
    }
    void proxyTrouble()
    {
        QFETCH(QByteArray, answer);
        QFETCH(Kind, kind);
        const auto proxy = makePeer(false);
        proxy->expectHead().send(answer).fin();
        open({.host = "feed.example", .port = 80, .proxy = choice(ProxyKind::Http, *proxy)});
        QTRY_COMPARE_WITH_TIMEOUT(m_recorder.ends, 1, 30'000);
        QCOMPARE(m_recorder.end->kind, kind);
        QVERIFY(!m_recorder.isConnected());
    }

    void proxyRefused()
    {
        auto proxy = makePeer(false);
        const net::Endpoint endpoint{.host = "feed.example", .port = 80, .proxy = choice(ProxyKind::Http, *proxy)};
        proxy.reset();
        open(endpoint);
        QTRY_COMPARE_WITH_TIMEOUT(m_recorder.ends, 1, 30'000);
        QCOMPARE(m_recorder.end->kind, Kind::ProxyFailed);
    }

    void credentialsGoToTheProxyOnly()
    {
        const auto proxy = makePeer(false);
        proxy->expectHead()
            .send("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic "
                  "realm=\"x\"\r\nContent-Length: 0\r\n\r\n")
            .expectHead()
            .send("HTTP/1.1 200 OK\r\n\r\n")
            .expect(5);
        net::Endpoint endpoint{.host = "feed.example", .port = 80, .proxy = choice(ProxyKind::Http, *proxy)};
        endpoint.proxy.url.setUserName("user");
        endpoint.proxy.url.setPassword("pass");
        m_recorder.onConnected = [this] { m_transport->write("hello"); };
        open(endpoint);
        QTRY_SOON(m_recorder.isConnected());
        QTRY_SOON(proxy->received().endsWith("hello"));
        QCOMPARE(proxy->received().count("Proxy-Authorization: Basic dXNlcjpwYXNz"), 1);
    }

    // Qt's engine for proxies waited for ever behind some of these, and kept all of the endless ones.
    void a12AnswersThatQtDidNotTake_data()
    {
        QTest::addColumn<QByteArray>("answer");
        const QByteArray asked = "HTTP/1.1 407 Login\r\nProxy-Authenticate: Basic realm=\"x\"\r\n";
        QTest::newRow("body of a 407") << asked + "Content-Length: 5\r\n\r\nlogin";
        QTest::newRow("chunked body") << asked + "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n";
        QTest::newRow("interim") << "HTTP/1.1 100 Continue\r\n\r\n" + asked + "Content-Length: 0\r\n\r\n";
    }
    void a12AnswersThatQtDidNotTake()
    {
        QFETCH(QByteArray, answer);
        const auto proxy = makePeer(false);
        proxy->expectHead()
            .send(answer)
            .expectHead()
            .send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nfirst")
            .expect(5)
            .send("last");
        net::Endpoint endpoint{.host = "feed.example", .port = 80, .proxy = choice(ProxyKind::Http, *proxy)};
        endpoint.proxy.url.setUserName("user");
        endpoint.proxy.url.setPassword("pass");
        m_recorder.onConnected = [this] { m_transport->write("hello"); };
        open(endpoint);
        QTRY_COMPARE_WITH_TIMEOUT(m_recorder.received, "firstlast", 30'000);
        QCOMPARE(proxy->clients(), 1);
        QVERIFY(m_recorder.peer->address.isEmpty()); // The proxy's is not the peer's.
    }
    void a12ReconnectsForALogin()
    {
        const auto proxy = makePeer(false);
        proxy->expectHead().send("HTTP/1.0 407 Login\r\nProxy-Authenticate: Basic realm=\"x\"\r\n\r\nlog in").fin();
        net::Endpoint endpoint{.host = "feed.example", .port = 80, .proxy = choice(ProxyKind::Http, *proxy)};
        endpoint.proxy.url.setUserName("user");
        open(endpoint);
        QTRY_COMPARE_WITH_TIMEOUT(m_recorder.ends, 1, 30'000);
        QCOMPARE(m_recorder.end->kind, Kind::ProxyLogin); // The same answer to the login.
        QCOMPARE(proxy->clients(), 2);
        QVERIFY(proxy->received().contains("Proxy-Authorization: Basic dXNlcjo="));
    }
    void a12EndlessAnswers_data()
    {
        QTest::addColumn<ProxyKind>("kind");
        QTest::addColumn<QByteArray>("answer");
        constexpr qsizetype much = 3 << 20;
        QTest::newRow("status line") << ProxyKind::Http << "HTTP/1.1 200 " + QByteArray(much, 'x');
        QTest::newRow("field") << ProxyKind::Http << "HTTP/1.1 200 OK\r\nX: " + QByteArray(much, 'x');
        QTest::newRow("fields") << ProxyKind::Http << "HTTP/1.1 200 OK\r\n" + QByteArray("X: y\r\n").repeated(much / 6);
        QTest::newRow("body of a 407") << ProxyKind::Http
                                       << "HTTP/1.1 407 L\r\nProxy-Authenticate: Basic realm=\"x\"\r\n\r\n"
                + QByteArray(much, 'x');
        QTest::newRow("SOCKS") << ProxyKind::Socks5 << QByteArray(much, 'x');
        QTest::newRow("SOCKS zeros") << ProxyKind::Socks5 << QByteArray(much, '\0');
    }
    void a12EndlessAnswers()
    {
        QFETCH(ProxyKind, kind);
        QFETCH(QByteArray, answer);
        const auto proxy = makePeer(false);
        proxy->expect(3).send(answer).wait();
        open({.host = "feed.example", .port = 80, .proxy = choice(kind, *proxy)});
        QTRY_COMPARE_WITH_TIMEOUT(m_recorder.ends, 1, 30'000);
        QVERIFY(m_recorder.end->kind == Kind::ProxyFailed || m_recorder.end->kind == Kind::ProxyLogin);
    }
    void a12AbortInsideTheTunnel()
    {
        const auto proxy = makePeer(false);
        proxy->expectHead().send("HTTP/1.1 20").wait();
        open({.host = "feed.example", .port = 80, .proxy = choice(ProxyKind::Http, *proxy)});
        QTRY_SOON(proxy->received().endsWith("\r\n\r\n"));
        m_transport->abort();
        QCOMPARE(m_recorder.ends, 1);
        m_transport.reset();
        settle();
        QCOMPARE(m_recorder.ends, 1);
    }
    void a12NothingBeforeTls()
    {
        const auto proxy = makePeer(false);
        proxy->expectHead().send("HTTP/1.1 200 OK\r\n\r\nwritten by the proxy").wait();
        open({.host = "feed.example", .port = 443, .tls = true, .proxy = choice(ProxyKind::Http, *proxy)});
        QTRY_COMPARE_WITH_TIMEOUT(m_recorder.ends, 1, 30'000);
        QCOMPARE(m_recorder.end->kind, Kind::ProxyFailed);
    }

    void proxyFor()
    {
        const auto http = net::proxyFor({.kind = ProxyKind::Http, .url = QUrl("http://user:p%40ss@proxy.example")});
        QVERIFY(http);
        QCOMPARE(http->type(), QNetworkProxy::HttpProxy);
        QCOMPARE(http->port(), 8080);
        QCOMPARE(http->password(), "p@ss");
        const auto socks = net::proxyFor({.kind = ProxyKind::Socks5, .url = QUrl("socks5://proxy.example")});
        QVERIFY(socks);
        QCOMPARE(socks->type(), QNetworkProxy::Socks5Proxy);
        QCOMPARE(socks->port(), 1080);
        QCOMPARE(net::proxyFor({})->type(), QNetworkProxy::NoProxy);
        QVERIFY(!net::proxyFor({.kind = ProxyKind::Http}));
    }

    void nameThatDoesNotExist() // N04
    {
        open({.host = "no-such-host.invalid", .port = 80});
        QTRY_COMPARE_WITH_TIMEOUT(m_recorder.ends, 1, 60'000);
        QCOMPARE(m_recorder.end->kind, Kind::HostNotFound);
        QCOMPARE(m_recorder.log, QStringList({"resolving", "ended"}));
    }

    void cancelledLookup() // N04
    {
        open({.host = "no-such-host.invalid", .port = 80});
        QTRY_SOON(m_recorder.log.contains("resolving"));
        m_transport->abort();
        QCOMPARE(m_recorder.ends, 1);
        m_transport.reset();
        settle();
        QCOMPARE(m_recorder.ends, 1);
    }

    void cleanup()
    {
        m_transport.reset();
        settle();
        m_recorder = {};
    }

private:
    static net::ProxyChoice choice(ProxyKind kind, const ScriptedPeer &proxy)
    {
        net::ProxyChoice choice{.kind = kind};
        choice.url.setScheme("proxy");
        choice.url.setHost("127.0.0.1");
        choice.url.setPort(proxy.serverPort());
        return choice;
    }
    void open(const net::Endpoint &endpoint)
    {
        m_transport = std::make_unique<net::SocketTransport>(m_recorder, m_clock);
        m_transport->open(endpoint);
    }

    Recorder m_recorder;
    ManualClock m_clock;
    std::unique_ptr<net::SocketTransport> m_transport;
};

QTEST_GUILESS_MAIN(TestDialer)
#include "tst_dialer.moc"
