// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/endpoint.h"

#include <QTest>

class TestEndpoint : public QObject
{
    Q_OBJECT
private slots:
    void endpointFor_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        QTest::addColumn<bool>("tls");
        QTest::newRow("§3 ws") << "ws://example.org/feed"
                               << "example.org" << 80 << false;
        QTest::newRow("§3 wss") << "wss://example.org"
                                << "example.org" << 443 << true;
        QTest::newRow("case") << "WSS://EXAMPLE.org"
                              << "example.org" << 443 << true;
        QTest::newRow("port") << "ws://example.org:9001/x"
                              << "example.org" << 9001 << false;
        QTest::newRow("IPv4") << "ws://127.0.0.1:1"
                              << "127.0.0.1" << 1 << false;
        QTest::newRow("H30 IPv6 without brackets") << "wss://[::1]:9000/"
                                                   << "::1" << 9000 << true;
        QTest::newRow("H30 IPv6 zone") << "ws://[fe80::1%25eth0]/"
                                       << "fe80::1%eth0" << 80 << false;
        QTest::newRow("user information is not the host") << "ws://good.example@evil.example/"
                                                          << "evil.example" << 80 << false;
        QTest::newRow("international name")
            << QStringLiteral("wss://bücher.example/") << "xn--bcher-kva.example" << 443 << true;
    }
    void endpointFor()
    {
        QFETCH(QString, url);
        const net::Endpoint endpoint = net::endpointFor(QUrl(url));
        QTEST(endpoint.host, "host");
        QTEST(int(endpoint.port), "port");
        QTEST(endpoint.tls, "tls");
        QCOMPARE(endpoint.proxy.kind, net::ProxyChoice::Kind::None);
    }
};

QTEST_GUILESS_MAIN(TestEndpoint)
#include "tst_endpoint.moc"
