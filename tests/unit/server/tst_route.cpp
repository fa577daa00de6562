// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/route.h"

#include <QTest>

namespace {

ws::ServerRequest request(const QByteArray &target)
{
    ws::ServerRequest out;
    out.target = target;
    out.host = "127.0.0.1:9";
    return out;
}

} // namespace

class TestRoute : public QObject
{
    Q_OBJECT
private slots:
    void served_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QString>("rate");
        QTest::newRow("dashboard") << QByteArray("/dashboard") << QByteArray("/dashboard") << QString();
        QTest::newRow("echo") << QByteArray("/echo?") << QByteArray("/echo") << QString();
        QTest::newRow("flood") << QByteArray("/flood?size=100&rate=5") << QByteArray("/flood") << QString("5");
    }
    void served()
    {
        QFETCH(QByteArray, target);
        const auto route = server::routeOf(request(target), server::Door());
        QVERIFY(route);
        QTEST(route->entry->path, "path");
        QTEST(route->query.queryItemValue("rate"), "rate");
    }
    void notFound_data()
    {
        QTest::addColumn<QByteArray>("target");
        for (const char *target : {"/", "", "/dashboards", "/dashboard/", "/Echo", "//echo", "/%65cho", "*"})
            QTest::newRow(target) << QByteArray(target);
    }
    void notFound()
    {
        QFETCH(QByteArray, target);
        const auto route = server::routeOf(request(target), server::Door());
        QVERIFY(!route);
        QVERIFY(route.error().answer.startsWith("HTTP/1.1 404 "));
        for (const char *path : {"/dashboard", "/echo", "/flood"})
            QVERIFY(route.error().answer.contains(path));
    }
    void guardComesFirst()
    {
        auto foreign = request("/nothing");
        foreign.origin = "https://evil.example";
        foreign.hasOrigin = true;
        const auto route = server::routeOf(foreign, server::Door());
        QVERIFY(!route);
        QVERIFY(route.error().answer.startsWith("HTTP/1.1 403 "));
    }
    void csrfTokenIsAskedFor()
    {
        const auto credentials = server::Credentials::parse("csrf a+b\n");
        QVERIFY(credentials);
        const auto statusOf = [&](const QByteArray &target) {
            const auto route = server::routeOf(request(target), {}, *credentials);
            return route ? QByteArray("101") : route.error().answer.mid(9, 3);
        };
        QCOMPARE(statusOf("/echo"), QByteArray("403"));
        QCOMPARE(statusOf("/echo?csrf=wrong"), QByteArray("403"));
        QCOMPARE(statusOf("/echo?csrf=a%2Bb"), QByteArray("101"));
    }
    void refusedOnPurpose_data()
    {
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("begin");
        QTest::newRow("400") << QByteArray("/refuse/400") << QByteArray("HTTP/1.1 400 Bad Request\r\n");
        QTest::newRow("426") << QByteArray("/refuse/426") << QByteArray("HTTP/1.1 426 Upgrade Required\r\n");
        QTest::newRow("403") << QByteArray("/refuse/403") << QByteArray("HTTP/1.1 403 Forbidden\r\n");
        QTest::newRow("accept") << QByteArray("/refuse/accept") << QByteArray("HTTP/1.1 101 ");
        QTest::newRow("subprotocol") << QByteArray("/refuse/subprotocol") << QByteArray("HTTP/1.1 101 ");
    }
    void refusedOnPurpose()
    {
        QFETCH(QByteArray, target);
        auto asked = request(target);
        asked.key = "dGhlIHNhbXBsZSBub25jZQ==";
        const auto route = server::routeOf(asked, server::Door());
        QVERIFY(!route && route.error().why == server::Refused::OnPurpose);
        QFETCH(QByteArray, begin);
        QVERIFY2(route.error().answer.startsWith(begin), route.error().answer.constData());
        QVERIFY(route.error().answer.endsWith("\r\n\r\n") != route.error().answer.contains("Content-Length"));
        QCOMPARE(route.error().answer.contains(ws::acceptFor(asked.key)), target == "/refuse/subprotocol");
    }
    void page()
    {
        ws::ServerHandshake handshake;
        const auto result = handshake.receive("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\n\r\n");
        const auto *error = std::get_if<ws::HandshakeError>(&result);
        QVERIFY(error);
        const QByteArray answer = server::answerFor(*error);
        QVERIFY2(answer.startsWith("HTTP/1.1 426 "), answer.constData());
        QVERIFY(answer.contains("not a page"));
        QVERIFY(answer.contains("Upgrade: websocket\r\n"));
    }
    void otherMistakes()
    {
        ws::HandshakeError error;
        error.rule = ws::HandshakeRule::MethodNotGet;
        QVERIFY(server::answerFor(error).startsWith("HTTP/1.1 405 "));
    }
};

QTEST_GUILESS_MAIN(TestRoute)
#include "tst_route.moc"
