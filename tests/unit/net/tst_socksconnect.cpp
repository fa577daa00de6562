// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/socksconnect.h"

#include "tests/support/bytes.h"

#include <QTest>

using net::ProxyWord;
using net::SocksConnect;
using tests::operator""_bytes;
using Kind = net::ProxyWord::Kind;
using Why = net::TransportError::Kind;

//! RFC 1928 and RFC 1929 from the client's side, byte by byte.
class TestSocksConnect : public QObject
{
    Q_OBJECT
private:
    static ProxyWord feed(SocksConnect &talk, const QByteArray &bytes)
    {
        ProxyWord word;
        for (qsizetype at = 0; at < bytes.size() && word.kind == Kind::More; ++at) {
            QByteArrayView view = QByteArrayView(bytes).sliced(at, 1);
            word = talk.receive(view);
        }
        return word;
    }

private slots:
    void requests_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QByteArray>("request");
        QTest::newRow("name") << "feed.example"
                              << "05 01 00 03 0c"_bytes + "feed.example" + "20 fb"_bytes;
        QTest::newRow("IPv4") << "127.0.0.1"
                              << "05 01 00 01 7f 00 00 01 20 fb"_bytes;
        QTest::newRow("IPv6") << "::1"
                              << "05 01 00 04 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01 20 fb"_bytes;
    }
    void requests()
    {
        QFETCH(QString, host);
        SocksConnect talk(host, 8443, {}, {});
        QCOMPARE(talk.begin(), "05 01 00"_bytes);
        const ProxyWord word = feed(talk, "05 00"_bytes);
        QCOMPARE(word.kind, Kind::Send);
        QTEST(word.bytes, "request");
        QCOMPARE(feed(talk, "05 00 00 03 02 61 62 00 50"_bytes).kind, Kind::Open);
    }
    void login()
    {
        SocksConnect talk("h", 80, "me", "pass");
        QCOMPARE(talk.begin(), "05 02 00 02"_bytes);
        const ProxyWord word = feed(talk, "05 02"_bytes);
        QCOMPARE(word.bytes, "01 02"_bytes + "me" + "04"_bytes + "pass");
        QCOMPARE(feed(talk, "01 00"_bytes).kind, Kind::Send);
        QCOMPARE(feed(talk, "05 00 00 04"_bytes + QByteArray(16 + 2, 'x')).kind, Kind::Open);
    }
    void takesNoMoreThanItsAnswer()
    {
        SocksConnect talk("h", 80, {}, {});
        QVERIFY(!talk.begin().isEmpty());
        QCOMPARE(feed(talk, "05 00"_bytes).kind, Kind::Send);
        const QByteArray bytes = "05 00 00 01 7f 00 00 01 00 50"_bytes + "hello";
        QByteArrayView view(bytes);
        QCOMPARE(talk.receive(view).kind, Kind::Open);
        QCOMPARE(view.toByteArray(), "hello");
    }
    void refusals_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("why");
        const int failed = static_cast<int>(Why::ProxyFailed), login = static_cast<int>(Why::ProxyLogin);
        QTest::newRow("no SOCKS 5") << "04"_bytes << QByteArray() << failed;
        QTest::newRow("A12 rubbish without end") << QByteArray(1000, 'x') << QByteArray() << failed;
        QTest::newRow("no method") << "05 ff"_bytes << QByteArray() << login;
        QTest::newRow("a method not offered") << "05 02"_bytes << QByteArray() << login;
        QTest::newRow("its rules") << "05 00"_bytes
                                   << "05 02 00 01 00 00 00 00 00 00"_bytes << failed;
        QTest::newRow("host unreachable") << "05 00"_bytes
                                          << "05 04 00 01 00 00 00 00 00 00"_bytes << failed;
        QTest::newRow("another version") << "05 00"_bytes
                                         << "04"_bytes << failed;
        QTest::newRow("A12 a name of 255 bytes") << "05 00"_bytes
                                                 << "05 01 00 03 ff"_bytes + QByteArray(257, 'x') << failed;
        QTest::newRow("kind of address") << "05 00"_bytes
                                         << "05 00 00 09 00 00 00 00 00 00"_bytes << failed;
    }
    void refusals()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, answer);
        SocksConnect talk("h", 80, {}, {});
        QVERIFY(!talk.begin().isEmpty());
        ProxyWord word = feed(talk, method);
        if (!answer.isEmpty()) {
            QCOMPARE(word.kind, Kind::Send);
            word = feed(talk, answer);
        }
        QCOMPARE(word.kind, Kind::Failed);
        QTEST(static_cast<int>(word.error.kind), "why");
        QVERIFY(!word.error.detail.isEmpty());
    }
    void wrongLogin()
    {
        SocksConnect talk("h", 80, "me", "wrong");
        QVERIFY(!talk.begin().isEmpty());
        QCOMPARE(feed(talk, "05 02"_bytes).kind, Kind::Send);
        QCOMPARE(feed(talk, "01 01"_bytes).error.kind, Why::ProxyLogin);
    }
    void tooLongForSocks()
    {
        QVERIFY(SocksConnect(QString(256, 'x'), 80, {}, {}).begin().isEmpty());
        QVERIFY(SocksConnect("h", 80, QString(256, 'x'), {}).begin().isEmpty());
        QVERIFY(SocksConnect("h", 80, "me", QString(256, 'x')).begin().isEmpty());
        QCOMPARE(SocksConnect("h", 80, "me", {}).ended().error.kind, Why::ProxyFailed);
    }
};

QTEST_GUILESS_MAIN(TestSocksConnect)
#include "tst_socksconnect.moc"
