// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/capturereader.h"
#include "core/settings/profilestore.h"
#include "tests/support/scriptedpeer.h"

#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {

const QByteArrayList canaries{"Ka1user", "Ka2pass", "Ka3Query", "Ka4Path0123456789abcdef", "Ka5Bearer", "Ka6Key",
    "Ka7Token", "Ka8Cookie", "Ka9Proxy", "Ka10Message", "Ka11Passphrase", "Ka12Subprotocol0123456789"};

settings::Profile leaky(quint16 port)
{
    settings::Profile profile;
    profile.name = "leaky";
    profile.url = QUrl(
        QStringLiteral("ws://Ka1user:Ka2pass@127.0.0.1:%1/v1/Ka4Path0123456789abcdef/x?token=Ka3Query").arg(port));
    profile.headers = {{"Authorization", "Bearer Ka5Bearer"}, {"X-Api-Key", "Ka6Key"}, {"X-Auth-Token", "Ka7Token"}};
    profile.cookies = {{"sid", "Ka8Cookie"}};
    profile.sendOnConnect = {"{\"op\":\"login\",\"password\":\"Ka10Message\"}"};
    profile.tls.keyPassphrase = "Ka11Passphrase";
    profile.subprotocols = {"Ka12Subprotocol0123456789", "json"};
    profile.followRedirects = true;
    return profile;
}

//! What must not reach a server that nobody agreed to, whatever it is; some of it is no secret elsewhere.
settings::Profile talkative(quint16 port)
{
    settings::Profile profile = leaky(port);
    profile.origin = "https://ka13origin.example";
    profile.authentication = {.kind = settings::Authentication::Kind::FirstMessage,
        .token = "Ka14Token0123456789",
        .message = "{\"auth\":\"${token}\"}"};
    profile.policy.heartbeat.kind = connection::BeatKind::Message;
    profile.policy.heartbeat.message = "Ka15Beat";
    profile.policy.heartbeat.interval = std::chrono::seconds(1);
    profile.sending.resume.idField = "id";
    profile.sending.resume.syncMessage = "Ka16Sync ${lastMessageId}";
    profile.before.headers = {{"X-Login", "Ka17Login"}};
    profile.before.method = "POST";
    profile.before.body = "password=Ka18Step";
    return profile;
}

} // namespace

//! K02: whatever happens to a connection with twelve secrets, nothing that the program writes has one of them.
class TestCanaries : public QObject
{
    Q_OBJECT
private slots:
    void nothingLeaks_data()
    {
        QTest::addColumn<QString>("scene");
        for (const char *scene : {"open", "refused", "redirected", "proxy", "cut", "nobody"})
            QTest::newRow(scene) << scene;
    }
    void nothingLeaks()
    {
        QFETCH(QString, scene);
        const QTemporaryDir home;
        tests::ScriptedPeer peer;
        settings::Profile profile = leaky(peer.serverPort());
        script(peer, scene, profile);
        QVERIFY(settings::ProfileStore(home.filePath("config/socketscope")).save(profile));

        QByteArray said;
        for (const char *report : {"r.txt", "r.md", "r.json"})
            said += run(home, home.filePath(report));
        QVERIFY(!said.isEmpty());
        for (const QByteArray &canary : canaries)
            QVERIFY2(!said.contains(canary), canary + " in:\n" + said);
        int files = 0;
        QDirIterator each(home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (each.hasNext()) {
            QFile file(each.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            if (file.fileName().endsWith("secrets.json"))
                continue;
            ++files;
            const QByteArray content = file.readAll();
            for (const QByteArray &canary : canaries) {
                QVERIFY2(!content.contains(canary), canary + " in " + file.fileName().toUtf8());
            }
        }
        QVERIFY(files >= 5); // Profile, capture and three reports at least.
        if (scene == QLatin1String("open"))
            QVERIFY(peer.received().contains("Ka7Token") && peer.received().contains("Ka8Cookie")); // They were used.
    }

    // A2: it is led to a server that accepts; nothing of ours gets there, and the program says where it was led.
    void a2AnotherServerHearsNothing_data()
    {
        QTest::addColumn<bool>("step");
        QTest::addColumn<bool>("agreed");
        QTest::newRow("led") << false << false;
        QTest::newRow("led behind an HTTP step") << true << false;
        QTest::newRow("agreed to") << false << true;
    }
    void a2AnotherServerHearsNothing()
    {
        QFETCH(bool, step);
        QFETCH(bool, agreed);
        const QTemporaryDir home;
        tests::ScriptedPeer peer, other, login;
        other.upgrade(QByteArray("\x81\x08{\"id\":1}", 10), "Sec-WebSocket-Protocol: json\r\n");
        login.expectHead().send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        const QString server = QStringLiteral("ws://localhost:%1").arg(other.serverPort());
        peer.expectHead().send("HTTP/1.1 307 Elsewhere\r\nLocation: " + server.toUtf8()
            + "/other?token=Ka3Query\r\nContent-Length: 0\r\n\r\n");
        settings::Profile profile = talkative(peer.serverPort());
        profile.before.enabled = step;
        profile.before.address = QStringLiteral("http://127.0.0.1:%1/login").arg(login.serverPort());
        QVERIFY(settings::ProfileStore(home.filePath("config/socketscope")).save(profile));
        QStringList more{"--send", "Ka19Sent", "--send", "-"};
        if (agreed)
            more += {"--allow-redirect-to", server};
        const QByteArray said = run(home, home.filePath("r.txt"), more, "Ka20Line\n");

        QVERIFY2(peer.received().contains("Ka7Token"), said);
        QCOMPARE(login.received().contains("Ka18Step"), step);
        QCOMPARE(other.clients() > 0, agreed);
        const QString where = QStringLiteral("localhost:%1").arg(other.serverPort());
        QVERIFY2(said.contains(where.toUtf8()), said);
        for (const QByteArray &canary : canaries)
            QVERIFY2(!said.contains(canary), canary + " in:\n" + said);
        if (!agreed) {
            QVERIFY2(other.received().isEmpty(), other.received());
            QVERIFY2(said.contains("--allow-redirect-to " + server.toUtf8()), said);
            return;
        }
        QVERIFY(other.received().contains("Ka7Token"));
        QFile report(home.filePath("r.txt"));
        QVERIFY(report.open(QIODevice::ReadOnly));
        QVERIFY(report.readAll().contains(where.toUtf8()));
        auto capture = capture::CaptureReader::open(home.filePath("c.sqlite"));
        QVERIFY(capture);
        QCOMPARE(capture->connections().value(0).url, server + QStringLiteral("/other?token=…"));
    }

    //! On the command line the same is said on standard error.
    void a7SavedFromTheCommandLine()
    {
        const QTemporaryDir home;
        const QByteArray said = start(home,
            {"ws://127.0.0.1:9/x?token=Ka3Query", "--headless", "--no-reconnect", "--save-profile", "kept", "--header",
                "X-Auth: Ka7Token", "--header", "X-State: abc", "--send",
                "{\"token\":\"Ka10Message" + QString(30'000, u'x') + "\"}"});
        QVERIFY2(said.contains("Kept apart in secrets.json: address.token, header.X-Auth, message.token."), said);
        QVERIFY2(said.contains("stayed in the profile: header.X-State."), said);
        QFile file(home.filePath("config/socketscope/profiles/kept.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        for (const QByteArray &canary : canaries)
            QVERIFY(!said.contains(canary) && !content.contains(canary));
    }

    //! What a person typed stays in the capture, unless it is to be without secrets.
    void b12CaptureWithoutSecrets()
    {
        const QTemporaryDir home;
        for (const bool without : {false, true}) {
            tests::ScriptedPeer peer;
            peer.upgrade(QByteArray("\x81\x02hi\x88\x02\x03\xe8", 8));
            QStringList arguments{QStringLiteral("ws://127.0.0.1:%1/").arg(peer.serverPort()), "--headless",
                "--no-reconnect", "--duration", "2", "--send", "{\"op\":\"x\",\"token\":\"Ka10Message\"}",
                "--overwrite", "--capture", home.filePath("c.sqlite")};
            if (without)
                arguments << "--capture-without-secrets";
            (void)start(home, arguments);
            QFile file(home.filePath("c.sqlite"));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray content = file.readAll();
            QCOMPARE(content.contains("Ka10Message"), !without);
            QCOMPARE(content.contains("{\"op\":\"x\",\"token\":\"[redacted]\"}"), without);
        }
    }

private:
    static void script(tests::ScriptedPeer &peer, const QString &scene, settings::Profile &profile)
    {
        if (scene == QLatin1String("open"))
            peer.upgrade(QByteArray("\x81\x02hi\x88\x02\x03\xe8", 8), "Sec-WebSocket-Protocol: json\r\n");
        else if (scene == QLatin1String("refused"))
            peer.expectHead().send("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\n"
                                   "Set-Cookie: sid=Ka8Cookie\r\nContent-Length: 2\r\n\r\nno");
        else if (scene == QLatin1String("redirected"))
            peer.expectHead().send("HTTP/1.1 302 Found\r\nLocation: ws://localhost:9/other?token=Ka3Query\r\n"
                                   "Content-Length: 0\r\n\r\n");
        else if (scene == QLatin1String("cut"))
            peer.expectHead().send("HTTP/1.1 101 Swit").reset();
        else if (scene == QLatin1String("nobody"))
            profile.url.setPort(9);
        if (scene != QLatin1String("proxy"))
            return;
        peer.expectHead().send("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\n"
                               "Content-Length: 0\r\n\r\n");
        profile.proxy = {.kind = net::ProxyChoice::Kind::Http,
            .url = QUrl(QStringLiteral("http://me:Ka9Proxy@127.0.0.1:%1").arg(peer.serverPort()))};
    }

    // What it said on both outputs.
    static QByteArray run(
        const QTemporaryDir &home, const QString &report, const QStringList &more = {}, const QByteArray &input = {})
    {
        return start(home,
            QStringList{"--profile", "leaky", "--headless", "--no-reconnect", "--duration", "2", "--report", report,
                "--capture", home.filePath("c.sqlite"), "--overwrite"}
                + more,
            input);
    }
    static QByteArray start(const QTemporaryDir &home, const QStringList &arguments, const QByteArray &input = {})
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("XDG_CONFIG_HOME", home.filePath("config"));
        environment.insert("XDG_DATA_HOME", home.filePath("data"));
        environment.insert("XDG_CACHE_HOME", home.filePath("cache"));
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QStringLiteral(PROGRAM), arguments);
        process.write(input);
        process.closeWriteChannel();
        // The peer lives in this thread: it needs the event loop.
        if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 60'000))
            process.kill();
        return process.readAll();
    }
};

QTEST_GUILESS_MAIN(TestCanaries)
#include "tst_canaries.moc"
