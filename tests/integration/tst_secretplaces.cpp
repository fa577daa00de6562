// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/base/redact.h"
#include "core/base/secrets.h"
#include "core/reports/catalog.h"
#include "core/settings/preferences.h"
#include "core/settings/profilestore.h"
#include "core/settings/profiletexts.h"
#include "core/settings/recentfeeds.h"
#include "core/stream/opening.h"
#include "core/ws/handshake/clienthandshake.h"
#include "ui/text/format.h"
#include "ui/text/reporttext.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

namespace {

// Each says by itself that its value is a secret; the value is short and says nothing.
const QByteArrayList secretNames{"X-Auth", "X-Session-Id", "X-Amz-Signature", "X-Jwt", "X-Credential", "X-Passphrase",
    "Authentication", "auth", "session", "key", "accessKey", "api_key", "apikey", "sig", "sign", "otp", "bearer", "pin",
    "csrf", "password", "client_secret", "refreshToken", "access_token", "listenKey", "ticket", "hmac"};

// Forms that are secrets under any name; %1 is the canary.
const QByteArrayList secretForms{"Bearer %1", "Basic %1", "Token %1", "DPoP %1", "%1f00e1c2d3a4b5c6d7e8",
    "eyJhbGciOiJub25lIn0.%1.c2ln", "ghp_%1abcdefghijkl", "%1-550e8400-e29b-41d4-a716-446655440000",
    "SharedAccessSignature %1", "sk-%1zzzzzzzzzz", "https://i.example/cb?token=%1", "https://u:%1@i.example/",
    "a=1&token=%1"};

//! Makes canaries that are all different and that no other one begins with.
class Canaries
{
public:
    QByteArray next()
    {
        made.append("Cn" + QByteArray::number(1000 + made.size()) + "y");
        return made.last();
    }
    QByteArrayList made;
};

QByteArray formOf(const QByteArray &form, const QByteArray &canary) { return QByteArray(form).replace("%1", canary); }

QByteArray quoted(QByteArray text) { return '"' + text.replace('\\', "\\\\").replace('"', "\\\"") + '"'; }

//! An address with a canary in its login, its path and in each way a query can have one.
QUrl leakyAddress(Canaries &canaries)
{
    QByteArray address = "wss://" + canaries.next() + ':' + canaries.next() + "@h.example/v1/token/" + canaries.next()
        + "/x;jsessionid=" + canaries.next();
    for (const QByteArray &form : secretForms.first(8))
        address += '/' + formOf(form, canaries.next()).toPercentEncoding();
    address += "/" + formOf("%1+f00e1c2d3a4b5c6d7e8=", canaries.next()).toPercentEncoding().toPercentEncoding()
        + "?depth=5";
    for (const QByteArray &name : secretNames)
        address += '&' + name + '=' + canaries.next();
    for (const QByteArray &form : secretForms)
        address += "&q=" + formOf(form, canaries.next()).toPercentEncoding();
    address += "&%74oken=" + canaries.next() + "&j=" + ("{\"token\":\"" + canaries.next() + "\"}").toPercentEncoding();
    return QUrl::fromEncoded(address, QUrl::StrictMode);
}

QList<QByteArray> leakyMessages(Canaries &canaries)
{
    QList<QByteArray> messages;
    QByteArray object = "{\"op\":\"x\"", nested = "{\"a\":[{\"b\":1", form = "op=x", lines = "SEND";
    for (const QByteArray &name : secretNames) {
        object += ',' + quoted(name) + ':' + quoted(canaries.next());
        nested += ',' + quoted(name) + ":{\"v\":[" + quoted(canaries.next()) + "]}";
        form += '&' + name + '=' + canaries.next();
        lines += '\n' + name + ": " + canaries.next();
    }
    messages << object + '}' << nested + "}]}" << form << lines;
    QByteArray values = "[\"x\"", words = "go";
    for (const QByteArray &each : secretForms) {
        values += ',' + quoted(formOf(each, canaries.next()));
        words += ' ' + formOf(each, canaries.next());
    }
    messages << values + ']' << words;
    const auto one = [&](const QByteArray &text) { messages << formOf(text, canaries.next()); };
    one("[\"AUTH\",\"%1\"]");
    one("{\"op\":\"login\",\"args\":[\"%1\"]}");
    one("{\"params\":{\"x\":\"%1\"},\"method\":\"public/auth\"}");
    one("42[\"auth\",\"%1\"]");
    one("{\"headers\":[{\"name\":\"X-Auth\",\"value\":\"%1\"}]}");
    one("{\"inner\":\"{\\\"token\\\":\\\"%1\\\"}\"}");
    one("{\"pass\\u0077ord\":\"%1\"}");
    one("AUTH %1");
    one("PASS %1");
    one("<auth>%1</auth>");
    one("{broken:'%1'}");
    one("{\"token\":\"%1" + QByteArray(40'000, 'x') + "\"}");
    return messages;
}

settings::Profile leakyProfile(Canaries &canaries)
{
    settings::Profile profile;
    profile.name = "leaky";
    profile.url = leakyAddress(canaries);
    for (const QByteArray &name : secretNames) {
        profile.headers.append({name, canaries.next()});
        profile.headers.append({"X-Options", "a=1; " + name + '=' + canaries.next()});
        profile.cookies.append({name, canaries.next()});
    }
    for (const QByteArray &form : secretForms)
        profile.headers.append({"X-Foo", formOf(form, canaries.next())});
    profile.headers.append({"Referer", "https://i.example/x?token=" + canaries.next()});
    profile.headers.append({"X-Original-Url", "/x?sig=" + canaries.next()});
    profile.headers.append({"Cookie", "a=" + canaries.next()});
    profile.subprotocols = {
        "json", "bearer", canaries.next(), "access_token." + canaries.next(), canaries.next() + "f00e1c2d3a4b5c6d7e8"};
    profile.sendOnConnect = leakyMessages(canaries);
    profile.authentication = {.kind = settings::Authentication::Kind::FirstMessage,
        .user = {},
        .password = QString::fromLatin1(canaries.next()),
        .token = QString::fromLatin1(canaries.next()),
        .message = QStringLiteral("{\"auth\":\"%1\"}").arg(QString::fromLatin1(canaries.next()))};
    profile.before.body = QStringLiteral("user=me&password=%1").arg(QString::fromLatin1(canaries.next()));
    profile.before.address = QStringLiteral("https://h.example/t?key=%1").arg(QString::fromLatin1(canaries.next()));
    profile.policy.heartbeat.message = "{\"hb\":1,\"token\":\"" + canaries.next() + "\"}";
    profile.tls.keyPassphrase = QString::fromLatin1(canaries.next());
    profile.proxy = {.kind = net::ProxyChoice::Kind::Http,
        .url = QUrl(QStringLiteral("http://me:%1@proxy:1").arg(QString::fromLatin1(canaries.next())))};
    return profile;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArrayList reportsOf(const QString &url)
{
    reports::ReportInput input;
    input.url = url;
    text::putIntoWords(input);
    QByteArrayList all;
    for (const reports::ReportFormat &format : reports::catalog()) // K01, K05
        all += format.render(input);
    return all;
}

} // namespace

//! A7, A13, B1, B2: canaries in every place, and nothing that is saved or shown has one of them.
class TestSecretPlaces : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_canaries = {};
        m_profile = leakyProfile(m_canaries);
        QVERIFY2(m_canaries.made.size() >= 200, QByteArray::number(m_canaries.made.size()));
        m_home = std::make_unique<QTemporaryDir>();
        m_folder = m_home->filePath(QStringLiteral("socketscope"));
    }

    void a7SavedProfile()
    {
        const settings::ProfileStore store(m_folder);
        const auto saved = store.save(m_profile);
        QVERIFY(saved);
        hasNone("the folder", everythingButSecrets());
        QVERIFY(saved->moved.contains(QStringLiteral("header.X-Auth")));
        QVERIFY(!saved->unjudged.isEmpty());
        hasNone("what is said", saved->moved.join(u' ').toUtf8() + saved->stayed.join(u' ').toUtf8());
        const QByteArray file = contentOf(store.pathOf(QStringLiteral("leaky")));
        QVERIFY(file.contains("depth=5") && file.contains("\"json\"")); // What is none stays.

        // And the profile connects as before.
        const auto before = settings::resolved(m_profile);
        const auto loaded = store.load(QStringLiteral("leaky"));
        QVERIFY(loaded);
        const auto after = settings::resolved(*loaded);
        QVERIFY(after);
        QCOMPARE(after->url, before->url);
        QCOMPARE(after->headers, before->headers);
        QCOMPARE(after->cookies, before->cookies);
        QCOMPARE(after->subprotocols, before->subprotocols);
        QCOMPARE(after->sendOnConnect, before->sendOnConnect);
        QCOMPARE(after->authentication.token, before->authentication.token);
        QCOMPARE(after->authentication.message, before->authentication.message);
        QCOMPARE(after->policy, before->policy);
        QCOMPARE(after->proxy, before->proxy);
        QCOMPARE(after->tls, before->tls);
        const auto step = settings::resolvedStep(*loaded);
        QVERIFY(step);
        QCOMPARE(*step, m_profile.before);

        // Saved again it says nothing new.
        const auto again = store.save(*loaded);
        QVERIFY(again);
        QCOMPARE(again->moved, QStringList());
        hasNone("the folder, saved again", everythingButSecrets());
    }

    void a13WhatIsRemembered()
    {
        settings::RecentFeeds recent;
        recent.remember({.url = m_profile.url, .sendOnConnect = m_profile.sendOnConnect, .lastUsedMs = 1});
        settings::Preferences preferences;
        preferences.tabs = {{.profile = {}, .url = m_profile.url}};
        QJsonArray sent;
        for (const QByteArray &message : std::as_const(m_profile.sendOnConnect))
            sent.append(QString::fromUtf8(message));
        preferences.panels = {{QStringLiteral("composer"), QJsonObject{{QStringLiteral("sent"), sent}}}};
        QVERIFY(settings::saveRecentFeeds(m_folder, recent));
        QVERIFY(settings::savePreferences(m_folder, preferences));
        hasNone("the folder", everythingButSecrets());
        QCOMPARE(*settings::loadRecentFeeds(m_folder), recent);
        QCOMPARE(*settings::loadPreferences(m_folder), preferences);
    }

    void a7WhatIsShown()
    {
        base::SystemRandom random;
        stream::Opening opening(random);
        QVERIFY(opening.begin(m_profile, {}));
        const auto handshake = ws::ClientHandshake::create(opening.round().request, random);
        QVERIFY(handshake);
        QVERIFY(handshake->request().contains(m_canaries.made.last().left(2)));
        hasNone("the request", base::redactedHead(handshake->request()));
        hasNone("the address", text::address(m_profile.url, 100'000).toUtf8());
        hasNone("the address", base::redactedUrl(m_profile.url).toUtf8());
        for (const QByteArray &report : reportsOf(base::redactedUrl(m_profile.url)))
            hasNone("the report", report);
        for (const QByteArray &message : std::as_const(m_profile.sendOnConnect))
            hasNone("a message", base::redactedMessage(message));
    }

private:
    void hasNone(const char *where, const QByteArray &content) const
    {
        QVERIFY(!content.isEmpty());
        QByteArrayList hits;
        for (const QByteArray &canary : m_canaries.made) {
            if (const auto at = content.indexOf(canary); at >= 0)
                hits << content.mid(std::max<qsizetype>(0, at - 60), 80);
        }
        QVERIFY2(hits.isEmpty(),
            where + QByteArray(": ") + QByteArray::number(hits.size()) + " of "
                + QByteArray::number(m_canaries.made.size()) + "\n" + hits.join("\n"));
    }

    QByteArray everythingButSecrets() const
    {
        QByteArray all;
        QDirIterator each(m_home->path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (each.hasNext()) {
            const QString path = each.next();
            if (!path.endsWith(QLatin1String("/secrets.json")))
                all += path.toUtf8() + contentOf(path);
        }
        return all;
    }

    Canaries m_canaries;
    settings::Profile m_profile;
    std::unique_ptr<QTemporaryDir> m_home;
    QString m_folder;
};

QTEST_GUILESS_MAIN(TestSecretPlaces)
#include "tst_secretplaces.moc"
