// SPDX-License-Identifier: GPL-3.0-or-later
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
                // The capture keeps what was sent: that is what it is for.
                const bool payload = canary == "Ka10Message" && file.fileName().contains("c.sqlite");
                QVERIFY2(payload || !content.contains(canary), canary + " in " + file.fileName().toUtf8());
            }
        }
        QVERIFY(files >= 5); // Profile, capture and three reports at least.
        if (scene == QLatin1String("open"))
            QVERIFY(peer.received().contains("Ka7Token") && peer.received().contains("Ka8Cookie")); // They were used.
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
    static QByteArray run(const QTemporaryDir &home, const QString &report)
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("XDG_CONFIG_HOME", home.filePath("config"));
        environment.insert("XDG_DATA_HOME", home.filePath("data"));
        environment.insert("XDG_CACHE_HOME", home.filePath("cache"));
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QStringLiteral(PROGRAM),
            {"--profile", "leaky", "--headless", "--no-reconnect", "--duration", "2", "--report", report, "--capture",
                home.filePath("c.sqlite"), "--overwrite"});
        // The peer lives in this thread: it needs the event loop.
        if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 60'000))
            process.kill();
        return process.readAll();
    }
};

QTEST_GUILESS_MAIN(TestCanaries)
#include "tst_canaries.moc"
