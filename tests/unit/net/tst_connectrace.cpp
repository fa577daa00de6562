// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/connectrace.h"

#include "tests/unit/net/link.h"
#include "tests/unit/net/recorder.h"

#include <QNetworkProxy>
#include <QTcpSocket>
#include <QTest>

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

//! An address whose connections are never answered: a listener with a full queue.
class BlackHole
{
public:
    BlackHole(const char *address, quint16 port)
    {
        sockaddr_in place{};
        place.sin_family = AF_INET;
        place.sin_port = htons(port);
        ::inet_pton(AF_INET, address, &place.sin_addr);
        m_descriptors.push_back(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        const auto *where = reinterpret_cast<const sockaddr *>(&place);
        m_works = ::bind(m_descriptors[0], where, sizeof place) == 0 && ::listen(m_descriptors[0], 0) == 0;
        for (int i = 0; i < 3; ++i) {
            const int filler = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
            (void)::connect(filler, where, sizeof place);
            m_descriptors.push_back(filler);
        }
    }
    ~BlackHole()
    {
        for (const int descriptor : m_descriptors)
            ::close(descriptor);
    }
    [[nodiscard]] bool works() const { return m_works; }

private:
    std::vector<int> m_descriptors;
    bool m_works = false;
};

QList<QHostAddress> list(const QStringList &texts)
{
    QList<QHostAddress> addresses;
    for (const QString &text : texts)
        addresses.append(QHostAddress(text));
    return addresses;
}

std::unique_ptr<QTcpSocket> plainSocket()
{
    auto socket = std::make_unique<QTcpSocket>();
    socket->setProxy(QNetworkProxy::NoProxy);
    return socket;
}

} // namespace

class TestConnectRace : public QObject
{
    Q_OBJECT
private slots:
    void order_data()
    {
        QTest::addColumn<QStringList>("resolved");
        QTest::addColumn<QStringList>("order");
        QTest::newRow("one") << QStringList{"1.1.1.1"} << QStringList{"1.1.1.1"};
        QTest::newRow("families take turns") << QStringList{"::1", "::2", "::3", "1.1.1.1", "2.2.2.2"}
                                             << QStringList{"::1", "1.1.1.1", "::2", "2.2.2.2", "::3"};
        QTest::newRow("the resolver's favourite first")
            << QStringList{"1.1.1.1", "::1"} << QStringList{"1.1.1.1", "::1"};
        QTest::newRow("no address twice") << QStringList{"1.1.1.1", "1.1.1.1", "::1"} << QStringList{"1.1.1.1", "::1"};
        QStringList hundred;
        for (int i = 1; i <= 100; ++i)
            hundred.append(QStringLiteral("10.0.0.%1").arg(i));
        QTest::newRow("N04 a hundred records") << hundred << hundred.mid(0, 8);
        QTest::newRow("none") << QStringList() << QStringList();
    }
    void order()
    {
        QFETCH(QStringList, resolved);
        QFETCH(QStringList, order);
        QCOMPARE(net::raceOrder(list(resolved)), list(order));
    }

    void aRefusedAddressIsPassedOver()
    {
        QVERIFY(winner({"127.0.0.9", "127.0.0.8", "127.0.0.1"}) == QHostAddress(QHostAddress::LocalHost));
    }

    void aDeadAddressCostsOneTurn() // N03
    {
        const BlackHole hole("127.0.0.7", m_peer.serverPort());
        QVERIFY(hole.works());
        QVERIFY(winner({"127.0.0.7", "127.0.0.1"}) == QHostAddress(QHostAddress::LocalHost));
    }

    void theFirstErrorIsTold()
    {
        std::optional<net::TransportError> error;
        net::ConnectRace race(plainSocket,
            {.connected = [](auto) { QFAIL("nobody listens"); }, .failed = [&](const auto &each) { error = each; }});
        race.start(list({"127.0.0.9", "127.0.0.8"}), m_peer.serverPort());
        QVERIFY(!error); // From the event loop.
        QTRY_SOON(error);
        QCOMPARE(error->kind, net::TransportError::Kind::Refused);
    }

    void deletedWhileRunning()
    {
        const BlackHole hole("127.0.0.7", m_peer.serverPort());
        auto race = std::make_unique<net::ConnectRace>(plainSocket,
            net::ConnectRace::Outcome{
                .connected = [](auto) { QFAIL("gone"); }, .failed = [](const auto &) { QFAIL("gone"); }});
        race->start(list({"127.0.0.7", "127.0.0.7"}), m_peer.serverPort());
        QCoreApplication::processEvents();
        race.reset();
        tests::settle();
    }

private:
    QHostAddress winner(const QStringList &addresses)
    {
        std::unique_ptr<QTcpSocket> won;
        net::ConnectRace race(plainSocket,
            {.connected = [&](auto socket) { won = std::move(socket); },
                .failed = [](const auto &) { QFAIL("failed"); }});
        race.start(list(addresses), m_peer.serverPort());
        [&] { QTRY_SOON(won); }();
        return won ? won->peerAddress() : QHostAddress();
    }

    tests::ScriptedPeer m_peer;
};

QTEST_GUILESS_MAIN(TestConnectRace)
#include "tst_connectrace.moc"
