// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/engine.h"
#include "tests/support/certificates.h"
#include "tests/support/peerprocess.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace std::chrono_literals;
using connection::State;

namespace {

//! A port that was free a moment ago.
quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

//! A server from a Debian package, run as an ordinary process on one port of loopback.
class Daemon
{
public:
    Daemon(const QString &program, const QStringList &arguments, quint16 port) : m_port(port)
    {
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(program, arguments);
    }
    ~Daemon() { stop(); }
    void stop()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(5000))
            m_process.kill();
        m_process.waitForFinished();
    }
    //! True when it listens.
    [[nodiscard]] bool isUp()
    {
        return QTest::qWaitFor(
            [&] {
                QTcpSocket probe;
                probe.connectToHost(QHostAddress::LocalHost, m_port);
                return probe.waitForConnected(200);
            },
            20'000);
    }
    [[nodiscard]] QByteArray output() { return m_process.readAll(); }

private:
    QProcess m_process;
    quint16 m_port;
};

//! Where \a name is, also when sbin is not in the path.
QString find(const QString &name)
{
    const QString found = QStandardPaths::findExecutable(name);
    return found.isEmpty() ? QStandardPaths::findExecutable(name, {"/usr/sbin", "/usr/local/sbin"}) : found;
}

} // namespace

#define NEED(variable, name, package)                                                                                  \
    const QString variable = find(QStringLiteral(name));                                                               \
    if (variable.isEmpty())                                                                                            \
    QSKIP("needs the Debian package " package)

//! What stands between people and their feeds: reverse proxies, HTTP and SOCKS proxies, servers of other hands.
class TestRealPeers : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_engine = std::make_unique<stream::Engine>(stream::EngineSettings{}, m_clock);
        m_handle = &m_engine->addConnection();
    }
    void cleanup()
    {
        if (m_handle && !connection::isAtRest(state()))
            m_handle->disconnectNow();
        if (m_handle)
            QTRY_VERIFY_WITH_TIMEOUT(connection::isAtRest(state()), 10'000);
        m_engine.reset();
        m_handle = nullptr;
    }

    void behindNginxWithTls()
    {
        NEED(nginx, "nginx", "nginx-light");
        const tests::Certificates certificates;
        QVERIFY2(certificates.isValid(), qPrintable(certificates.error()));
        tests::PeerProcess echo("feed_python.py", {"--echo"});
        const quint16 port = freePort();
        Daemon proxy(nginx, nginxArguments(port, echo.port(), 60, &certificates), port);
        QVERIFY2(proxy.isUp(), proxy.output());
        settings::Profile profile;
        profile.url = QUrl(QStringLiteral("wss://localhost:%1/feed").arg(port));
        profile.tls.caFile = certificates.certificate("ca");
        m_handle->open(profile);
        QTRY_VERIFY_WITH_TIMEOUT(connection::isOpen(state()), 10'000);
        m_handle->send(ws::Opcode::Text, QByteArray(100'000, 'x'));
        QTRY_COMPARE_WITH_TIMEOUT(tick().metrics.messagesIn, quint64(1), 10'000);
        QCOMPARE(tick().metrics.bytesIn, quint64(100'000));
    }

    // nginx cuts what is silent for proxy_read_timeout; pings are not silence.
    void theHeartbeatOutlivesTheIdleTimeoutOfNginx()
    {
        NEED(nginx, "nginx", "nginx-light");
        tests::PeerProcess echo("feed_python.py", {"--echo"});
        const quint16 port = freePort();
        Daemon proxy(nginx, nginxArguments(port, echo.port(), 3), port);
        QVERIFY2(proxy.isUp(), proxy.output());
        settings::Profile profile = plain(port);
        profile.policy.heartbeat.interval = 1s;
        m_handle->open(profile);
        QTRY_VERIFY_WITH_TIMEOUT(tick().status.heartbeat.answered >= 6, 30'000);
        QCOMPARE(tick().status.opens, quint64(1));
        QCOMPARE(tick().status.heartbeat.missed, quint64(0));
    }

    void withoutAHeartbeatNginxCutsAndItIsOpenedAgain()
    {
        NEED(nginx, "nginx", "nginx-light");
        tests::PeerProcess echo("feed_python.py", {"--echo"});
        const quint16 port = freePort();
        Daemon proxy(nginx, nginxArguments(port, echo.port(), 1), port);
        QVERIFY2(proxy.isUp(), proxy.output());
        settings::Profile profile = plain(port);
        profile.policy.heartbeat.enabled = false;
        profile.policy.backoff.jitter = false;
        profile.policy.backoff.reconnectInterval = 100ms;
        m_handle->open(profile);
        QTRY_VERIFY_WITH_TIMEOUT(tick().status.opens >= 2, 30'000);
        QCOMPARE(tick().status.lastCloseCode, quint16(1006));
    }

    void aRestartOfNginxIsSurvived()
    {
        NEED(nginx, "nginx", "nginx-light");
        tests::PeerProcess echo("feed_python.py", {"--echo"});
        const quint16 port = freePort();
        settings::Profile profile = plain(port);
        profile.policy.backoff.jitter = false;
        profile.policy.backoff.reconnectInterval = 100ms;
        {
            Daemon proxy(nginx, nginxArguments(port, echo.port(), 60), port);
            QVERIFY2(proxy.isUp(), proxy.output());
            m_handle->open(profile);
            QTRY_VERIFY_WITH_TIMEOUT(connection::isOpen(state()), 10'000);
        }
        QTRY_VERIFY_WITH_TIMEOUT(!connection::isOpen(state()), 10'000);
        Daemon again(nginx, nginxArguments(port, echo.port(), 60), port);
        QVERIFY2(again.isUp(), again.output());
        QTRY_VERIFY_WITH_TIMEOUT(connection::isOpen(state()), 20'000);
        QCOMPARE(tick().status.opens, quint64(2));
        m_handle->send(ws::Opcode::Text, "hi");
        QTRY_COMPARE_WITH_TIMEOUT(tick().metrics.messagesIn, quint64(1), 10'000);
    }

    void throughTinyproxy_data()
    {
        QTest::addColumn<QString>("login");
        QTest::addColumn<bool>("opens");
        QTest::newRow("N21 right login") << "me:opensesame" << true;
        QTest::newRow("N21 no login") << "" << false;
    }
    void throughTinyproxy()
    {
        QFETCH(QString, login);
        QFETCH(bool, opens);
        NEED(tinyproxy, "tinyproxy", "tinyproxy-bin");
        tests::PeerProcess echo("feed_python.py", {"--echo"});
        const quint16 port = freePort();
        Daemon proxy(tinyproxy, {"-d", "-c", tinyproxyConf(port)}, port);
        QVERIFY2(proxy.isUp(), proxy.output());
        settings::Profile profile = plain(echo.port());
        profile.proxy = {.kind = net::ProxyChoice::Kind::Http, .url = proxyUrl("http", login, port)};
        check(profile, opens);
    }

    // To a wrong login tinyproxy says 401, as a web server would; Qt only tells that this is no proxy's answer.
    void aWrongLoginForTinyproxy()
    {
        NEED(tinyproxy, "tinyproxy", "tinyproxy-bin");
        tests::PeerProcess echo("feed_python.py", {"--echo"});
        const quint16 port = freePort();
        Daemon proxy(tinyproxy, {"-d", "-c", tinyproxyConf(port)}, port);
        QVERIFY2(proxy.isUp(), proxy.output());
        settings::Profile profile = plain(echo.port());
        profile.proxy
            = {.kind = net::ProxyChoice::Kind::Http, .url = proxyUrl("http", QStringLiteral("me:wrong"), port)};
        failsAtTheProxy(profile);
    }

    void throughMicrosocks_data()
    {
        QTest::addColumn<QString>("login");
        QTest::addColumn<bool>("opens");
        QTest::newRow("N21 right login") << "me:opensesame" << true;
        QTest::newRow("N21 wrong login") << "me:wrong" << false;
    }
    void throughMicrosocks()
    {
        QFETCH(QString, login);
        QFETCH(bool, opens);
        NEED(microsocks, "microsocks", "microsocks");
        tests::PeerProcess echo("feed_python.py", {"--echo"});
        const quint16 port = freePort();
        Daemon proxy(
            microsocks, {"-i", "127.0.0.1", "-p", QString::number(port), "-u", "me", "-P", "opensesame"}, port);
        QVERIFY2(proxy.isUp(), proxy.output());
        settings::Profile profile = plain(echo.port());
        profile.proxy = {.kind = net::ProxyChoice::Kind::Socks5, .url = proxyUrl("socks5", login, port)};
        check(profile, opens);
    }

    void throughDante()
    {
        NEED(danted, "danted", "dante-server");
        tests::PeerProcess echo("feed_python.py", {"--echo"});
        const quint16 port = freePort();
        Daemon proxy(danted, {"-f", danteConf(port, echo.port()), "-p", m_folder->filePath("dante.pid")}, port);
        QVERIFY2(proxy.isUp(), proxy.output());
        settings::Profile profile = plain(echo.port());
        profile.proxy = {.kind = net::ProxyChoice::Kind::Socks5, .url = proxyUrl("socks5", QString(), port)};
        check(profile, true);
        m_handle->send(ws::Opcode::Binary, QByteArray(3'000'000, 'x'));
        QTRY_COMPARE_WITH_TIMEOUT(tick().metrics.bytesIn, quint64(3'000'002), 20'000);
    }

    // What its rules forbid is the proxy's refusal, not the server's.
    void aRuleOfDanteForbidsIt() // N21
    {
        NEED(danted, "danted", "dante-server");
        tests::PeerProcess echo("feed_python.py", {"--echo"});
        const quint16 port = freePort();
        Daemon proxy(danted, {"-f", danteConf(port, 1), "-p", m_folder->filePath("dante.pid")}, port);
        QVERIFY2(proxy.isUp(), proxy.output());
        settings::Profile profile = plain(echo.port());
        profile.proxy = {.kind = net::ProxyChoice::Kind::Socks5, .url = proxyUrl("socks5", QString(), port)};
        failsAtTheProxy(profile);
    }

    // A server that wants to know who we are: a plain reason, one attempt.
    void aClientCertificateIsAskedFor_data()
    {
        QTest::addColumn<QString>("own");
        QTest::newRow("N20 none is shown") << "";
        QTest::newRow("N20 one of another authority") << "impostor";
    }
    void aClientCertificateIsAskedFor()
    {
        QFETCH(QString, own);
        NEED(openssl, "openssl", "openssl");
        const tests::Certificates certificates;
        QVERIFY2(certificates.isValid(), qPrintable(certificates.error()));
        const quint16 port = freePort();
        Daemon server(openssl,
            {"s_server", "-quiet", "-tls1_3", "-accept", QStringLiteral("127.0.0.1:%1").arg(port), "-cert",
                certificates.certificate("server"), "-key", certificates.key("server"), "-CAfile",
                certificates.certificate("ca"), "-Verify", "1", "-verify_return_error"},
            port);
        QVERIFY2(server.isUp(), server.output());
        settings::Profile profile;
        profile.url = QUrl(QStringLiteral("wss://localhost:%1/").arg(port));
        profile.tls.caFile = certificates.certificate("ca");
        if (!own.isEmpty()) {
            profile.tls.certificateFile = certificates.certificate(own);
            profile.tls.keyFile = certificates.key(own);
        }
        m_handle->open(profile);
        QTRY_COMPARE_WITH_TIMEOUT(state(), State::Failed, 15'000);
        QCOMPARE(tick().status.attempts, quint64(1));
        const auto *error = std::get_if<net::TransportError>(&*tick().status.lastFailure);
        QVERIFY(error);
        QCOMPARE(error->kind, net::TransportError::Kind::ClientCertificate);
    }

    void againstLibwebsockets()
    {
        NEED(server, "libwebsockets-test-server", "libwebsockets-test-server");
        const quint16 port = freePort();
        Daemon peer(server, {"-p", QString::number(port), "-i", "lo"}, port);
        QVERIFY2(peer.isUp(), peer.output());
        settings::Profile profile = plain(port);
        profile.subprotocols = {"dumb-increment-protocol"};
        m_handle->open(profile);
        QTRY_VERIFY_WITH_TIMEOUT(tick().metrics.messagesIn >= 20, 20'000); // It counts, twenty a second.
        QCOMPARE(tick().metrics.malformed, quint64(0));
        QVERIFY(connection::isOpen(state()));
        m_handle->disconnectNow();
        QTRY_COMPARE_WITH_TIMEOUT(state(), State::Closed, 10'000);
        QCOMPARE(tick().status.lastCloseCode, quint16(1000));
    }

private:
    const stream::Tick &tick() const { return m_handle->tick(); }
    State state() const { return tick().status.state; }

    static settings::Profile plain(quint16 port)
    {
        settings::Profile profile;
        profile.url = QUrl(QStringLiteral("ws://127.0.0.1:%1/").arg(port));
        return profile;
    }
    static QUrl proxyUrl(const char *scheme, const QString &login, quint16 port)
    {
        QUrl url(QStringLiteral("%1://127.0.0.1:%2").arg(QLatin1String(scheme)).arg(port));
        if (!login.isEmpty()) {
            url.setUserName(login.section(u':', 0, 0));
            url.setPassword(login.section(u':', 1), QUrl::DecodedMode);
        }
        return url;
    }
    //! Opens and echoes, or fails in one attempt that says why.
    void check(const settings::Profile &profile, bool opens)
    {
        m_handle->open(profile);
        if (!opens) {
            QTRY_COMPARE_WITH_TIMEOUT(state(), State::Failed, 15'000);
            QCOMPARE(tick().status.attempts, quint64(1));
            const auto *error = std::get_if<net::TransportError>(&*tick().status.lastFailure);
            QVERIFY(error);
            QCOMPARE(error->kind, net::TransportError::Kind::ProxyLogin);
            return;
        }
        QTRY_VERIFY_WITH_TIMEOUT(connection::isOpen(state()), 15'000);
        m_handle->send(ws::Opcode::Text, "hi");
        QTRY_COMPARE_WITH_TIMEOUT(tick().metrics.messagesIn, quint64(1), 10'000);
    }
    //! The proxy does not let it through, and it is tried again.
    void failsAtTheProxy(const settings::Profile &profile)
    {
        m_handle->open(profile);
        QTRY_COMPARE_WITH_TIMEOUT(state(), State::WaitingRetry, 15'000);
        const auto *error = std::get_if<net::TransportError>(&*tick().status.lastFailure);
        QVERIFY(error);
        QCOMPARE(error->kind, net::TransportError::Kind::ProxyFailed);
    }
    QString write(const char *name, const QString &text)
    {
        const QString path = m_folder->filePath(QLatin1String(name));
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(text.toUtf8());
        return path;
    }
    QString tinyproxyConf(quint16 port)
    {
        return write("tinyproxy.conf",
            QStringLiteral("Port %1\nListen 127.0.0.1\nTimeout 60\nMaxClients 20\nBasicAuth me opensesame\n")
                .arg(port));
    }
    //! Lets loopback reach \a allowed there and nothing else.
    QString danteConf(quint16 port, quint16 allowed)
    {
        return write("dante.conf",
            QStringLiteral("logoutput: stderr\ninternal: 127.0.0.1 port = %1\nexternal: 127.0.0.1\n"
                           "clientmethod: none\nsocksmethod: none\n"
                           "client pass { from: 127.0.0.0/8 to: 127.0.0.0/8 }\n"
                           "socks pass { from: 127.0.0.0/8 to: 127.0.0.0/8 port = %2 }\n")
                .arg(port)
                .arg(allowed));
    }
    QStringList nginxArguments(
        quint16 port, quint16 behind, int readTimeout, const tests::Certificates *certificates = nullptr)
    {
        QString tls;
        if (certificates)
            tls = QStringLiteral("ssl_certificate %1; ssl_certificate_key %2;")
                      .arg(certificates->certificate("server"), certificates->key("server"));
        const QString text = QStringLiteral(R"(
daemon off; master_process off; pid %1/nginx.pid; error_log %1/error.log;
events {}
http {
    access_log off;
    client_body_temp_path %1/a; proxy_temp_path %1/b; fastcgi_temp_path %1/c; uwsgi_temp_path %1/d; scgi_temp_path %1/e;
    server {
        listen 127.0.0.1:%2 %3;
        %4
        location / {
            proxy_pass http://127.0.0.1:%5;
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
            proxy_set_header Host $host;
            proxy_read_timeout %6s;
        }
    }
})")
                                 .arg(m_folder->path())
                                 .arg(port)
                                 .arg(certificates ? QStringLiteral("ssl") : QString(), tls)
                                 .arg(behind)
                                 .arg(readTimeout);
        return {"-c", write("nginx.conf", text), "-e", m_folder->filePath("early.log"), "-p", m_folder->path()};
    }

    const base::SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<stream::Engine> m_engine;
    stream::StreamHandle *m_handle = nullptr;
};

QTEST_GUILESS_MAIN(TestRealPeers)
#include "tst_realpeers.moc"
