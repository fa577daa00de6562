// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/tlssettings.h"

#include "core/net/firstleaves.h"
#include "tests/unit/net/link.h"
#include "tests/unit/net/recorder.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>
#include <QTest>

#include <utility>

using tests::certificates;
using tests::Recorder;
using tests::ScriptedPeer;
using tests::settle;
using Kind = net::TransportError::Kind;

namespace {

QByteArray sha256(const QString &name)
{
    return QSslCertificate::fromPath(certificates().certificate(name)).constFirst().digest(QCryptographicHash::Sha256);
}

QList<QSslCertificate> load(const QString &name) { return QSslCertificate::fromPath(certificates().certificate(name)); }

bool write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

//! Which peers are believed, and that nothing is sent to the others.
class TestTlsHandshake : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { QVERIFY2(certificates().isValid(), qPrintable(certificates().error())); }

    void verifies_data()
    {
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("trusted"); // CA file; empty: the system's store.
        QTest::addColumn<bool>("accepted");
        QTest::newRow("our CA") << "server"
                                << "ca" << true;
        QTest::newRow("N13 unknown CA") << "server"
                                        << "" << false;
        QTest::newRow("N13 another CA") << "server"
                                        << "otherCa" << false;
        QTest::newRow("N13 self-signed") << "selfSigned"
                                         << "ca" << false;
        QTest::newRow("self-signed, and itself trusted") << "selfSigned"
                                                         << "selfSigned" << true;
        QTest::newRow("N13 wrong host") << "wrongHost"
                                        << "ca" << false;
        QTest::newRow("N13 expired") << "expired"
                                     << "ca" << false;
        QTest::newRow("N16 impostor") << "impostor"
                                      << "ca" << false;
    }
    void verifies()
    {
        QFETCH(QString, server);
        QFETCH(QString, trusted);
        QFETCH(bool, accepted);
        open(server, {.caFile = trusted.isEmpty() ? QString() : certificates().certificate(trusted)});
        if (accepted)
            expectAccepted(server, false);
        else
            expectRejected();
    }

    void b7NamesOfAnAddress_data()
    {
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("accepted");
        const auto row = [](const char *server, const char *name, bool accepted) {
            QTest::addRow("N13 %s for %s", server, name) << QString(server) << QString(name) << accepted;
        };
        row("server", "127.0.0.1", true);
        row("server", "::1", true);
        row("server", "0:0:0:0:0:0:0:1", true);
        row("server", "127.0.0.2", false);
        row("dnsForAddress", "127.0.0.1", false);
        row("dnsForAddress", "localhost", true);
        row("nameForAddress", "127.0.0.1", false);
        row("nameOnly", "localhost", true); // No subject alternative name at all.
        row("nameOnly", "127.0.0.1", false);
        row("nameBeside", "localhost", false);
        row("nameBeside", "elsewhere.example", true);
        row("wrongHost", "ELSEWHERE.example", true);
        row("wrongHost", "a.elsewhere.example", false);
        row("partialWildcard", "localhost", false);
    }
    void b7NamesOfAnAddress()
    {
        QFETCH(QString, server);
        QFETCH(QString, name);
        QFETCH(bool, accepted);
        open(server, {.caFile = certificates().certificate("ca"), .serverName = name});
        if (accepted) {
            expectAccepted(server, false);
        } else {
            expectRejected();
            QCOMPARE(m_recorder.end->leafSha256, sha256(server)); // So that a person can accept it all the same.
        }
    }
    void b7AnExceptionStillCounts()
    {
        open("dnsForAddress",
            {.caFile = certificates().certificate("ca"), .exceptions = {{"here", sha256("dnsForAddress")}}});
        expectAccepted("dnsForAddress", true);
    }

    void clientCertificate_data()
    {
        QTest::addColumn<net::TlsSettings>("settings");
        QTest::addColumn<int>("kind"); // -1: connected.
        QTest::addColumn<QString>("says");
        const QString ca = certificates().certificate("ca");
        const QString own = certificates().certificate("client");
        const QString key = certificates().key("client");
        const auto kind = [](Kind each) { return static_cast<int>(each); };
        QTest::newRow("with its key") << net::TlsSettings{.caFile = ca,
            .certificateFile = own,
            .keyFile = key,
            .keyPassphrase = "open sesame"}
                                      << -1 << "";
        QTest::newRow("N20 wrong passphrase")
            << net::TlsSettings{.caFile = ca, .certificateFile = own, .keyFile = key, .keyPassphrase = "no"}
            << kind(Kind::LocalProblem) << "passphrase does not open";
        QTest::newRow("N20 no passphrase") << net::TlsSettings{.caFile = ca, .certificateFile = own, .keyFile = key}
                                           << kind(Kind::LocalProblem) << "needs a passphrase";
        QTest::newRow("N20 no key") << net::TlsSettings{.caFile = ca, .certificateFile = own}
                                    << kind(Kind::LocalProblem) << "holds no private key";
        QTest::newRow("N20 no file") << net::TlsSettings{.caFile = ca, .certificateFile = "/nowhere.pem"}
                                     << kind(Kind::LocalProblem) << "not a file";
    }
    void clientCertificate()
    {
        QFETCH(net::TlsSettings, settings);
        QFETCH(int, kind);
        QFETCH(QString, says);
        QSslServer server;
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificateChain(load("server"));
        QFile file(certificates().key("server"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        configuration.setPrivateKey(QSslKey(file.readAll(), QSsl::Ec));
        configuration.setCaCertificates(load("ca"));
        configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
        server.setSslConfiguration(configuration);
        QVERIFY(server.listen(QHostAddress::LocalHost));
        m_transport = std::make_unique<net::SocketTransport>(m_recorder, m_clock);
        m_transport->open(
            {.host = "127.0.0.1", .port = server.serverPort(), .tls = true, .proxy = {}, .tlsSettings = settings});
        if (kind < 0) {
            QTRY_SOON(m_recorder.isConnected());
            QTRY_VERIFY(server.hasPendingConnections());
            QCOMPARE(
                qobject_cast<QSslSocket *>(server.nextPendingConnection())->peerCertificate(), load("client").first());
            return;
        }
        QTRY_COMPARE_WITH_TIMEOUT(m_recorder.ends, 1, 30'000);
        QVERIFY2(m_recorder.end->detail.contains(says), qPrintable(m_recorder.end->detail));
        QCOMPARE(static_cast<int>(m_recorder.end->kind), kind);
    }

    void chainIsKept()
    {
        open("server", {.caFile = certificates().certificate("ca")});
        expectAccepted("server", false);
        QVERIFY(!m_recorder.peer->chain.isEmpty());
        QCOMPARE(m_recorder.peer->chain.first().subject, "Test server");
        QCOMPARE(m_recorder.peer->chain.first().issuer, "Test authority ca");
        QVERIFY(m_recorder.peer->chain.first().validUntil > QDateTime::currentDateTime());
        QVERIFY(!m_recorder.peer->cipher.isEmpty());
    }

    void exceptionIsBoundToItsAddress() // N15
    {
        m_peer = std::make_unique<ScriptedPeer>(
            certificates().certificate("selfSigned"), certificates().key("selfSigned"));
        const net::Endpoint here = tests::endpointOf(*m_peer, true);
        for (const QString &address : {net::authorityOf(here), QString("127.0.0.1:1")}) {
            net::Endpoint endpoint = here;
            endpoint.tlsSettings = {.exceptions = {{address, sha256("selfSigned")}}};
            m_transport = std::make_unique<net::SocketTransport>(m_recorder, m_clock);
            m_transport->open(endpoint);
            QTRY_SOON(m_recorder.isConnected() || m_recorder.ends > 0);
            QCOMPARE(m_recorder.isConnected(), address == net::authorityOf(here));
            if (m_recorder.end)
                QCOMPARE(m_recorder.end->authority, net::authorityOf(here)); // A8: whose leaf it was.
            cleanup();
        }
    }

    // A3: all handshakes of a run are held to the leaf that a host and port showed first, also when that one was good.
    void a3OneLeafForEachHostAndPort_data()
    {
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("second");
        QTest::addColumn<bool>("sameHost");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("the same again") << "selfSigned"
                                        << "selfSigned" << true << true;
        QTest::newRow("another") << "selfSigned"
                                 << "impostor" << true << false;
        QTest::newRow("another behind a trusted one") << "server"
                                                      << "selfSigned" << true << false;
        QTest::newRow("a trusted one behind another") << "selfSigned"
                                                      << "server" << true << true;
        QTest::newRow("another host and port") << "selfSigned"
                                               << "impostor" << false << true;
    }
    void a3OneLeafForEachHostAndPort()
    {
        QFETCH(QString, first);
        QFETCH(QString, second);
        QFETCH(bool, sameHost);
        QFETCH(bool, accepted);
        const auto run = std::make_shared<net::FirstLeaves>();
        const net::TlsSettings insecure{.caFile = certificates().certificate("ca"), .acceptFirstLeaf = true};
        open(first, insecure, run);
        QTRY_SOON(m_peer->received() == "secret");
        const quint16 port = m_peer->serverPort();
        cleanup();
        if (sameHost)
            m_port = port;
        open(second, insecure, run);
        if (accepted)
            QTRY_SOON(m_peer->received() == "secret");
        else
            expectRejected();
    }

    void serverName()
    {
        // The name that is asked for and verified is not the host that was connected to.
        open("wrongHost", {.caFile = certificates().certificate("ca"), .serverName = "elsewhere.example"});
        expectAccepted("wrongHost", false);
    }

    void exceptions_data()
    {
        QTest::addColumn<QString>("server");
        QTest::addColumn<net::TlsSettings>("settings");
        QTest::addColumn<bool>("accepted");
        const QString ca = certificates().certificate("ca");
        QTest::newRow("N15 the first leaf") << "selfSigned" << net::TlsSettings{.acceptFirstLeaf = true} << true;
        QTest::newRow("N15 the first leaf, expired")
            << "expired" << net::TlsSettings{.caFile = ca, .acceptFirstLeaf = true} << true;
        QTest::newRow("N15 the same leaf again")
            << "selfSigned" << net::TlsSettings{.acceptFirstLeaf = true, .exceptions = {{"here", sha256("selfSigned")}}}
            << true;
        QTest::newRow("N15 another leaf")
            << "impostor" << net::TlsSettings{.acceptFirstLeaf = true, .exceptions = {{"here", sha256("selfSigned")}}}
            << false;
        QTest::newRow("N15 half a digest")
            << "selfSigned"
            << net::TlsSettings{.acceptFirstLeaf = true, .exceptions = {{"here", sha256("selfSigned").left(16)}}}
            << false;
        QTest::newRow("A8 no digest") << "selfSigned" << net::TlsSettings{.exceptions = {{"here", {}}}} << false;
        QTest::newRow("A8 accepted from another port")
            << "selfSigned" << net::TlsSettings{.exceptions = {{"127.0.0.1:1", sha256("selfSigned")}}} << false;
        QTest::newRow("A8 accepted from here, another from elsewhere")
            << "selfSigned"
            << net::TlsSettings{.exceptions = {{"here", sha256("selfSigned")}, {"127.0.0.1:1", sha256("impostor")}}}
            << true;
    }
    void exceptions()
    {
        QFETCH(QString, server);
        QFETCH(net::TlsSettings, settings);
        QFETCH(bool, accepted);
        open(server, settings);
        if (accepted)
            expectAccepted(server, true);
        else
            expectRejected();
    }

    void theCaFileReplacesTheSystemsStore() // N16
    {
        const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
        QSslConfiguration system = before;
        system.setCaCertificates(load("otherCa")); // As if the system trusted the impostor's authority.
        QSslConfiguration::setDefaultConfiguration(system);
        open("impostor", {});
        expectAccepted("impostor", false);
        m_transport.reset();
        m_recorder = {};
        open("impostor", {.caFile = certificates().certificate("ca")});
        expectRejected();
        QSslConfiguration::setDefaultConfiguration(before);
    }

    void aTrustedLeafNeedsNoException()
    {
        open("server",
            {.caFile = certificates().certificate("ca"),
                .acceptFirstLeaf = true,
                .exceptions = {{"here", sha256("selfSigned")}}});
        expectAccepted("server", false);
    }

    void caFile_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<bool>("usable");
        QFile file(certificates().certificate("ca"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray pem = file.readAll();
        QTest::newRow("a certificate") << pem << true;
        QTest::newRow("two and text") << "# ours\n" + pem + "\ntext\n" + pem << true;
        QTest::newRow("empty") << QByteArray("") << false;
        QTest::newRow("text") << QByteArray("no certificate here\n") << false;
        QTest::newRow("half a certificate") << pem.left(pem.size() / 2) << false;
        QTest::newRow("broken base64") << QByteArray("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
                                       << false;
    }
    void caFile()
    {
        QFETCH(QByteArray, content);
        QFETCH(bool, usable);
        const QString path = certificates().file("some.pem");
        QVERIFY(write(path, content));
        QCOMPARE(net::tlsConfiguration({.caFile = path}).hasValue(), usable);
    }
    void caFileThatIsNone()
    {
        for (const QString &path :
            {certificates().file("missing.pem"), certificates().file("."), QStringLiteral("/dev/zero")}) {
            const auto configuration = net::tlsConfiguration({.caFile = path});
            QVERIFY(!configuration);
            QCOMPARE(configuration.error().kind, Kind::LocalProblem);
        }
        open("server", {.caFile = certificates().file("missing.pem")});
        QTRY_COMPARE_WITH_TIMEOUT(m_recorder.ends, 1, 30'000);
        QCOMPARE(m_recorder.end->kind, Kind::LocalProblem);
    }

    void leadsTo_data()
    {
        QTest::addColumn<QStringList>("chain");
        QTest::addColumn<QStringList>("anchors");
        QTest::addColumn<bool>("leads");
        QTest::newRow("to its root") << QStringList{"server"} << QStringList{"ca"} << true;
        QTest::newRow("to one of several") << QStringList{"server", "ca"} << QStringList{"otherCa", "ca"} << true;
        QTest::newRow("N16 to another root") << QStringList{"impostor", "otherCa"} << QStringList{"ca"} << false;
        QTest::newRow("N16 a foreign leaf with our root beside it")
            << QStringList{"impostor", "ca"} << QStringList{"ca"} << false;
        QTest::newRow("the leaf itself") << QStringList{"server"} << QStringList{"server"} << true;
        QTest::newRow("no chain") << QStringList() << QStringList{"ca"} << false;
        QTest::newRow("no anchor") << QStringList{"server", "ca"} << QStringList() << false;
    }
    void leadsTo()
    {
        QFETCH(QStringList, chain);
        QFETCH(QStringList, anchors);
        QList<QSslCertificate> sent;
        QList<QSslCertificate> roots;
        for (const QString &name : chain)
            sent += load(name);
        for (const QString &name : anchors)
            roots += load(name);
        QTEST(net::leadsTo(sent, roots), "leads");
    }

    void aPeerThatSpeaksPlainHttp() // H20
    {
        const auto peer = tests::makePeer(false);
        peer->expect(1).send("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n").fin();
        net::SocketTransport transport(m_recorder, m_clock);
        transport.open(tests::endpointOf(*peer, true));
        QTRY_COMPARE_WITH_TIMEOUT(m_recorder.ends, 1, 30'000);
        QCOMPARE(m_recorder.end->kind, Kind::TlsFailed);
        QVERIFY2(m_recorder.end->detail.contains("plain HTTP"), qPrintable(m_recorder.end->detail));
    }

    void aPeerThatHangsUp_data()
    {
        QTest::addColumn<bool>("reset");
        QTest::newRow("N19 FIN behind ClientHello") << false;
        QTest::newRow("N19 RST behind ClientHello") << true;
    }
    void aPeerThatHangsUp()
    {
        QFETCH(bool, reset);
        const auto peer = tests::makePeer(false);
        peer->expect(1);
        reset ? peer->reset() : peer->fin();
        net::SocketTransport transport(m_recorder, m_clock);
        transport.open(tests::endpointOf(*peer, true));
        QTRY_COMPARE_WITH_TIMEOUT(m_recorder.ends, 1, 30'000);
        QCOMPARE(m_recorder.end->kind, Kind::TlsFailed);
        QVERIFY(!m_recorder.isConnected());
    }

    // N18: one session's failure leaves the other alone.
    void aFailureBesideAHealthySession()
    {
        const auto good = tests::makePeer(true);
        good->wait().send("still here").wait();
        Recorder healthy;
        net::SocketTransport first(healthy, m_clock);
        first.open(tests::endpointOf(*good, true));
        QTRY_SOON(healthy.isConnected());
        for (int i = 0; i < 10; ++i) {
            m_recorder = {};
            open("impostor", {.caFile = certificates().certificate("ca")});
            expectRejected();
        }
        good->proceed();
        QTRY_SOON(healthy.received == "still here");
        QCOMPARE(healthy.ends, 0);
    }

    void cleanup()
    {
        m_transport.reset();
        settle();
        m_recorder = {};
    }

private:
    void open(const QString &server, const net::TlsSettings &settings, std::shared_ptr<net::FirstLeaves> run = {})
    {
        m_transport.reset();
        m_peer.reset();
        m_peer = std::make_unique<ScriptedPeer>(certificates().certificate(server), certificates().key(server));
        if (const quint16 port = std::exchange(m_port, quint16(0))) {
            m_peer->close();
            QVERIFY(m_peer->listen(QHostAddress::LocalHost, port));
        }
        net::Endpoint endpoint = tests::endpointOf(*m_peer, true);
        endpoint.tlsSettings = settings;
        if (settings.exceptions.contains("here"))
            endpoint.tlsSettings.exceptions.insert(net::authorityOf(endpoint), settings.exceptions["here"]);
        m_transport = std::make_unique<net::SocketTransport>(m_recorder, m_clock, std::move(run));
        m_recorder.onConnected = [this] { m_transport->write("secret"); };
        m_transport->open(endpoint);
    }
    void expectAccepted(const QString &server, bool exception)
    {
        QTRY_SOON(m_recorder.isConnected() || m_recorder.ends > 0);
        QVERIFY2(m_recorder.isConnected(), m_recorder.end ? qPrintable(m_recorder.end->detail) : "");
        QCOMPARE(m_recorder.peer->leafSha256, sha256(server));
        QCOMPARE(m_recorder.peer->certificateException, exception);
        QTRY_SOON(m_peer->received() == "secret");
    }
    void expectRejected()
    {
        QTRY_COMPARE_WITH_TIMEOUT(m_recorder.ends, 1, 30'000);
        settle();
        QCOMPARE(m_recorder.end->kind, Kind::CertificateRejected);
        QVERIFY(!m_recorder.end->detail.isEmpty());
        QVERIFY(!m_recorder.isConnected());
        QVERIFY(m_peer->received().isEmpty()); // Not one byte.
    }

    Recorder m_recorder;
    tests::ManualClock m_clock;
    std::unique_ptr<ScriptedPeer> m_peer;
    quint16 m_port = 0; //!< Where the next peer listens; 0: anywhere.
    std::unique_ptr<net::SocketTransport> m_transport;
};

QTEST_GUILESS_MAIN(TestTlsHandshake)
#include "tst_tlshandshake.moc"
