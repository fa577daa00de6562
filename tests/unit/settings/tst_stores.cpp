// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/jsonfile.h"
#include "core/settings/preferences.h"
#include "core/settings/recentfeeds.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using settings::IoError;
using settings::RecentFeeds;

namespace {

int modeOf(const QString &path)
{
    struct stat entry
    {
    };
    return ::stat(QFile::encodeName(path).constData(), &entry) == 0 ? static_cast<int>(entry.st_mode & 0777) : -1;
}

void write(const QString &path, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestStores : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        m_folder = m_home->filePath(QStringLiteral("config/socketscope"));
    }

    void folder()
    {
        qputenv("XDG_CONFIG_HOME", "/somewhere/config");
        QCOMPARE(settings::configFolder(), "/somewhere/config/socketscope");
        qputenv("XDG_CONFIG_HOME", "relative");
        QCOMPARE(settings::configFolder(), QDir::homePath() + QStringLiteral("/.config/socketscope"));
    }

    void nothingThereIsDefaults()
    {
        const auto recent = settings::loadRecentFeeds(m_folder);
        QVERIFY(recent.hasValue());
        QCOMPARE(*recent, RecentFeeds{});
        QCOMPARE(*settings::loadPreferences(m_folder), settings::Preferences{});
        QVERIFY(!QFileInfo::exists(m_folder));
    }

    void recentComesBack()
    {
        RecentFeeds recent;
        recent.remember({.url = QUrl(QStringLiteral("ws://a/?token=SECRET")),
            .sendOnConnect = {"{\"op\":\"sub\"}", "größe"},
            .lastUsedMs = 1});
        recent.remember({.url = QUrl(QStringLiteral("wss://b/")), .sendOnConnect = {}, .lastUsedMs = 2});
        QVERIFY(settings::saveRecentFeeds(m_folder, recent).hasValue());
        QCOMPARE(*settings::loadRecentFeeds(m_folder), recent);
    }

    void onlyTheOwnerReads()
    {
        const mode_t before = ::umask(0);
        QVERIFY(settings::saveRecentFeeds(m_folder, {}).hasValue());
        QCOMPARE(modeOf(m_folder), 0700);
        QCOMPARE(modeOf(m_folder + QStringLiteral("/recent.json")), 0600);
        // A file that became readable by others is not kept so.
        QFile::setPermissions(m_folder + QStringLiteral("/recent.json"), QFile::Permissions(0x6666));
        QVERIFY(settings::saveRecentFeeds(m_folder, {}).hasValue());
        ::umask(before);
        QCOMPARE(modeOf(m_folder + QStringLiteral("/recent.json")), 0600);
    }

    void rememberMovesToTheFrontAndForgetsTheOldest()
    {
        RecentFeeds recent;
        for (int i = 0; i < 60; ++i)
            recent.remember({.url = QUrl(QStringLiteral("ws://h/%1").arg(i)), .sendOnConnect = {}, .lastUsedMs = i});
        QCOMPARE(recent.feeds.size(), RecentFeeds::limit);
        recent.remember({.url = QUrl(QStringLiteral("ws://h/30")), .sendOnConnect = {"x"}, .lastUsedMs = 99});
        QCOMPARE(recent.feeds.size(), RecentFeeds::limit);
        QCOMPARE(recent.feeds.front().sendOnConnect, QList<QByteArray>{"x"});
        QCOMPARE(recent.find(QUrl(QStringLiteral("ws://h/30")))->lastUsedMs, 99);
        QCOMPARE(recent.find(QUrl(QStringLiteral("ws://h/5"))), nullptr);
        recent.forget(QUrl(QStringLiteral("ws://h/30")));
        QCOMPARE(recent.find(QUrl(QStringLiteral("ws://h/30"))), nullptr);
    }

    void damaged_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("cut off") << QByteArray("{\"feeds\": [");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("not an object") << QByteArray("[1, 2]");
        QTest::newRow("binary") << QByteArray("\0\xff\x01", 3);
        QTest::newRow("too large") << QByteArray("{\"a\":\"") + QByteArray(9 << 20, 'x') + "\"}";
    }
    void damaged()
    {
        QFETCH(QByteArray, bytes);
        const QString path = m_folder + QStringLiteral("/recent.json");
        write(path, bytes);
        const auto recent = settings::loadRecentFeeds(m_folder);
        QVERIFY(!recent.hasValue());
        QCOMPARE(recent.error().kind, IoError::Kind::Broken);
        QVERIFY(!QFileInfo::exists(path));
        QFile aside(path + QStringLiteral(".damaged"));
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), bytes);
        QVERIFY(settings::loadRecentFeeds(m_folder).hasValue());
        write(path, bytes);
        QVERIFY(!settings::loadRecentFeeds(m_folder).hasValue());
        QVERIFY(QFileInfo::exists(path + QStringLiteral(".damaged-2")));
    }

    void senselessEntriesAreLeftOut()
    {
        write(m_folder + QStringLiteral("/recent.json"),
            "{\"feeds\": [1, null, {\"url\": \"file:///etc/passwd\"}, {\"url\": \"ws://h/\"}, {\"url\": \"ws://h/\"}, "
            "{\"url\": \"ws://i/\", \"sendOnConnect\": [1, \"x\"], \"lastUsed\": \"no\"}]}");
        const auto recent = settings::loadRecentFeeds(m_folder);
        QVERIFY(recent.hasValue());
        QCOMPARE(recent->feeds.size(), 2);
        QCOMPARE(recent->feeds[1].sendOnConnect, QList<QByteArray>{"x"});
        write(m_folder + QStringLiteral("/preferences.json"),
            "{\"theme\": \"pink\", \"geometry\": \"***\", \"layout\": 7, \"panels\": []}");
        QCOMPARE(*settings::loadPreferences(m_folder), settings::Preferences{});
    }

    void aPipeIsNotRead()
    {
        QDir().mkpath(m_folder);
        const QString path = m_folder + QStringLiteral("/recent.json");
        QCOMPARE(::mkfifo(QFile::encodeName(path).constData(), 0600), 0);
        QCOMPARE(settings::loadRecentFeeds(m_folder).error().kind, IoError::Kind::Read);
    }

    void noFolderCanBeMade()
    {
        write(m_home->filePath(QStringLiteral("config")), "a file stands here");
        const auto saved = settings::saveRecentFeeds(m_folder, {});
        QVERIFY(!saved.hasValue());
        QCOMPARE(saved.error().kind, IoError::Kind::Write);
    }

    void preferencesComeBack()
    {
        const settings::Preferences preferences{.windowGeometry = QByteArray("\0\1\2", 3),
            .windowLayout = "layout",
            .theme = settings::ThemeChoice::Dark,
            .desktopNotices = true,
            .keepCaptureBytes = qint64(3) << 30,
            .keepCaptureDays = 7,
            .panels = {{QStringLiteral("composer"), QJsonObject{{QStringLiteral("a"), 1}}}},
            .tabs = {{.profile = QStringLiteral("desk & chair"), .url = {}},
                {.profile = {}, .url = QUrl(QStringLiteral("wss://h:8443/a%20b?token=t"))}}};
        QVERIFY(settings::savePreferences(m_folder, preferences).hasValue());
        QCOMPARE(*settings::loadPreferences(m_folder), preferences);
    }

    // What decides about deleting is not believed when it makes no sense.
    void nonsenseKeepsCaptures()
    {
        write(m_folder + QStringLiteral("/preferences.json"), R"({"version": 1, "keepCaptureBytes": -5, "keepCaptureDays": 0})");
        const auto read = settings::loadPreferences(m_folder);
        QVERIFY(read.hasValue());
        QCOMPARE(read->keepCaptureBytes, settings::Preferences().keepCaptureBytes);
        QCOMPARE(read->keepCaptureDays, settings::Preferences().keepCaptureDays);
    }

    //! Logins and tokens of addresses and messages stand in secrets.json alone, and what is remembered works as before.
    void a13SecretsAreApart()
    {
        const QUrl url(
            QStringLiteral("wss://CANARYuser:CANARYpass@h/CANARYpath0123456789/x?token=CANARYquery&t=CANARYshort"));
        RecentFeeds recent;
        recent.remember(
            {.url = url, .sendOnConnect = {"{\"op\":\"sub\"}", "{\"token\":\"CANARYline\"}"}, .lastUsedMs = 1});
        recent.remember({.url = QUrl(QStringLiteral("wss://plain/x")), .sendOnConnect = {"sub"}, .lastUsedMs = 2});
        settings::Preferences preferences;
        preferences.tabs = {{.profile = {}, .url = url}, {.profile = {}, .url = QUrl(QStringLiteral("wss://plain/x"))}};
        preferences.panels = {{QStringLiteral("composer"),
            QJsonObject{{QStringLiteral("sent"),
                QJsonArray{QStringLiteral("AUTH CANARYsent"), QStringLiteral("AAAA/wAAAAEAAAACAAABAAAA")}}}}};
        QVERIFY(settings::saveRecentFeeds(m_folder, recent).hasValue());
        QVERIFY(settings::savePreferences(m_folder, preferences).hasValue());
        for (const char *name : {"/recent.json", "/preferences.json"})
            QVERIFY(!contentOf(m_folder + QLatin1String(name)).contains("CANARY"));
        QCOMPARE(modeOf(m_folder + QStringLiteral("/secrets.json")), 0600);
        QVERIFY(!contentOf(m_folder + QStringLiteral("/secrets.json")).contains("AAAA/w"));
        QCOMPARE(*settings::loadRecentFeeds(m_folder), recent);
        QCOMPARE(*settings::loadPreferences(m_folder), preferences);
        // What is forgotten leaves no secret.
        recent.forget(url);
        preferences.tabs.removeFirst();
        preferences.panels = {};
        QVERIFY(settings::saveRecentFeeds(m_folder, recent).hasValue());
        QVERIFY(settings::savePreferences(m_folder, preferences).hasValue());
        QVERIFY(!contentOf(m_folder + QStringLiteral("/secrets.json")).contains("CANARY"));
    }

    //! A secret never comes back to another address than its own.
    void a13AnotherFilesSecretsAreNotUsed()
    {
        RecentFeeds recent;
        recent.remember({.url = QUrl(QStringLiteral("wss://u:CANARY@good/")), .sendOnConnect = {}, .lastUsedMs = 1});
        settings::Preferences preferences;
        preferences.tabs = {{.profile = {}, .url = recent.feeds.front().url}};
        QVERIFY(settings::saveRecentFeeds(m_folder, recent).hasValue());
        QVERIFY(settings::savePreferences(m_folder, preferences).hasValue());
        for (const char *name : {"/recent.json", "/preferences.json"}) {
            const QString path = m_folder + QLatin1String(name);
            write(path, contentOf(path).replace("good", "evil"));
        }
        QVERIFY(settings::loadRecentFeeds(m_folder)->feeds.isEmpty());
        QVERIFY(settings::loadPreferences(m_folder)->tabs.isEmpty());
        QFile::remove(m_folder + QStringLiteral("/secrets.json"));
        QVERIFY(settings::loadRecentFeeds(m_folder)->feeds.isEmpty());
    }

    void tabsThatMakeNoSenseAreLeftOut()
    {
        write(m_folder + QStringLiteral("/preferences.json"),
            QByteArray("{'version':1,'tabs':[7,{},{'url':'ftp://h/'},{'url':'ws://h/a'},{'profile':''},"
                       "{'profile':'p','url':'ws://h/b'}]}")
                .replace('\'', '"'));
        const QList<settings::OpenTab> tabs{
            {.profile = {}, .url = QUrl(QStringLiteral("ws://h/a"))}, {.profile = QStringLiteral("p"), .url = {}}};
        QCOMPARE(settings::loadPreferences(m_folder)->tabs, tabs);
    }

private:
    std::unique_ptr<QTemporaryDir> m_home;
    QString m_folder;
};

QTEST_GUILESS_MAIN(TestStores)
#include "tst_stores.moc"
