// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/address.h"

#include <QTest>

using settings::AddressError;

class TestAddress : public QObject
{
    Q_OBJECT
private slots:
    void meant_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("url");
        QTest::newRow("ws stays") << "ws://example.org/feed"
                                  << "ws://example.org/feed";
        QTest::newRow("wss stays") << "wss://example.org:9443/feed?x=1"
                                   << "wss://example.org:9443/feed?x=1";
        QTest::newRow("case of the scheme") << "WSS://Example.org/Feed"
                                            << "wss://example.org/Feed";
        QTest::newRow("http") << "http://example.org/feed"
                              << "ws://example.org/feed";
        QTest::newRow("https") << "https://example.org/feed"
                               << "wss://example.org/feed";
        QTest::newRow("blanks around") << "  ws://h/ \n"
                                       << "ws://h/";
        QTest::newRow("this computer") << "localhost:8080/feed"
                                       << "ws://localhost:8080/feed";
        QTest::newRow("loopback") << "127.0.0.1:8080"
                                  << "ws://127.0.0.1:8080";
        QTest::newRow("loopback, IPv6") << "[::1]:8080/x"
                                        << "ws://[::1]:8080/x";
        QTest::newRow("private") << "192.168.1.20:8123/api/websocket"
                                 << "ws://192.168.1.20:8123/api/websocket";
        QTest::newRow("unique local, IPv6") << "[fd00::1]/x"
                                            << "ws://[fd00::1]/x";
        QTest::newRow("name without a dot") << "homeserver:8123/x"
                                            << "ws://homeserver:8123/x";
        QTest::newRow(".local") << "printer.local/x"
                                << "ws://printer.local/x";
        QTest::newRow("open network") << "stream.example.com:9443/ws/btcusdt@trade"
                                      << "wss://stream.example.com:9443/ws/btcusdt@trade";
        QTest::newRow("open network, address") << "93.184.216.34/x"
                                               << "wss://93.184.216.34/x";
        QTest::newRow("port 80 is plain") << "example.org:80/x"
                                          << "ws://example.org:80/x";
        QTest::newRow("port 443 is TLS") << "homeserver:443/x"
                                         << "wss://homeserver:443/x";
        QTest::newRow("slashes only") << "//example.org/x"
                                      << "wss://example.org/x";
        QTest::newRow("scheme inside the query") << "example.org/x?to=http://h"
                                                 << "wss://example.org/x?to=http://h";
        QTest::newRow("user information") << "ws://user:pass@h:1/"
                                          << "ws://user:pass@h:1/";
    }
    void meant()
    {
        QFETCH(QString, typed);
        const auto url = settings::parseAddress(typed);
        QVERIFY(url.hasValue());
        QTEST(url->toString(), "url");
    }

    // Escapes go out as they were typed; a per cent sign that begins none is escaped by itself.
    void escapes_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QByteArray>("sent");
        QTest::newRow("stray and meant") << "ws://h/x?discount=50%&name=%C3%BC"
                                         << QByteArray("ws://h/x?discount=50%25&name=%C3%BC");
        QTest::newRow("lower case") << "ws://h/%2fa%zz" << QByteArray("ws://h/%2Fa%25zz");
        QTest::newRow("at the end") << "ws://h/?a=%2" << QByteArray("ws://h/?a=%252");
        QTest::newRow("none") << "ws://h/?a=b%20c" << QByteArray("ws://h/?a=b%20c");
    }
    void escapes()
    {
        QFETCH(QString, typed);
        const auto url = settings::parseAddress(typed);
        QVERIFY(url.hasValue());
        QTEST(url->toEncoded(), "sent");
    }

    void refused_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<AddressError>("error");
        QTest::newRow("nothing") << " " << AddressError::Empty;
        QTest::newRow("1 MiB") << QString(1 << 20, u'a') << AddressError::TooLong;
        QTest::newRow("U18 line break inside") << "ws://h/\r\nHost: evil" << AddressError::HasControls;
        QTest::newRow("U06 bidi override") << QStringLiteral("ws://h/\u202egnp") << AddressError::HasControls;
        QTest::newRow("U18 file") << "file:///etc/passwd" << AddressError::SchemeNotWebSocket;
        QTest::newRow("U18 javascript") << "javascript:alert(1)" << AddressError::SchemeNotWebSocket;
        QTest::newRow("ftp") << "ftp://h/x" << AddressError::SchemeNotWebSocket;
        QTest::newRow("no host") << "ws:///x" << AddressError::HostMissing;
        QTest::newRow("scheme alone") << "ws://" << AddressError::HostMissing;
        QTest::newRow("N32 U18 port 0") << "ws://h:0/x" << AddressError::PortInvalid;
        QTest::newRow("N32 port too large") << "ws://h:65536/x" << AddressError::PortInvalid;
        QTest::newRow("port no number") << "localhost:feed" << AddressError::PortInvalid;
        QTest::newRow("port empty") << "ws://h:/x" << AddressError::PortInvalid;
        QTest::newRow("fragment") << "ws://h/x#y" << AddressError::FragmentInUrl;
        QTest::newRow("blank in the host") << "ws://a b/x" << AddressError::Invalid;
        QTest::newRow("open bracket") << "ws://[::1/x" << AddressError::Invalid;
    }
    void refused()
    {
        QFETCH(QString, typed);
        const auto url = settings::parseAddress(typed);
        QVERIFY2(!url.hasValue(), url.hasValue() ? qPrintable(url->toString()) : "");
        QTEST(url.error(), "error");
    }

    void everyPrefix()
    {
        const QString whole = QStringLiteral("wss://user:pa@[fe80::1]:9443/a%20b?x=%zz#f");
        for (qsizetype size = 0; size <= whole.size(); ++size) {
            const auto url = settings::parseAddress(whole.left(size));
            QVERIFY(!url.hasValue() || (url->isValid() && !url->host().isEmpty()));
        }
    }
};

QTEST_GUILESS_MAIN(TestAddress)
#include "tst_address.moc"
