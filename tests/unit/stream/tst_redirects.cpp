// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"
#include "core/settings/certificateexception.h"
#include "core/settings/profiletrust.h"
#include "core/settings/redirectconsent.h"
#include "core/stream/engine.h"
#include "tests/support/certificates.h"
#include "tests/unit/stream/gate.h"

#include <QFile>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslServer>
#include <QTest>

using namespace std::chrono_literals;
using connection::NotReady;
using connection::State;
using settings::Authentication;
using settings::Profile;
using tests::Gate;

namespace {

//! Everything of ours that may go out on a connection, each with its canary.
Profile talkative()
{
    Profile profile;
    profile.headers = {{"X-Api-Key", "CAN-header"}};
    profile.cookies = {{"sid", "CAN-cookie"}};
    profile.subprotocols = {"CAN-subprotocol"};
    profile.origin = "https://can-origin.example";
    profile.authentication
        = {.kind = Authentication::Kind::FirstMessage, .token = "CAN-token", .message = "{\"auth\":\"CAN-token\"}"};
    profile.sendOnConnect = {"CAN-onconnect"};
    profile.policy.heartbeat.kind = connection::BeatKind::Message;
    profile.policy.heartbeat.message = "CAN-beat";
    profile.policy.heartbeat.interval = 20ms;
    profile.sending.resume.idField = "id";
    profile.sending.resume.syncMessage = "CAN-sync ${lastMessageId}";
    profile.sending.outbox.autoFlush = true;
    profile.followRedirects = true;
    profile.compression.offered = false;
    profile.policy.closeTimeout = 100ms;
    profile.policy.backoff.reconnectInterval = 50ms;
    profile.policy.backoff.jitter = false;
    return profile;
}

QByteArray redirect(const QUrl &to) { return Gate::refuse("307 Elsewhere", "Location: " + to.toEncoded() + "\r\n"); }

//! A TLS server on a loopback port that shows another certificate when it is told to.
class Faces : public QSslServer
{
public:
    explicit Faces(const tests::Certificates &certificates) : m_certificates(certificates)
    {
        connect(this, &QTcpServer::pendingConnectionAvailable, this, &Faces::serve);
        show(QStringLiteral("selfSigned"));
        listen(QHostAddress::LocalHost);
    }
    //! From the next connection on.
    void show(const QString &name)
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificateChain(QSslCertificate::fromPath(m_certificates.certificate(name)));
        QFile key(m_certificates.key(name));
        if (key.open(QIODevice::ReadOnly))
            configuration.setPrivateKey(QSslKey(key.readAll(), QSsl::Ec));
        setSslConfiguration(configuration);
    }
    [[nodiscard]] QUrl url(const QString &scheme, const QString &path) const
    {
        return QUrl(QStringLiteral("%1://127.0.0.1:%2%3").arg(scheme).arg(serverPort()).arg(path));
    }
    //! What is done before the answer to a request for \a path.
    std::function<void(const QByteArray &head)> before;
    QByteArrayList heads;
    void dropLast() { m_last->abort(); }

private:
    void serve()
    {
        while (QTcpSocket *socket = nextPendingConnection()) {
            m_last = socket;
            const auto bytes = std::make_shared<QByteArray>();
            const auto answered = std::make_shared<bool>(false);
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            const auto read = [this, socket, bytes, answered] {
                *bytes += socket->readAll();
                const bool isStep = bytes->startsWith("POST /login ");
                if (*answered || !bytes->contains(isStep ? "CAN-step" : "\r\n\r\n"))
                    return;
                *answered = true;
                heads.append(*bytes);
                if (before)
                    before(*bytes);
                socket->write(isStep ? Gate::refuse("200 OK", {}, "{}") : Gate::accept(*bytes));
            };
            connect(socket, &QTcpSocket::readyRead, this, read);
            read();
        }
    }

    const tests::Certificates &m_certificates;
    QTcpSocket *m_last = nullptr;
};

} // namespace

//! A2 and A3 on a real network thread: nothing of ours goes to a server that nobody agreed to, or to another key than
//! the first one.
class TestRedirects : public QObject
{
    Q_OBJECT
private:
    const base::SystemClock m_clock;
    const tests::Certificates m_certificates;
    std::unique_ptr<stream::Engine> m_engine;
    stream::StreamHandle *m_handle = nullptr;

    State state() const { return m_handle->tick().status.state; }
    bool isOpen() const { return connection::isOpen(state()); }
    void open(const Profile &profile)
    {
        if (!m_engine) {
            m_engine = std::make_unique<stream::Engine>(stream::EngineSettings{}, m_clock);
            m_handle = &m_engine->addConnection();
        }
        m_handle->open(profile);
    }
    template <typename T>
    T failure() const
    {
        const auto &last = m_handle->tick().status.lastFailure;
        const T *found = last ? std::get_if<T>(&*last) : nullptr;
        return found ? *found : T{};
    }

private slots:
    void initTestCase() { QVERIFY2(m_certificates.isValid(), qPrintable(m_certificates.error())); }
    void cleanup()
    {
        if (m_handle)
            m_handle->close(ws::CloseCode::Normal, {});
        m_engine.reset();
        m_handle = nullptr;
    }

    // K06, A2: the other server accepts, and still hears nothing: not at the first connect, not by hand, not later.
    void a2NothingGoesToAnotherServer()
    {
        Gate other([](const QByteArray &head, int) { return Gate::accept(head); });
        Gate gate([&](const QByteArray &, int) { return redirect(other.url("http", "/next?ticket=1")); });
        Profile profile = talkative();
        profile.url = gate.url("ws");
        open(profile);
        m_handle->send(ws::Opcode::Text, "CAN-typed");
        QTRY_COMPARE_WITH_TIMEOUT(state(), State::Failed, 10'000);
        const NotReady expected{
            NotReady::Reason::Redirected, QStringLiteral("ws://127.0.0.1:%1").arg(other.serverPort())};
        QCOMPARE(failure<NotReady>(), expected);
        QVERIFY(gate.heads[0].contains("CAN-header"));
        m_handle->send(ws::Opcode::Text, "CAN-typed again");
        m_handle->reconnectNow();
        QTRY_COMPARE_WITH_TIMEOUT(gate.connections, 2, 10'000);
        QTRY_COMPARE_WITH_TIMEOUT(state(), State::Failed, 10'000);
        QCOMPARE(failure<NotReady>(), expected);
        QCOMPARE(m_handle->tick().status.opens, quint64(0));
        QCOMPARE(other.connections, 0); // Not even a name was asked for.
        QVERIFY(stream::spokenTo(m_handle->tick(), profile.url) == profile.url);
    }
    // The same when the server begins to send on once it was reached, with an outbox that wants to be written out.
    void a2NothingGoesToAnotherServerAfterAReconnect()
    {
        Gate other([](const QByteArray &head, int) { return Gate::accept(head); });
        Gate gate([&](const QByteArray &head, int number) {
            return number == 1 ? Gate::accept(head, Gate::frame("{\"id\":7}")) : redirect(other.url("ws"));
        });
        Profile profile = talkative();
        profile.authentication = {};
        profile.subprotocols.clear();
        profile.url = gate.url("ws");
        open(profile);
        QTRY_VERIFY_WITH_TIMEOUT(gate.bodies.value(0).size() > 0, 10'000);
        gate.dropLast();
        m_handle->send(ws::Opcode::Text, "CAN-typed");
        QTRY_COMPARE_WITH_TIMEOUT(state(), State::Failed, 10'000);
        QCOMPARE(failure<NotReady>().reason, NotReady::Reason::Redirected);
        QCOMPARE(gate.connections, 2);
        QCOMPARE(other.connections, 0);
    }
    // And behind an HTTP step, whose own redirects are not followed at all.
    void a2NothingGoesToAnotherServerBehindAStep()
    {
        Gate other([](const QByteArray &head, int) { return Gate::accept(head); });
        bool stepLeads = false;
        Gate gate([&](const QByteArray &head, int) {
            if (!head.startsWith("POST /login "))
                return redirect(other.url("ws"));
            return stepLeads ? redirect(other.url("http")) : Gate::refuse("200 OK", {}, "{\"t\":\"CAN-fetched\"}");
        });
        Profile profile = talkative();
        profile.expands = true;
        profile.address = gate.url("ws").toString() + "?t=${t}";
        profile.url = gate.url("ws");
        profile.before = {.enabled = true,
            .method = "POST",
            .address = gate.url("http", "/login").toString(),
            .body = "CAN-step",
            .fills = {{"t", "t"}}};
        profile.policy.reconnect = false;
        open(profile);
        QTRY_COMPARE_WITH_TIMEOUT(state(), State::Failed, 10'000);
        QCOMPARE(failure<NotReady>().reason, NotReady::Reason::Redirected);
        QVERIFY(gate.heads.value(1).startsWith("GET /?t=CAN-fetched "));
        stepLeads = true;
        m_handle->reconnectNow();
        QTRY_COMPARE_WITH_TIMEOUT(failure<NotReady>().reason, NotReady::Reason::StepRefused, 10'000);
        QCOMPARE(other.connections, 0);
    }
    // Agreed: as the profile's own server; a third one is another question. What is spoken to is said.
    void a2AnAgreedServerIsSpokenTo()
    {
        Gate third([](const QByteArray &head, int) { return Gate::accept(head); });
        bool leadsOn = false;
        Gate other([&](const QByteArray &head, int) {
            return leadsOn
                ? redirect(third.url("ws"))
                : Gate::accept(head).replace("\r\n\r\n", "\r\nSec-WebSocket-Protocol: CAN-subprotocol\r\n\r\n");
        });
        Gate gate([&](const QByteArray &, int) { return redirect(other.url("http", "/next?x=1")); });
        Profile profile = talkative();
        profile.url = gate.url("ws");
        profile = settings::withRedirectTo(profile, net::serverOf(other.url("ws")));
        open(profile);
        QTRY_VERIFY_WITH_TIMEOUT(isOpen(), 10'000);
        QTRY_VERIFY_WITH_TIMEOUT(Gate::unmasked(other.bodies.value(0)).contains("CAN-onconnect"), 10'000);
        QVERIFY(other.heads[0].startsWith("GET /next?x=1 "));
        QVERIFY(other.heads[0].contains("CAN-header"));
        QTRY_COMPARE_WITH_TIMEOUT(
            stream::spokenTo(m_handle->tick(), profile.url), other.url("ws", "/next?x=1"), 10'000);
        leadsOn = true;
        other.dropLast();
        QTRY_COMPARE_WITH_TIMEOUT(state(), State::Failed, 10'000);
        QCOMPARE(failure<NotReady>().detail, net::serverOf(third.url("ws")));
        QCOMPARE(third.connections, 0);
    }

    // A3: a step whose certificate changes gets its password once, whatever was accepted before.
    void a3TheStepIsHeldToItsFirstCertificate()
    {
        Faces faces(m_certificates);
        Gate gate([](const QByteArray &head, int) { return Gate::accept(head); });
        Profile profile = talkative();
        profile.subprotocols.clear();
        profile.url = gate.url("ws");
        profile.tls.acceptFirstLeaf = true;
        profile.before = stepAt(faces);
        open(profile);
        QTRY_VERIFY_WITH_TIMEOUT(isOpen(), 10'000);
        faces.show("impostor");
        gate.dropLast();
        QTRY_COMPARE_WITH_TIMEOUT(state(), State::Failed, 10'000);
        QCOMPARE(failure<net::TransportError>().kind, net::TransportError::Kind::CertificateRejected);
        QCOMPARE(faces.heads.size(), 1);
        faces.show("expired");
        open(profile); // Anew, and on a tab of its own: it is the same run.
        QTRY_COMPARE_WITH_TIMEOUT(state(), State::Failed, 10'000);
        QCOMPARE(faces.heads.size(), 1);
        stream::StreamHandle &tab = m_engine->addConnection();
        tab.open(profile);
        QTRY_COMPARE_WITH_TIMEOUT(tab.tick().status.state, State::Failed, 10'000);
        QCOMPARE(faces.heads.size(), 1);
        faces.show("selfSigned");
        m_handle->reconnectNow();
        QTRY_VERIFY_WITH_TIMEOUT(isOpen(), 10'000);
    }
    // The feed is held to what its step showed at the same host and port, and the other way round.
    void a3TheFeedIsHeldToTheStepsCertificate()
    {
        Faces faces(m_certificates);
        faces.before = [&](const QByteArray &) { faces.show("impostor"); };
        Profile profile = talkative();
        profile.subprotocols.clear();
        profile.url = faces.url("wss", "/feed");
        profile.tls.acceptFirstLeaf = true;
        profile.before = stepAt(faces);
        open(profile);
        QTRY_COMPARE_WITH_TIMEOUT(state(), State::Failed, 10'000);
        QCOMPARE(failure<net::TransportError>().kind, net::TransportError::Kind::CertificateRejected);
        QCOMPARE(faces.heads.size(), 1);
        QVERIFY(faces.heads[0].startsWith("POST /login "));
    }
    // And so is the server that redirects lead to.
    void a3WhereRedirectsLeadIsHeldToItsFirstCertificate()
    {
        Faces faces(m_certificates);
        Gate gate([&](const QByteArray &, int) { return redirect(faces.url("https", "/feed")); });
        Profile profile = talkative();
        profile.subprotocols.clear();
        profile.url = gate.url("ws");
        profile.tls.acceptFirstLeaf = true;
        open(settings::withRedirectTo(profile, net::serverOf(faces.url("wss", {}))));
        QTRY_VERIFY_WITH_TIMEOUT(isOpen(), 10'000);
        faces.show("impostor");
        faces.dropLast();
        QTRY_COMPARE_WITH_TIMEOUT(state(), State::Failed, 10'000);
        QCOMPARE(failure<net::TransportError>().kind, net::TransportError::Kind::CertificateRejected);
        QCOMPARE(faces.heads.size(), 1);
    }

    // A8: the feed, its step and where redirects lead each need an exception of their own, and the failure says whose.
    void a8EachHostNeedsItsOwnException()
    {
        Faces login(m_certificates), feed(m_certificates), next(m_certificates);
        const auto authority
            = [](const Faces &faces) { return QStringLiteral("127.0.0.1:%1").arg(faces.serverPort()); };
        Gate gate([&](const QByteArray &, int) { return redirect(next.url("https", "/next")); });
        feed.show("impostor");
        next.show("expired");
        Profile profile = talkative();
        profile.subprotocols.clear();
        profile.url = feed.url("wss", "/feed");
        profile.before = stepAt(login);
        for (const Faces *shown : {&login, &feed}) {
            open(profile);
            QTRY_COMPARE_WITH_TIMEOUT(failure<net::TransportError>().authority, authority(*shown), 10'000);
            const auto error = failure<net::TransportError>();
            QCOMPARE(error.kind, net::TransportError::Kind::CertificateRejected);
            QCOMPARE(error.leafSha256.size(), 32);
            profile = settings::withException(profile, error.authority, error.leafSha256);
        }
        QCOMPARE(login.heads.size(), 1); // Only once it was accepted.
        QVERIFY(feed.heads.isEmpty());
        open(profile);
        QTRY_VERIFY_WITH_TIMEOUT(isOpen(), 10'000);
        // Who holds the key of the step is not the feed.
        feed.show("selfSigned");
        feed.dropLast();
        QTRY_COMPARE_WITH_TIMEOUT(state(), State::Failed, 10'000);
        QCOMPARE(failure<net::TransportError>().authority, authority(feed));
        QCOMPARE(feed.heads.size(), 1);

        profile.before = {};
        profile.url = gate.url("ws");
        profile = settings::withRedirectTo(profile, net::serverOf(next.url("wss", {})));
        open(profile);
        QTRY_COMPARE_WITH_TIMEOUT(failure<net::TransportError>().authority, authority(next), 10'000);
        QVERIFY(next.heads.isEmpty());
        const auto error = failure<net::TransportError>();
        open(settings::withException(profile, error.authority, error.leafSha256));
        QTRY_VERIFY_WITH_TIMEOUT(isOpen(), 10'000);
        QCOMPARE(next.heads.size(), 1);
    }

    // A10: a profile from elsewhere is not even looked up before a person agreed, whatever part of it would use
    // something.
    void a10NothingIsSentBeforeAPersonAgreed()
    {
        const auto environment = qScopeGuard([] { qunsetenv("CAN_ENVIRONMENT"); });
        qputenv("CAN_ENVIRONMENT", "CAN-environment");
        Gate gate([](const QByteArray &head, int) {
            return head.startsWith("POST ") ? Gate::refuse("200 OK", {}, "{}") : Gate::accept(head);
        });
        Profile profile = talkative();
        profile.expands = true;
        profile.subprotocols.clear();
        profile.url = gate.url("ws");
        profile.headers = {{"X-Env", "${env:CAN_ENVIRONMENT}"}, {"X-Secret", "${secret:password}"}};
        profile.before
            = {.enabled = true, .method = "POST", .address = gate.url("http", "/login").toString(), .body = "plain"};
        profile.withheld = {.reason = settings::Withheld::Reason::NotSavedHere,
            .server = {},
            .secrets = {{"password", "CAN-secret"}},
            .digest = {}};
        open(profile);
        QTRY_COMPARE_WITH_TIMEOUT(state(), State::Failed, 10'000);
        const NotReady expected{NotReady::Reason::Withheld, "env:CAN_ENVIRONMENT, secret:password"};
        QCOMPARE(failure<NotReady>(), expected);
        m_handle->reconnectNow();
        QTRY_VERIFY_WITH_TIMEOUT(m_handle->tick().status.failures >= 2, 10'000);
        QCOMPARE(gate.connections, 0);
        open(settings::withConsent(profile));
        QTRY_VERIFY_WITH_TIMEOUT(isOpen(), 10'000);
        QVERIFY(gate.heads.value(0).startsWith("POST /login "));
        QVERIFY(gate.heads.value(1).contains("X-Env: CAN-environment\r\nX-Secret: CAN-secret\r\n"));
    }

private:
    static settings::HttpStep stepAt(const Faces &faces)
    {
        return {.enabled = true,
            .method = "POST",
            .address = faces.url("https", "/login").toString(),
            .body = "password=CAN-step"};
    }
};

QTEST_GUILESS_MAIN(TestRedirects)
#include "tst_redirects.moc"
