// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/feedserverthread.h"

#include "core/net/sockettransport.h"
#include "core/server/scenarios/catalog.h"
#include "core/ws/handshake/clienthandshake.h"
#include "core/ws/session.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkProxy>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>

#include <atomic>

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
        server::FeedServerThread server({.limits = {.clients = 2, .unupgraded = 4}});
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
        server::FeedServerThread server({.limits = {.unupgraded = 2, .speakWithin = 1h, .unserved = 4}});
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
        server::FeedServerThread server({.limits = {.unupgraded = 1, .speakWithin = 0ns}});
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
    void guardConnectionsOfOneAddress()
    {
        std::atomic<int> said = 0;
        server::FeedServerThread server({.limits = server::GuardLimits::guide(),
            .onRefused = [&said](const server::Refusal &refusal) {
                said += refusal.why == server::Refused::AddressFull && refusal.address == "127.0.0.1" ? 1 : 100;
            }});
        QVERIFY(server.start("127.0.0.1", 0));
        std::vector<std::unique_ptr<Client>> ten;
        for (int i = 0; i < 10; ++i) {
            ten.push_back(std::make_unique<Client>(server.url("/echo")));
            QTRY_VERIFY(ten.back()->session);
        }
        Client eleventh(server.url("/echo"));
        QTRY_COMPARE(eleventh.status, 429);
        QTRY_COMPARE(said.load(), 1);
        ten.pop_back();
        std::unique_ptr<Client> again; // Refused until the server has noticed; then it asks once more.
        const auto served = [&] {
            if (!again || (again->status != 0 && again->status != 101))
                again = std::make_unique<Client>(server.url("/echo"));
            return again->status == 101;
        };
        QTRY_VERIFY(served());
    }
    void guardRefusedOriginsAreListed()
    {
        server::FeedServerThread server({.origins = {"https://bank.com"}});
        QVERIFY(server.start("127.0.0.1", 0));
        Client own(server.url("/echo"), {}, "https://bank.com");
        QUrl withToken = server.url("/echo");
        withToken.setQuery("token=secret");
        Client foreign(withToken, {}, "https://evil.example");
        QTRY_COMPARE(own.status, 101);
        QTRY_COMPARE(foreign.status, 403);
        const auto listed = [&server] {
            server.askStatistics();
            return server.statistics().lastRefusals;
        };
        QTRY_COMPARE(listed().size(), 1);
        QCOMPARE(listed().first().origin, QByteArray("https://evil.example"));
        QCOMPARE(listed().first().why, server::Refused::ForeignOrigin);
        QCOMPARE(listed().first().path, QByteArray("/echo"));
    }
    void guardStatistics()
    {
        server::FeedServerThread server;
        QVERIFY(server.start("127.0.0.1", 0));
        Client client(server.url("/echo"), {"one", "two"});
        QTRY_COMPARE(client.heard.size(), 2);
        server.askStatistics();
        QTRY_COMPARE(server.statistics().total, 1);
        const server::PoolStatistics statistics = server.statistics();
        QCOMPARE(statistics.active, 1);
        QCOMPARE(statistics.meanMessages, 4.0);
        QVERIFY(statistics.bytesIn > 0 && statistics.bytesOut > 0);
        QCOMPARE(statistics.connections.first().address, QString("127.0.0.1"));
    }
    // Whatever was subscribed, joined, asked or begun: when the last client has gone, nothing of it is left.
    void guardOnCloseEverythingIsLetGo()
    {
        server::FeedServerThread server({.limits = server::GuardLimits::off()});
        QVERIFY(server.start("127.0.0.1", 0));
        std::vector<std::unique_ptr<Client>> clients;
        std::size_t staying = 0; // What a fault does to its clients may be over before all have come.
        auto entries = server::scenarios();
        std::ranges::stable_partition(entries, [](const auto &entry) { return entry.path != "/flood"; }); // It comes last.
        for (const server::ScenarioEntry &entry : entries) {
            const int several = entry.path == "/flood" ? 1 : 3; // One is enough to keep both threads busy.
            staying += entry.path.startsWith("/fault/") ? 0 : static_cast<std::size_t>(several);
            for (int i = 0; i < several; ++i) {
                QUrl url = server.url(QString::fromLatin1(entry.path));
                if (entry.access == server::Access::User)
                    url.setQuery("token=alice");
                QList<QByteArray> sends = entry.examples;
                if (entry.access == server::Access::Device)
                    sends.prepend(R"({"type":"auth","deviceId":"device-001","secret":"secret"})");
                clients.push_back(std::make_unique<Client>(url, sends));
                Client &client = *clients.back();
                QTRY_VERIFY2(client.session, entry.path.constData());
            }
        }
        std::vector<std::unique_ptr<QTcpSocket>> silent;
        silent.push_back(connected(static_cast<quint16>(server.url().port())));
        const auto held = [&server] {
            server.askStatistics();
            return server.holdings();
        };
        QTRY_VERIFY(held().clients >= staying && held().inScenarios > 0);
        clients.clear();
        silent.clear();
        QTRY_COMPARE(held(), server::Holdings());
        QCOMPARE(server.statistics().total, 0);
    }
    void wss()
    {
        const net::TlsIdentity identity = net::makeIdentity({"localhost", "127.0.0.1"});
        server::FeedServerThread server({.identity = identity});
        QVERIFY(server.start("127.0.0.1", 0));
        QCOMPARE(server.url().scheme(), QString("wss"));
        QSslSocket socket;
        socket.setProxy(QNetworkProxy::NoProxy);
        QSslConfiguration configuration = socket.sslConfiguration();
        configuration.setCaCertificates(QSslCertificate::fromData(identity.certificates));
        socket.setSslConfiguration(configuration);
        socket.connectToHostEncrypted("127.0.0.1", static_cast<quint16>(server.url().port()));
        QTRY_VERIFY2(socket.isEncrypted(), qPrintable(socket.errorString()));
        socket.write("GET /echo HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                     "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        QByteArray answer;
        QTRY_VERIFY((answer += socket.readAll()).startsWith("HTTP/1.1 101 "));
        // A client that speaks no TLS is no client, and the others do not suffer from it.
        auto plain = connected(static_cast<quint16>(server.url().port()));
        plain->write("GET /echo HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        QTRY_COMPARE(plain->state(), QAbstractSocket::UnconnectedState);
        socket.write(QByteArray::fromHex("818100000000") + 'x');
        QTRY_VERIFY((answer += socket.readAll()).endsWith(QByteArray::fromHex("8101") + 'x'));
    }
};

QTEST_GUILESS_MAIN(TestFeedServer)
#include "tst_feedserver.moc"
