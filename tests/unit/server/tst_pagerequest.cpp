// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/pagerequest.h"

#include <QTest>

using server::readPageRequest;

class TestPageRequest : public QObject
{
    Q_OBJECT
private slots:
    void read()
    {
        const auto request = readPageRequest("GET /metrics?x=1 HTTP/1.1\r\nhOsT: localhost:9\r\nAccept:  text/plain \r\n\r\n");
        QVERIFY(request);
        QCOMPARE(request->path, QByteArray("/metrics"));
        QCOMPARE(request->host, QByteArray("localhost:9"));
        QCOMPARE(request->accept, QByteArray("text/plain"));
        QVERIFY(!request->headOnly);
        QVERIFY(readPageRequest("HEAD / HTTP/1.0\r\n\r\n")->headOnly);
        QCOMPARE(readPageRequest("GET /metrics HTTP/1.0\r\n\r\n")->path, QByteArray("/metrics"));
    }
    void refused_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<int>("status");
        const auto row = [](const char *name, const QByteArray &head, int status) { QTest::newRow(name) << head << status; };
        row("nothing", "", 400);
        row("no HTTP", "hello\r\n\r\n", 400);
        row("no path", "GET metrics HTTP/1.1\r\nHost: a\r\n\r\n", 400);
        row("an address", "GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n", 400);
        row("another method", "POST /metrics HTTP/1.1\r\nHost: a\r\n\r\n", 405);
        row("another version", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505);
        row("no host", "GET / HTTP/1.1\r\n\r\n", 400);
        row("two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400);
        row("folded", "GET / HTTP/1.1\r\nHost: a\r\n b: c\r\n\r\n", 400);
        row("space before the colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400);
        row("a control character", "GET / HTTP/1.1\r\nHost: a\x01\r\n\r\n", 400);
        row("a body", "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n", 400);
        row("a chunked body", "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", 400);
    }
    void refused()
    {
        QFETCH(QByteArray, head);
        QFETCH(int, status);
        const auto request = readPageRequest(head);
        QVERIFY(!request);
        QCOMPARE(request.error(), status);
        QVERIFY(server::pageAnswer(status, "text/plain", "x").startsWith("HTTP/1.1 " + QByteArray::number(status) + ' '));
    }
    void everyShorterPrefix()
    {
        const QByteArray whole = "GET /metrics HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n";
        for (qsizetype size = 0; size < whole.size(); ++size) {
            QCOMPARE(server::pageHeadEnd(whole.first(size)), qsizetype(-1));
            (void)readPageRequest(whole.first(size)); // Must not read beyond.
        }
        QCOMPARE(server::pageHeadEnd(whole + "more"), whole.size());
    }
    void answers()
    {
        const QByteArray whole = server::pageAnswer(200, "text/plain", "body");
        QVERIFY(whole.endsWith("\r\n\r\nbody") && whole.contains("Content-Length: 4\r\n"));
        const QByteArray head = server::pageAnswer(200, "text/plain", "body", true);
        QVERIFY(head.endsWith("\r\n\r\n") && head.contains("Content-Length: 4\r\n"));
        QVERIFY(server::pageAnswer(405, "text/plain", "").contains("Allow: GET, HEAD\r\n"));
    }
};

QTEST_GUILESS_MAIN(TestPageRequest)
#include "tst_pagerequest.moc"
