// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httpconnect.h"

#include "core/base/random.h"

#include <QCryptographicHash>
#include <QTest>

using net::HttpConnect;
using net::ProxyWord;
using Kind = net::ProxyWord::Kind;
using Why = net::TransportError::Kind;

Q_DECLARE_METATYPE(net::ProxyWord::Kind)

//! What a proxy may answer to CONNECT (N21), in bytes; each also in every cut.
class TestHttpConnect : public QObject
{
    Q_OBJECT
private:
    base::SeededRandom m_random{1};

    HttpConnect talk(const QString &user = {}, const QString &password = {})
    {
        return HttpConnect(QStringLiteral("feed.example:8443"), user, password, m_random);
    }
    static ProxyWord feed(HttpConnect &talk, const QByteArray &bytes, qsizetype *rest = nullptr)
    {
        QByteArrayView view(bytes);
        const ProxyWord word = talk.receive(view);
        if (rest)
            *rest = view.size();
        return word;
    }
    static QByteArray asked(const QByteArray &challenge, const QByteArray &more)
    {
        return "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: " + challenge + "\r\n" + more;
    }
    // Bytes of an answer that never ends, until the talk says something.
    static std::pair<ProxyWord, qsizetype> flood(HttpConnect &talk, const QByteArray &first, const QByteArray &again)
    {
        ProxyWord word = feed(talk, first);
        qsizetype sent = first.size();
        while (word.kind == Kind::More && sent < (qsizetype(4) << 20)) {
            word = feed(talk, again);
            sent += again.size();
        }
        return {word, sent};
    }

private slots:
    void request()
    {
        HttpConnect plain = talk();
        QCOMPARE(plain.begin(),
            "CONNECT feed.example:8443 HTTP/1.1\r\nHost: feed.example:8443\r\nProxy-Connection: keep-alive\r\n\r\n");
        HttpConnect broken(QStringLiteral("feed\r\nX: y:1"), {}, {}, m_random);
        QVERIFY(broken.begin().isEmpty());
    }
    void answers_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<qsizetype>("rest");
        const auto row = [](const char *name, const QByteArray &answer, Kind kind, qsizetype rest = 0) {
            QTest::newRow(name) << answer << kind << rest;
        };
        row("200", "HTTP/1.1 200 Connection established\r\n\r\n", Kind::Open);
        row("200 without a reason", "HTTP/1.0 200\r\n\r\n", Kind::Open);
        row("A12 any 2xx", "HTTP/1.1 204 Fine\r\n\r\n", Kind::Open);
        row("A12 200 with Content-Length: 0", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", Kind::Open);
        row("A12 200 with a length: what follows is the peer's", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
            Kind::Open, 5);
        row("A12 200 chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", Kind::Open);
        row("A12 interim answers",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\nab",
            Kind::Open, 2);
        row("A12 101 is interim too", "HTTP/1.1 101 Switching\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", Kind::Open);
        row("A12 endless interim answers", QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(6), Kind::Failed);
        row("403", "HTTP/1.1 403 Forbidden\r\nContent-Length: 3\r\n\r\n", Kind::Failed);
        row("302", "HTTP/1.1 302 Found\r\nLocation: http://other/\r\n\r\n", Kind::Failed);
        row("no HTTP", "SSH-2.0-OpenSSH\r\n\r\n", Kind::Failed);
        row("HTTP/2", "HTTP/2 200 OK\r\n\r\n", Kind::Failed);
        row("status of two digits", "HTTP/1.1 20 OK\r\n\r\n", Kind::Failed);
        row("bare LF", "HTTP/1.1 200 OK\n\n", Kind::Failed);
    }
    void answers()
    {
        QFETCH(QByteArray, answer);
        QFETCH(Kind, kind);
        QFETCH(qsizetype, rest);
        HttpConnect whole = talk();
        QVERIFY(!whole.begin().isEmpty());
        qsizetype left = 0;
        const ProxyWord word = feed(whole, answer, &left);
        QCOMPARE(word.kind, kind);
        if (kind == Kind::Open)
            QCOMPARE(left, rest);
        else
            QVERIFY(word.error.kind == Why::ProxyFailed && !word.error.detail.isEmpty());

        HttpConnect bytewise = talk();
        QVERIFY(!bytewise.begin().isEmpty());
        for (qsizetype at = 0; at < answer.size(); ++at) {
            const ProxyWord piece = feed(bytewise, answer.mid(at, 1));
            if (piece.kind == Kind::More)
                continue;
            QCOMPARE(piece.kind, kind);
            if (kind == Kind::Open)
                QCOMPARE(answer.size() - at - 1, rest);
            return;
        }
        QFAIL("no word at all");
    }
    void a12EveryHeadIsBounded_data()
    {
        QTest::addColumn<QByteArray>("first");
        QTest::addColumn<QByteArray>("again");
        const QByteArray block(1000, 'x');
        QTest::newRow("status line") << QByteArray("HTTP/1.1 200 ") << block;
        QTest::newRow("field line") << QByteArray("HTTP/1.1 200 OK\r\nX: ") << block;
        QTest::newRow("fields") << QByteArray("HTTP/1.1 200 OK\r\n") << "X: " + block + "\r\n";
        QTest::newRow("short fields") << QByteArray("HTTP/1.1 200 OK\r\n") << QByteArray("X: y\r\n");
        QTest::newRow("name of a field") << QByteArray("HTTP/1.1 407 No\r\n") << block;
        QTest::newRow("interim heads") << QByteArray() << "HTTP/1.1 100 Go on\r\nX: " + block + "\r\n\r\n";
        QTest::newRow("no HTTP") << QByteArray() << block;
    }
    void a12EveryHeadIsBounded()
    {
        QFETCH(QByteArray, first);
        QFETCH(QByteArray, again);
        HttpConnect one = talk("u", "p");
        QVERIFY(!one.begin().isEmpty());
        const auto [word, sent] = flood(one, first, again);
        QCOMPARE(word.kind, Kind::Failed);
        QCOMPARE(word.error.kind, Why::ProxyFailed);
        QVERIFY(sent <= (64 << 10) + again.size());
    }

    void login_data()
    {
        QTest::addColumn<QByteArray>("end"); // Of the head, and the body.
        QTest::addColumn<Kind>("kind");
        const auto row = [](const char *name, const QByteArray &end, Kind kind) { QTest::newRow(name) << end << kind; };
        row("without a body", "Content-Length: 0\r\n\r\n", Kind::Send);
        row("A12 Content-Length", "Content-Length: 5\r\n\r\nlogin", Kind::Send);
        row("A12 chunked", "Transfer-Encoding: chunked\r\n\r\n3;x=y\r\nlog\r\n2\r\nin\r\n0\r\n\r\n", Kind::Send);
        row("A12 chunked with a trailer", "Transfer-Encoding: chunked\r\n\r\n2\r\nin\r\n0\r\nX: y\r\n\r\n", Kind::Send);
        row("A12 until it closes", "\r\nlogin", Kind::Again);
        row("A12 says that it closes", "Connection: close\r\nContent-Length: 5\r\n\r\n", Kind::Again);
        row("Proxy-Connection: close", "Proxy-Connection: close\r\nContent-Length: 0\r\n\r\n", Kind::Again);
        row("A12 a body that is too large", "Content-Length: 99999999\r\n\r\n", Kind::Again);
        row("A12 negative length", "Content-Length: -1\r\n\r\n", Kind::Again);
        row("two lengths", "Content-Length: 0\r\nContent-Length: 5\r\n\r\n", Kind::Again);
        row("gzip", "Transfer-Encoding: gzip, chunked\r\n\r\n", Kind::Again);
    }
    void login()
    {
        QFETCH(QByteArray, end);
        QFETCH(Kind, kind);
        HttpConnect one = talk("Aladdin", "open sesame");
        QVERIFY(!one.begin().contains("Authorization"));
        const QByteArray answer = asked("Basic realm=\"x\"", end);
        ProxyWord word;
        for (qsizetype at = 0; at < answer.size() && word.kind == Kind::More; ++at)
            word = feed(one, answer.mid(at, 1));
        QCOMPARE(word.kind, kind);
        const QByteArray second = kind == Kind::Send ? word.bytes : one.begin();
        QVERIFY(second.startsWith("CONNECT "));
        QVERIFY(second.contains("\r\nProxy-Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n"));
        QCOMPARE(feed(one, "HTTP/1.1 200 OK\r\n\r\n").kind, Kind::Open);
    }
    void a12EndlessBodyOfA407_data()
    {
        QTest::addColumn<QByteArray>("end");
        QTest::addColumn<QByteArray>("again");
        QTest::newRow("chunks") << QByteArray("Transfer-Encoding: chunked\r\n\r\n")
                                << "3e8\r\n" + QByteArray(1000, 'x') + "\r\n";
        QTest::newRow("trailer") << QByteArray("Transfer-Encoding: chunked\r\n\r\n0\r\n") << QByteArray("X: y\r\n");
        QTest::newRow("size of a chunk") << QByteArray("Transfer-Encoding: chunked\r\n\r\n") << QByteArray(1000, '0');
    }
    void a12EndlessBodyOfA407()
    {
        QFETCH(QByteArray, end);
        QFETCH(QByteArray, again);
        HttpConnect one = talk("u", "p");
        QVERIFY(!one.begin().isEmpty());
        const auto [word, sent] = flood(one, asked("Basic realm=\"x\"", end), again);
        QVERIFY(word.kind == Kind::Again);
        QVERIFY(sent <= (130 << 10));
    }
    void digest()
    {
        HttpConnect one = talk("u", "p");
        QVERIFY(!one.begin().isEmpty());
        const ProxyWord word = feed(one,
            asked("Basic realm=\"x\"",
                "Proxy-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\"\r\n"
                "Content-Length: 0\r\n\r\n"));
        QCOMPARE(word.kind, Kind::Send);
        const auto md5
            = [](const QByteArray &text) { return QCryptographicHash::hash(text, QCryptographicHash::Md5).toHex(); };
        const qsizetype at = word.bytes.indexOf("cnonce=\"") + 8;
        const QByteArray nonce = word.bytes.mid(at, word.bytes.indexOf('"', at) - at);
        const QByteArray wanted
            = md5(md5("u:r:p") + ":n:00000001:" + nonce + ":auth:" + md5("CONNECT:feed.example:8443"));
        QVERIFY2(word.bytes.contains("response=\"" + wanted + '"'), word.bytes.constData());
        QVERIFY(word.bytes.contains("uri=\"feed.example:8443\""));
        // Once more with another nonce, then never again.
        const QByteArray stale
            = asked("Digest realm=\"r\", nonce=\"m\", qop=\"auth\", stale=true", "Content-Length: 0\r\n\r\n");
        QCOMPARE(feed(one, stale).kind, Kind::Send);
        const ProxyWord last = feed(one, stale);
        QCOMPARE(last.kind, Kind::Failed);
        QCOMPARE(last.error.kind, Why::ProxyLogin);
    }
    void loginRefused_data()
    {
        QTest::addColumn<QString>("user");
        QTest::addColumn<QByteArray>("challenge");
        QTest::addColumn<int>("times");
        QTest::newRow("none given") << QString() << QByteArray("Basic realm=\"x\"") << 1;
        QTest::newRow("a wrong one") << "u" << QByteArray("Basic realm=\"x\"") << 2;
        QTest::newRow("a scheme we do not have") << "u" << QByteArray("NTLM") << 1;
        QTest::newRow("a broken challenge") << "u" << QByteArray("\"") << 1;
    }
    void loginRefused()
    {
        QFETCH(QString, user);
        QFETCH(QByteArray, challenge);
        QFETCH(int, times);
        HttpConnect one = talk(user);
        QVERIFY(!one.begin().isEmpty());
        for (int i = 1; i < times; ++i)
            QCOMPARE(feed(one, asked(challenge, "Content-Length: 0\r\n\r\n")).kind, Kind::Send);
        // Said at the head: an endless body behind it is not waited for.
        const ProxyWord word = feed(one, asked(challenge, "Content-Length: 10\r\n\r\n"));
        QCOMPARE(word.kind, Kind::Failed);
        QCOMPARE(word.error.kind, Why::ProxyLogin);
    }
    void ends()
    {
        HttpConnect one = talk("u", "p");
        QVERIFY(!one.begin().isEmpty());
        QCOMPARE(one.ended().error.kind, Why::ProxyFailed);
        // A proxy that closes behind its 407, whatever it said.
        HttpConnect two = talk("u", "p");
        QVERIFY(!two.begin().isEmpty());
        QCOMPARE(feed(two, asked("Basic realm=\"x\"", "Content-Length: 0\r\n\r\n")).kind, Kind::Send);
        QCOMPARE(two.ended().kind, Kind::Again);
        QVERIFY(two.begin().contains("Proxy-Authorization"));
        QCOMPARE(two.ended().kind, Kind::Failed);
    }
};

QTEST_GUILESS_MAIN(TestHttpConnect)
#include "tst_httpconnect.moc"
