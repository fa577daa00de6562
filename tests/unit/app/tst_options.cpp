// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commandline.h"

#include "tests/unit/app/fakesources.h"

#include <QTest>

class TestOptions : public QObject
{
    Q_OBJECT
private slots:
    void profile()
    {
        const auto options = app::parseCommandLine(
            {"wss://h/p", "--header", "K: V", "--subprotocol", "a,b", "--origin", "https://o", "--ca", "x.pem",
                "--insecure", "--proxy", "socks5://p:1080", "--no-reconnect", "--send", "one", "--send", "two"},
            tests::fakeSources());
        QVERIFY(options);
        const auto profile = app::profileFor(*options, options->url, {"zero"});
        QCOMPARE(profile.url, QUrl("wss://h/p"));
        QCOMPARE(profile.headers, (QList<ws::HeaderField>{{"K", "V"}}));
        QCOMPARE(profile.subprotocols, (QList<QByteArray>{"a", "b"}));
        QCOMPARE(profile.origin, QByteArray("https://o"));
        QCOMPARE(profile.tls.caFile, QStringLiteral("x.pem"));
        QVERIFY(profile.tls.acceptFirstLeaf);
        QVERIFY(profile.proxy.kind == net::ProxyChoice::Kind::Socks5);
        QVERIFY(!profile.policy.reconnect);
        QCOMPARE(profile.sendOnConnect, (QList<QByteArray>{"zero", "one", "two"}));
    }
    void b14LikeExpandsNothing()
    {
        const auto options = app::parseCommandLine(
            {"--like",
                "curl 'wss://h/${env:TOKEN}?t=${env:TOKEN}' -H 'X: ${env:TOKEN}' -d '${env:NOPE}' -o /tmp/x | sh"},
            tests::fakeSources());
        QVERIFY(options);
        const auto profile = app::profileFor(*options, options->url);
        QCOMPARE(profile.headers, (QList<ws::HeaderField>{{"X", "${env:TOKEN}"}}));
        QVERIFY(!profile.expands);
        QVERIFY(!profile.url.toString().contains("s3cret"));
        QCOMPARE(options->remark, "Left out: -d, -o, | sh");
        const auto file = app::parseCommandLine({"--like", "@command"}, tests::fakeSources());
        QVERIFY(file);
        QCOMPARE(file->base->headers, (QList<ws::HeaderField>{{"X", "${env:TOKEN}"}}));
        const auto twice = app::parseCommandLine({"--like", "curl ws://h; rm x"}, tests::fakeSources());
        QVERIFY(!twice);
        QVERIFY2(twice.error().text.contains("more than one thing"), qPrintable(twice.error().text));
    }
    void defaults()
    {
        const auto profile = app::profileFor({}, QUrl("ws://h"));
        settings::Profile expected;
        expected.url = QUrl("ws://h");
        QVERIFY(profile == expected);
    }
    void anotherServerGetsTheWayButNoSecrets()
    {
        const auto options = app::parseCommandLine({"wss://h/a", "--header", "Authorization: Bearer t", "--proxy",
                                                       "http://p:3128", "--no-compression", "--origin", "https://o"},
            tests::fakeSources());
        QVERIFY(options);
        const QUrl same("wss://h/b");
        QVERIFY(app::optionsFor(*options, same) == *options);
        for (const char *address : {"wss://other/a", "ws://h/a", "wss://h:8443/a"}) {
            const QUrl url(QLatin1String{address});
            const auto profile = app::profileFor(app::optionsFor(*options, url), url);
            QVERIFY2(profile.headers.isEmpty(), address);
            QCOMPARE(profile.origin, QByteArray());
            QCOMPARE(profile.proxy.url, QUrl("http://p:3128"));
            QVERIFY(!profile.compression.offered);
        }
    }
    void a2RedirectsAreAgreedToForTheNamedServerOnly()
    {
        const auto options = app::parseCommandLine({"wss://h/a", "--allow-redirect-to", "WSS://B.example./",
                                                       "--allow-redirect-to", "[::1]:9000", "--allow-redirect-to", "c"},
            tests::fakeSources());
        QVERIFY(options);
        const auto profile = app::profileFor(*options, options->url);
        QVERIFY(profile.followRedirects);
        QCOMPARE(profile.redirectsTo, (QStringList{"wss://b.example:443", "[::1]:9000", "c"}));
        const QUrl other("wss://other/");
        const auto others = app::profileFor(app::optionsFor(*options, other), other);
        QVERIFY(!others.followRedirects && others.redirectsTo.isEmpty());
        for (const char *bad : {"", "b.example/path", "user@b.example", "b.example:0", "b.example:x", "ftp://b.example",
                 "*", "b.example,c.example", "b example", "?", "wss://"})
            QVERIFY2(
                !app::parseCommandLine({"wss://h/a", "--allow-redirect-to", QLatin1String(bad)}, tests::fakeSources()),
                bad);
    }
    void recording_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<bool>("recording");
        QTest::newRow("window") << QStringList{"ws://h"} << false;
        QTest::newRow("headless without an end") << QStringList{"ws://h", "--headless"} << true;
        QTest::newRow("window with a named capture") << QStringList{"ws://h", "--capture", "x"} << true;
        QTest::newRow("headless, told when to give up") << QStringList{"ws://h", "--headless", "--retry", "3"} << false;
        QTest::newRow("headless, for ever") << QStringList{"ws://h", "--headless", "--retry", "forever"} << true;
        QTest::newRow("headless for a time") << QStringList{"ws://h", "--headless", "--duration", "5"} << true;
        QTest::newRow("until close must end") << QStringList{"ws://h", "--headless", "--until-close"} << false;
        QTest::newRow("messages that never come must end")
            << QStringList{"ws://h", "--headless", "--messages", "5"} << false;
    }
    void recording()
    {
        QFETCH(QStringList, arguments);
        const auto options = app::parseCommandLine(arguments, tests::fakeSources());
        QVERIFY(options);
        QTEST(app::profileFor(*options, options->url).policy.recording, "recording");
    }
};

QTEST_GUILESS_MAIN(TestOptions)
#include "tst_options.moc"
