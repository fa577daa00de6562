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
        const auto route = server::routeOf(request(target), true);
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
        const auto route = server::routeOf(request(target), true);
        QVERIFY(!route);
        QVERIFY(route.error().startsWith("HTTP/1.1 404 "));
        for (const char *path : {"/dashboard", "/echo", "/flood"})
            QVERIFY(route.error().contains(path));
    }
    void guardComesFirst()
    {
        auto foreign = request("/nothing");
        foreign.origin = "https://evil.example";
        foreign.hasOrigin = true;
        const auto route = server::routeOf(foreign, true);
        QVERIFY(!route);
        QVERIFY(route.error().startsWith("HTTP/1.1 403 "));
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
