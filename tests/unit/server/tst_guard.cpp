// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/guard.h"

#include <QTest>

using server::Refused;

class TestGuard : public QObject
{
    Q_OBJECT
private slots:
    void loopbackNames_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<bool>("loopback");
        for (const char *host :
            {"localhost", "LocalHost:8080", "127.0.0.1", "127.0.0.1:1", "127.255.0.9:65535", "[::1]", "[::1]:80"})
            QTest::newRow(host) << QByteArray(host) << true;
        for (const char *host : {"", "example.com", "localhost.example.com", "127.0.0.1.example.com", "127.1",
                 "127.0.0.256", "128.0.0.1", "0.0.0.0", "[::2]", "[::1", "::1", "localhost:80:80", "localhost:x",
                 "127.0.0.1@evil", "localhost.", " localhost", ":80"})
            QTest::newRow(qPrintable(QString("not '%1'").arg(host))) << QByteArray(host) << false;
    }
    void loopbackNames()
    {
        QFETCH(QByteArray, host);
        QTEST(server::isLoopbackName(host), "loopback");
    }

    void requests_data()
    {
        QTest::addColumn<QByteArray>("host");
        QTest::addColumn<QByteArray>("origin"); // null: none was sent
        QTest::addColumn<bool>("loopbackOnly");
        QTest::addColumn<std::optional<Refused>>("refusal");
        const auto row = [](const char *name, const char *host, const char *origin, bool loopbackOnly,
                             std::optional<Refused> refusal) {
            QTest::newRow(name) << QByteArray(host) << (origin ? QByteArray(origin) : QByteArray()) << loopbackOnly
                                << refusal;
        };
        row("no origin", "127.0.0.1:9", nullptr, true, {});
        row("page on this machine", "127.0.0.1:9", "http://localhost:3000", true, {});
        row("page on this machine, https and IPv6", "localhost:9", "https://[::1]:3000", true, {});
        row("foreign page", "127.0.0.1:9", "https://evil.example", true, Refused::ForeignOrigin);
        row("foreign page, loopback as its prefix", "127.0.0.1:9", "https://127.0.0.1.evil.example", true,
            Refused::ForeignOrigin);
        row("foreign page, loopback as its user", "127.0.0.1:9", "https://localhost@evil.example", true,
            Refused::ForeignOrigin);
        row("sandboxed page", "127.0.0.1:9", "null", true, Refused::ForeignOrigin);
        row("empty origin", "127.0.0.1:9", "", true, Refused::ForeignOrigin);
        row("file page", "127.0.0.1:9", "file://", true, Refused::ForeignOrigin);
        row("extension", "127.0.0.1:9", "chrome-extension://abc", true, Refused::ForeignOrigin);
        row("rebound DNS name", "evil.example:9", nullptr, true, Refused::ForeignHost);
        row("rebound DNS name, same origin", "evil.example:9", "http://evil.example:9", true, Refused::ForeignHost);
        // B6: a name of a web page's owner can lead to any address, not only to loopback.
        for (const char *host : {"feed.lan:9", "evil.example:9", "evil.example", "192.168.1.5.nip.io:9", "192.168.1:9",
                 "0xc0a80105", "3232235781:9", "192.168.1.256", "192.168.1.5.", "[fe80::1%eth0]:9", "[evil]", "fe80::1",
                 "", "192.168.1.5@evil.example", "mybox.evil.example", "otherbox"}) {
            const QByteArray own = QByteArray("http://") + host;
            row(qPrintable(QString("B6 listening elsewhere: '%1'").arg(host)), host, nullptr, false,
                Refused::ForeignHost);
            row(qPrintable(QString("B6 listening elsewhere: '%1' and its page").arg(host)), host, own, false,
                Refused::ForeignHost);
        }
        for (const char *host : {"192.168.1.5:9", "10.0.0.1", "[fe80::1]:9", "[2001:db8::5]", "127.0.0.1:9",
                 "localhost:9", "mybox:9", "MYBOX"})
            row(qPrintable(QString("listening elsewhere: %1").arg(host)), host, nullptr, false, {});
        row("listening elsewhere: own page", "192.168.1.5:9", "http://192.168.1.5:9", false, {});
        row("listening elsewhere: other port", "192.168.1.5:9", "http://192.168.1.5:10", false, Refused::ForeignOrigin);
        row("listening elsewhere: foreign page", "mybox:9", "https://evil.example", false, Refused::ForeignOrigin);
    }
    void requests()
    {
        QFETCH(QByteArray, host);
        QFETCH(QByteArray, origin);
        QFETCH(bool, loopbackOnly);
        using Result = std::optional<Refused>;
        QFETCH(Result, refusal);
        ws::ServerRequest request;
        request.host = host;
        request.origin = origin;
        request.hasOrigin = !origin.isNull();
        QVERIFY(server::refusalOf(request, {.loopbackOnly = loopbackOnly, .machineName = "mybox"}) == refusal);
    }
    void listOfOrigins_data()
    {
        QTest::addColumn<QByteArray>("origin");
        QTest::addColumn<bool>("served");
        QTest::newRow("on the list") << QByteArray("https://bank.com") << true;
        QTest::newRow("on the list, in other letters") << QByteArray("HTTPS://Bank.com") << true;
        QTest::newRow("another name of it") << QByteArray("https://www.bank.com") << false;
        QTest::newRow("another scheme") << QByteArray("http://bank.com") << false;
        QTest::newRow("begins so") << QByteArray("https://bank.com.evil.example") << false;
        QTest::newRow("this machine, which is not on it") << QByteArray("http://localhost:3000") << false;
    }
    void listOfOrigins()
    {
        QFETCH(QByteArray, origin);
        ws::ServerRequest request;
        request.host = "127.0.0.1:9";
        request.origin = origin;
        request.hasOrigin = true;
        QTEST(!server::refusalOf(request, {.origins = {"https://bank.com", "https://app.bank.com"}}), "served");
    }
    void answers()
    {
        QVERIFY(server::answerFor(Refused::ForeignHost).startsWith("HTTP/1.1 403 "));
        QVERIFY(server::answerFor(Refused::ForeignOrigin).startsWith("HTTP/1.1 403 "));
    }
};

QTEST_GUILESS_MAIN(TestGuard)
#include "tst_guard.moc"
