// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/pageserver.h"

#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

#include <vector>

class TestPageServer : public QObject
{
    Q_OBJECT
private:
    //! A clock that is moved by hand.
    struct HandClock final : base::Clock
    {
        base::Instant at{.steady = std::chrono::seconds(100)};
        [[nodiscard]] base::Instant now() const override { return at; }
    };

    HandClock m_clock;
    std::unique_ptr<server::PageServer> m_server;
    quint16 m_port = 0;

    std::unique_ptr<QTcpSocket> connected()
    {
        auto socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
        return QTest::qWaitFor([&] { return socket->state() == QAbstractSocket::ConnectedState; }) ? std::move(socket)
                                                                                                   : nullptr;
    }
    static QByteArray wholeAnswer(QTcpSocket &socket)
    {
        (void)QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::UnconnectedState; }, 20'000);
        return socket.readAll();
    }
    QByteArray asked(const QByteArray &head)
    {
        const auto socket = connected();
        socket->write(head);
        return wholeAnswer(*socket);
    }

private slots:
    void init()
    {
        m_server = std::make_unique<server::PageServer>(
            m_clock, [](const server::PageRequest &request) -> std::optional<server::Page> {
                if (request.path != "/page")
                    return std::nullopt;
                return server::Page{"text/plain", "page" + QByteArray(200'000, 'x')};
            });
        const auto port = m_server->listen(QStringLiteral("127.0.0.1"), 0);
        QVERIFY(port);
        m_port = *port;
    }
    void cleanup() { m_server.reset(); }

    void aPage()
    {
        const QByteArray answer = asked("GET /page HTTP/1.1\r\nHost: 127.0.0.1:9\r\n\r\n");
        QVERIFY(answer.startsWith("HTTP/1.1 200 OK\r\n"));
        QVERIFY(answer.endsWith(QByteArray(200'000, 'x')));
        QVERIFY(asked("GET /other HTTP/1.1\r\nHost: localhost\r\n\r\n").startsWith("HTTP/1.1 404 "));
    }
    void namesOfStrangersAreRefused()
    {
        QVERIFY(asked("GET /page HTTP/1.1\r\nHost: evil.example\r\n\r\n").startsWith("HTTP/1.1 403 "));
        QVERIFY(asked("GET /page HTTP/1.1\r\nHost: localhost.evil.example\r\n\r\n").startsWith("HTTP/1.1 403 "));
    }
    void aHeadThatNeverEnds()
    {
        QVERIFY(asked("GET /page HTTP/1.1\r\nHost: localhost\r\nX: " + QByteArray(20'000, 'x')).startsWith("HTTP/1.1 431 "));
    }
    void aSilentClientGoes()
    {
        const auto socket = connected();
        socket->write("GET /page HT");
        QTRY_COMPARE(m_server->clientCount(), std::size_t(1));
        m_clock.at.steady += std::chrono::seconds(6);
        QTRY_COMPARE(m_server->clientCount(), std::size_t(0));
        QTRY_COMPARE(socket->state(), QAbstractSocket::UnconnectedState);
    }
    // The oldest makes room; who comes is served all the same.
    void manySilentClients()
    {
        std::vector<std::unique_ptr<QTcpSocket>> silent;
        for (int i = 0; i < 40; ++i)
            silent.push_back(connected());
        QTRY_COMPARE(m_server->clientCount(), server::PageServer::mostClients);
        QVERIFY(asked("GET /page HTTP/1.1\r\nHost: localhost\r\n\r\n").startsWith("HTTP/1.1 200 "));
        QVERIFY(m_server->clientCount() <= server::PageServer::mostClients);
    }
    void onAThreadOfItsOwn()
    {
        server::PageServerThread thread(
            [](const server::PageRequest &) { return std::optional(server::Page{"text/plain", "here"}); });
        const auto port = thread.start(QStringLiteral("127.0.0.1"), 0);
        QVERIFY(port);
        m_port = *port;
        QVERIFY(asked("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").endsWith("here"));
    }
};

QTEST_GUILESS_MAIN(TestPageServer)
#include "tst_pageserver.moc"
