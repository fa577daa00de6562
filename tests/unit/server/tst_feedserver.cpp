// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/feedserverthread.h"

#include "core/net/sockettransport.h"
#include "core/ws/handshake/clienthandshake.h"
#include "core/ws/session.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkProxy>
#include <QTcpSocket>
#include <QTest>

using namespace std::chrono_literals;

namespace {

ws::ClientRequest requestFor(const QUrl &url, const QByteArray &origin)
{
    ws::ClientRequest request;
    request.url = url;
    request.origin = origin;
    return request;
}

//! A client of our own engine on a real socket.
class Client final : public net::TransportListener, private ws::EventSink
{
public:
    explicit Client(const QUrl &url, const QList<QByteArray> &sends = {}, const QByteArray &origin = {})
        : m_sends(sends)
        , m_handshake(*ws::ClientHandshake::create(requestFor(url, origin), m_random))
        , m_transport(*this, m_clock)
    {
        m_transport.open(
            {.host = url.host(), .port = static_cast<quint16>(url.port()), .proxy = {}, .tlsSettings = {}});
    }

    void transportPhase(net::Phase) override { }
    void transportConnected(const net::PeerFacts &) override { m_transport.write(m_handshake.request()); }
    void transportRead(std::span<char> bytes, const base::Instant &at) override
    {
        if (session)
            session->receive(bytes, at.steady, *this);
        else
            readHead(bytes, at);
        if (session)
            flush();
    }
    void transportDrained() override { }
    void transportWritten() override { }
    void transportEnded(const net::TransportError &) override { ended = true; }

    std::optional<ws::Session> session;
    int status = 0;
    bool ended = false;
    QList<QByteArray> heard;

private:
    void readHead(std::span<char> bytes, const base::Instant &at)
    {
        auto result = m_handshake.receive(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
        if (const auto *error = std::get_if<ws::HandshakeError>(&result))
            status = error->status;
        if (auto *accepted = std::get_if<ws::Accepted>(&result)) {
            status = 101;
            session.emplace(ws::Role::Client, *accepted, m_random);
            for (const QByteArray &text : m_sends)
                QVERIFY(session->send(ws::Opcode::Text, text));
            session->receive(
                {accepted->rest.data(), static_cast<std::size_t>(accepted->rest.size())}, at.steady, *this);
        }
    }
    void flush()
    {
        const QByteArray out = session->output(1 << 20).toByteArray();
        m_transport.write(out);
        session->consumed(out.size());
    }
    void messageReceived(ws::Opcode, QByteArrayView payload, const ws::WireFacts &) override
    {
        heard += payload.toByteArray();
    }
    void assembledReceived(ws::Opcode, QByteArray &&payload, const ws::WireFacts &) override { heard += payload; }
    void controlReceived(ws::Opcode, QByteArrayView, const ws::WireFacts &) override { }
    void controlSent(ws::Opcode, QByteArrayView, const ws::WireFacts &) override { }
    void protocolFailed(ws::ProtocolError) override { }

    QList<QByteArray> m_sends;
    base::SystemRandom m_random;
    base::SystemClock m_clock;
    ws::ClientHandshake m_handshake;
    net::SocketTransport m_transport;
};

} // namespace

class TestFeedServer : public QObject
{
    Q_OBJECT
private:
    static std::unique_ptr<QTcpSocket> connected(quint16 port)
    {
        auto socket = std::make_unique<QTcpSocket>();
        socket->setProxy(QNetworkProxy::NoProxy);
        socket->connectToHost(QHostAddress::LocalHost, port);
        if (!socket->waitForConnected(10'000))
            qWarning("not connected");
        return socket;
    }

private slots:
    void dashboardOverASocket()
    {
        server::FeedServerThread server;
        const auto port = server.start("127.0.0.1", 0);
        QVERIFY(port && *port > 0);
        QCOMPARE(server.url(), QUrl(QString("ws://127.0.0.1:%1/dashboard").arg(*port)));
        Client client(server.url(), {R"({"type":"subscribe","metric":"cpu","interval":20})"});
        QTRY_VERIFY(client.heard.size() >= 5);
        const QJsonObject data = QJsonDocument::fromJson(client.heard.first()).object();
        QCOMPARE(data.value("metric").toString(), QString("cpu"));
        server.stop();
        QTRY_VERIFY(client.ended);
        QCOMPARE(client.session->closeReceived()->code, quint16(1001));
        QCOMPARE(server.url(), QUrl());
    }
    void floodOverASocket()
    {
        server::FeedServerThread server;
        QVERIFY(server.start("localhost", 0));
        QUrl url = server.url("/flood");
        url.setQuery("size=200");
        Client client(url);
        QTRY_VERIFY(client.heard.size() > 50'000);
        for (qsizetype i = 0; i < 50'000; i += 997)
            QVERIFY(client.heard[i].startsWith("{\"seq\":" + QByteArray::number(i) + ','));
    }
    void foreignOrigin()
    {
        server::FeedServerThread server;
        QVERIFY(server.start("127.0.0.1", 0));
        Client foreign(server.url("/echo"), {}, "https://evil.example");
        Client lost(server.url("/nowhere"));
        QTRY_COMPARE(foreign.status, 403);
        QTRY_COMPARE(lost.status, 404);
        QTRY_VERIFY(foreign.ended && lost.ended);
    }
    void tooMany()
    {
        server::FeedServerThread server({.clients = 2, .unupgraded = 4});
        QVERIFY(server.start("127.0.0.1", 0));
        Client a(server.url("/echo")), b(server.url("/echo"));
        QTRY_VERIFY(a.session && b.session);
        Client c(server.url("/echo"));
        QTRY_COMPARE(c.status, 503);
    }
    // Eight silent streams kept everybody else out for 5 s, and forty of them for ever.
    void b5SilentOnesMakeRoom()
    {
        server::FeedServerThread server;
        const auto port = server.start("127.0.0.1", 0);
        QVERIFY(port);
        std::vector<std::unique_ptr<QTcpSocket>> silent;
        for (int i = 0; i < 40; ++i) {
            silent.push_back(connected(*port));
            silent.back()->write(i % 2 == 0 ? "" : "GET / HTTP/1.1\r\n"); // Some begin, and do not end.
        }
        for (int i = 0; i < 4; ++i) {
            Client client(server.url("/echo"));
            QTRY_VERIFY(client.session);
        }
        // Those within the limit stay until their deadline; the oldest silent one was the first to go.
        QTRY_COMPARE(silent.front()->state(), QAbstractSocket::UnconnectedState);
        QCOMPARE(silent.back()->state(), QAbstractSocket::ConnectedState);
    }
    void b5MostAtOnce()
    {
        server::FeedServerThread server({.unupgraded = 2, .speakWithin = 1h, .unserved = 4});
        const auto port = server.start("127.0.0.1", 0);
        QVERIFY(port);
        std::vector<std::unique_ptr<QTcpSocket>> silent;
        for (int i = 0; i < 6; ++i)
            silent.push_back(connected(*port));
        QTRY_COMPARE(silent[1]->state(), QAbstractSocket::UnconnectedState);
        Client client(server.url("/echo"));
        QTRY_VERIFY(client.session);
        QCOMPARE(silent[5]->state(), QAbstractSocket::ConnectedState);
    }
    void b5RefusedOnesHoldNoSlot()
    {
        server::FeedServerThread server({.unupgraded = 1, .speakWithin = 0ns});
        const auto port = server.start("127.0.0.1", 0);
        QVERIFY(port);
        std::vector<std::unique_ptr<QTcpSocket>> refused;
        for (int i = 0; i < 10; ++i) {
            refused.push_back(connected(*port)); // They read their answer and do not close.
            refused.back()->write("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n");
            QTRY_VERIFY(refused.back()->bytesAvailable() > 0);
            QVERIFY(refused.back()->readAll().startsWith("HTTP/1.1 4"));
        }
        Client client(server.url("/echo"));
        QTRY_VERIFY(client.session);
    }
    void portInUse()
    {
        server::FeedServerThread first, second;
        const auto port = first.start("127.0.0.1", 0);
        QVERIFY(port);
        QVERIFY(!second.start("127.0.0.1", *port));
        QVERIFY(!server::FeedServerThread().start("no such name", 0));
    }
    void neverStarted()
    {
        server::FeedServerThread server;
        server.stop();
        QCOMPARE(server.url(), QUrl());
    }
};

QTEST_GUILESS_MAIN(TestFeedServer)
#include "tst_feedserver.moc"
