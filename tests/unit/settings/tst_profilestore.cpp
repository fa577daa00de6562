// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/certificateexception.h"
#include "core/settings/profilejson.h"
#include "core/settings/profilesecrets.h"
#include "core/settings/profilestore.h"
#include "core/settings/profiletexts.h"
#include "core/settings/profiletrust.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace std::chrono_literals;
using settings::Authentication;
using settings::IoError;
using settings::Profile;
using settings::ProfileStore;
using settings::ReplyRule;

namespace {

//! Every field is another than its default.
Profile full()
{
    Profile profile;
    profile.name = "desk";
    profile.expands = true;
    profile.url = QUrl("wss://example.org:9443/feed?x=1");
    profile.headers = {{"X-Trace", "on"}, {"Authorization", "${secret:header.Authorization}"}};
    profile.subprotocols = {"a", "b"};
    profile.origin = "https://app.example";
    profile.cookies = {{"sid", "${secret:cookie.sid}"}};
    profile.authentication = {.kind = Authentication::Kind::FirstMessage,
        .user = {},
        .password = {},
        .token = "${secret:token}",
        .queryName = "token",
        .message = "{\"op\":\"auth\",\"token\":\"${token}\"}",
        .answer = {.kind = ReplyRule::Kind::JsonEquals, .path = "op", .text = "ok", .timeout = 3s}};
    profile.sendOnConnect = {"one", "two"};
    profile.replies
        = {{0, {.kind = ReplyRule::Kind::Contains, .path = {}, .text = "done", .timeout = 2s, .required = false}}};
    profile.variables = {{"host", "example.org"}};
    profile.secrets = {{"header.Authorization", "Bearer x"}, {"cookie.sid", "c"}, {"token", "t"},
        {"keyPassphrase", "k"}, {"proxy.password", "p"}};
    profile.before = {.enabled = true,
        .method = "POST",
        .address = "https://example.org/token",
        .headers = {{"Accept", "application/json"}},
        .body = "{}",
        .fills = {{"ticket", "data.ticket"}}};
    profile.tls = {.caFile = "/ca.pem",
        .certificateFile = "/me.pem",
        .keyFile = "/me.key",
        .keyPassphrase = "${secret:keyPassphrase}",
        .minimum = net::TlsSettings::Minimum::Tls13,
        .serverName = "inner.example",
        .acceptFirstLeaf = false,
        .exceptions = {{"example.org:9443", QByteArray(32, '\x5A')}, {"[::1]:443", QByteArray(32, '\x5B')}}};
    profile.proxy = {.kind = net::ProxyChoice::Kind::Http, .url = QUrl("http://u@proxy.example:3128")};
    profile.proxy.url.setPassword("${secret:proxy.password}", QUrl::DecodedMode);
    profile.reading = {.wrapping = decoders::Wrapping::ZlibStream,
        .base64 = true,
        .hex = true,
        .split = decoders::Split::Length16Little,
        .format = "user-records"};
    profile.followRedirects = true;
    profile.redirectsTo = {"wss://next.example:443", "[::1]:9000"};
    profile.policy.openTimeout = 5s;
    profile.policy.reconnect = false;
    profile.policy.backoff = {.maxReconnectAttempts = 3,
        .reconnectInterval = 500ms,
        .reconnectDecay = 2,
        .maxReconnectInterval = 9s,
        .jitter = false};
    profile.policy.heartbeat = {.enabled = false,
        .interval = 12s,
        .timeout = 4s,
        .secondProbe = false,
        .adaptive = true,
        .idleInterval = 61s,
        .activeInterval = 0s,
        .hiddenInterval = 100s,
        .kind = connection::BeatKind::Message,
        .binary = false,
        .message = "${nonce}",
        .match = {.field = "op", .value = "${nonce}"}};
    profile.policy.retry = {.closeCodes = {{1001, 1003}}, .statuses = {{503, 503}}};
    profile.policy.closeTimeout = 2s;
    profile.policy.establishedAfter = 7s;
    profile.limits = {.frame = {1 << 16},
        .message = {1 << 20},
        .fragments = 9,
        .unreadInbound = {1 << 21},
        .outputHighWater = {1 << 18},
        .outputHard = {1 << 22}};
    profile.compression.offered = false;
    profile.compression.offer.serverMaxWindowBits = 10;
    profile.sending.readOnly = true;
    profile.sending.delivery.guarantee = messaging::Guarantee::AtLeastOnce;
    profile.sending.outbox.autoFlush = true;
    profile.sending.resume.idField = "id";
    profile.sending.politeness.perMinute = messaging::politePerMinute;
    profile.captureSecrets = settings::CaptureSecrets::LeaveOut;
    profile.colour = "#c04020";
    return profile;
}

//! \a text with ' for ".
QByteArray json(QByteArray text) { return text.replace('\'', '"'); }

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

} // namespace

class TestProfileStore : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<ProfileStore> m_store;

private slots:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<ProfileStore>(m_home->filePath("socketscope"));
    }

    void aBinaryBeatIsWrittenInHexadecimal()
    {
        Profile profile = full();
        connection::HeartbeatSettings &beat = profile.policy.heartbeat;
        beat.binary = true;
        beat.message = QByteArray::fromHex("00ff80");
        beat.match = {.field = {}, .value = QByteArray::fromHex("0001")};
        QJsonObject object = settings::toJson(profile);
        QCOMPARE(object["heartbeat"].toObject()["message"].toString(), "00 ff 80");
        const auto read = settings::profileFromJson(object);
        QVERIFY2(read, read ? "" : qPrintable(read.error()));
        QCOMPARE(read->policy.heartbeat, beat);
        QJsonObject bad = object["heartbeat"].toObject();
        bad["message"] = "0";
        object["heartbeat"] = bad;
        QCOMPARE(settings::profileFromJson(object).error(), "heartbeat.message: not bytes in hexadecimal");
    }

    void everyFieldComesBack()
    {
        QVERIFY(m_store->names().isEmpty());
        QVERIFY(m_store->save(full()));
        QCOMPARE(m_store->names(), QStringList{"desk"});
        const auto loaded = m_store->load("desk");
        QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().detail));
        QCOMPARE(settings::toJson(*loaded), settings::toJson(full()));
        QCOMPARE(*loaded, full());
    }

    void filesAreTheOwnersAlone() // K04
    {
        QVERIFY(m_store->save(full()));
        for (const QString &path : {m_store->pathOf("desk"), m_home->filePath("socketscope/secrets.json")}) {
            struct stat entry
            {
            };
            QCOMPARE(::stat(QFile::encodeName(path).constData(), &entry), 0);
            QCOMPARE(static_cast<int>(entry.st_mode & 0777), 0600);
        }
    }

    void secretsAreApart() // K02, K03
    {
        Profile profile;
        profile.name = "leaky";
        profile.url
            = QUrl("wss://CANARYuser:CANARYpass@example.org/v1/CANARYpath0123456789abc/x?token=CANARYquery&depth=5");
        profile.headers = {{"Authorization", "Bearer CANARYbearer"}, {"X-Api-Key", "CANARYkey"},
            {"X-Token", "CANARYtoken"}, {"Accept", "json"}};
        profile.cookies = {{"sid", "CANARYcookie"}};
        profile.proxy = {.kind = net::ProxyChoice::Kind::Socks5, .url = QUrl("socks5://me:CANARYproxy@proxy:1080")};
        profile.sendOnConnect = {"{\"op\":\"login\",\"password\":\"CANARY\\\"message\",\"n\":1}", "${literal}"};
        profile.tls.keyPassphrase = "CANARYpassphrase";
        profile.subprotocols = {"json.v1", "CANARYsubprotocol0123456789"};
        const settings::Profile resolvedBefore = *settings::resolved(profile);
        QVERIFY(m_store->save(profile));
        const QByteArray file = contentOf(m_store->pathOf("leaky"));
        QVERIFY2(!file.contains("CANARY"), file);
        QVERIFY(file.contains("depth=5"));
        QVERIFY(file.contains("json.v1"));

        const auto loaded = m_store->load("leaky");
        QVERIFY(loaded);
        const auto used = settings::resolved(*loaded);
        QVERIFY(used);
        QCOMPARE(used->url, resolvedBefore.url);
        QCOMPARE(used->headers, resolvedBefore.headers);
        QCOMPARE(used->cookies, resolvedBefore.cookies);
        QCOMPARE(used->proxy, resolvedBefore.proxy);
        QCOMPARE(used->sendOnConnect, resolvedBefore.sendOnConnect);
        QCOMPARE(used->subprotocols, resolvedBefore.subprotocols);
        QCOMPARE(used->tls, resolvedBefore.tls);

        // A second save neither doubles nor loses them; a secret that went is forgotten.
        QVERIFY(m_store->save(*loaded));
        QCOMPARE(m_store->load("leaky")->secrets, loaded->secrets);
        Profile less = *loaded;
        less.headers.removeFirst();
        QVERIFY(m_store->save(less));
        QVERIFY(!contentOf(m_home->filePath("socketscope/secrets.json")).contains("CANARYbearer"));
        QVERIFY(m_store->remove("leaky"));
        QVERIFY(!contentOf(m_home->filePath("socketscope/secrets.json")).contains("CANARY"));
        QVERIFY(m_store->names().isEmpty());
    }

    void unknownKeysSurvive()
    {
        QVERIFY(m_store->save(full()));
        QJsonObject object = QJsonDocument::fromJson(contentOf(m_store->pathOf("desk"))).object();
        object["later"] = "kept";
        QJsonObject tls = object["tls"].toObject();
        tls["pin"] = 7;
        object["tls"] = tls;
        put(m_store->pathOf("desk"), QJsonDocument(object).toJson());
        Profile changed = *m_store->load("desk");
        changed.variables = {{"other", "1"}};
        QVERIFY(m_store->save(changed));
        const QJsonObject after = QJsonDocument::fromJson(contentOf(m_store->pathOf("desk"))).object();
        QCOMPARE(after["later"].toString(), "kept");
        QCOMPARE(after["tls"].toObject()["pin"].toInt(), 7);
        QCOMPARE(after["variables"].toObject().keys(), QStringList{"other"});
        QCOMPARE(*m_store->load("desk"), changed);
    }

    void whatIsWrongIsNamedAndTheFileKept_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("detail");
        QTest::newRow("no JSON") << QByteArray("{") << "at byte";
        QTest::newRow("no object") << QByteArray("[]") << "not a JSON object";
        QTest::newRow("wrong type") << QByteArray("{\"address\":\"ws://h\",\"headers\":[{\"name\":\"a\",\"value\":1}]}")
                                    << "headers[0].value: not a text";
        QTest::newRow("unknown word") << QByteArray("{\"address\":\"ws://h\",\"proxy\":{\"kind\":\"magic\"}}")
                                      << "proxy.kind: not one of none, system, http, socks5";
        QTest::newRow("out of bounds") << QByteArray("{\"address\":\"ws://h\",\"reconnect\":{\"timeoutInterval\":1}}")
                                       << "reconnect.timeoutInterval: not between 1000 and 120000";
        QTest::newRow("later version") << QByteArray("{\"version\":2,\"address\":\"ws://h\"}")
                                       << "version: written by a later version";
        QTest::newRow("no address") << QByteArray("{}") << "address: not the address";
        QTest::newRow("address of a file")
            << QByteArray("{\"address\":\"file:///etc/passwd\"}") << "address: not the address";
        QTest::newRow("half a fingerprint")
            << QByteArray("{\"address\":\"ws://h\",\"tls\":{\"exception\":{\"for\":\"h:443\",\"sha256\":\"ab\"}}}")
            << "tls.exception.sha256";
        QTest::newRow("exception for everybody")
            << QByteArray("{\"address\":\"ws://h\",\"tls\":{\"exception\":{\"for\":\"\",\"sha256\":\"ab\"}}}")
            << "tls.exception.for";
        QTest::newRow("A8 exception for any port")
            << QByteArray("{\"address\":\"ws://h\",\"tls\":{\"exceptions\":[{\"for\":\"h\",\"sha256\":\"ab\"}]}}")
            << "tls.exceptions[0].for";
        QTest::newRow("A8 two exceptions for one")
            << QByteArray("{\"address\":\"ws://h\",\"tls\":{\"exceptions\":[{\"for\":\"h:1\",\"sha256\":\""
                   + QByteArray(64, 'a') + "\"},{\"for\":\"H:1\",\"sha256\":\"" + QByteArray(64, 'b') + "\"}]}}")
            << "tls.exceptions[1].for";
        QTest::newRow("colour") << QByteArray("{\"address\":\"ws://h\",\"colour\":\"url[x]\"}") << "colour";
        QTest::newRow("deep") << QByteArray(2000, '[') << "at byte";
    }
    void whatIsWrongIsNamedAndTheFileKept()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, detail);
        QVERIFY(QDir().mkpath(m_home->filePath("socketscope/profiles")));
        put(m_store->pathOf("bad"), content);
        const auto loaded = m_store->load("bad");
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().kind, IoError::Kind::Invalid);
        QVERIFY2(loaded.error().detail.contains(detail), qPrintable(loaded.error().detail));
        QCOMPARE(contentOf(m_store->pathOf("bad")), content);
    }

    void everyPrefixOfAFileIsRead()
    {
        QVERIFY(m_store->save(full()));
        const QByteArray whole = contentOf(m_store->pathOf("desk"));
        for (qsizetype length = 0; length < whole.size() - 2; length += 29) {
            put(m_store->pathOf("desk"), whole.left(length));
            QVERIFY(!m_store->load("desk"));
        }
    }

    void b4ALinkIsNotFollowed()
    {
        const ProfileStore store(m_home->path());
        Profile profile;
        profile.name = "linked";
        profile.url = QUrl("ws://h/");
        QVERIFY(store.save(profile));
        const QString file = m_home->filePath("profiles/linked.json"), precious = m_home->filePath("precious");
        QVERIFY(QFile::rename(file, precious) && QFile::link(precious, file));
        const QByteArray before = contentOf(precious);
        profile.url = QUrl("ws://other/");
        const auto saved = store.save(profile);
        QVERIFY(!saved);
        QVERIFY(saved.error().detail.contains("link"));
        QCOMPARE(contentOf(precious), before);
    }

    // A8: one exception for each host; the form of earlier files is read, and gone when the profile is saved.
    void a8ExceptionsForEachHost()
    {
        const QByteArray leaf = QByteArray::fromHex(QByteArray(64, 'a'));
        QVERIFY(QDir().mkpath(m_home->filePath("socketscope/profiles")));
        put(m_store->pathOf("old"),
            "{\"address\":\"wss://h/\",\"tls\":{\"exception\":{\"for\":\"H.Example:443\",\"sha256\":\""
                + leaf.toHex(':') + "\"}}}");
        Profile profile = *m_store->load("old");
        QCOMPARE(profile.tls.exceptions, (QMap<QString, QByteArray>{{"h.example:443", leaf}}));
        profile = settings::withException(profile, "step.example:8443", QByteArray(32, 'b'));
        QVERIFY(m_store->save(profile));
        QVERIFY(!contentOf(m_store->pathOf("old")).contains("\"exception\""));
        QCOMPARE(m_store->load("old")->tls.exceptions.size(), 2);
        profile.tls.exceptions.clear();
        QVERIFY(m_store->save(profile));
        QVERIFY(m_store->load("old")->tls.exceptions.isEmpty());
    }
    void a8WhomAnExceptionIsFor_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("authority"); // Empty: nobody.
        QTest::newRow("host and port") << " Example.org:443 "
                                       << "example.org:443";
        QTest::newRow("dot behind") << "example.org.:443"
                                    << "example.org:443";
        QTest::newRow("international") << QString::fromUtf8("b\xC3\xBC"
                                                            "cher.example:1")
                                       << "xn--bcher-kva.example:1";
        QTest::newRow("IPv6") << "[::1]:9443"
                              << "[::1]:9443";
        QTest::newRow("IPv6 in full") << "[0:0::1]:9443"
                                      << "[::1]:9443";
        QTest::newRow("usual port is said too") << "h:80"
                                                << "h:80";
        for (const char *nobody : {"", "h", ":1", "h:", "h:0", "h:x", "h:70000", "[::1]", "::1", "wss://h:1", "h:1/x",
                 "u@h:1", "h:1?q", "*:1x", "h:1 g:2"})
            QTest::newRow(nobody) << nobody << "";
    }
    void a8WhomAnExceptionIsFor()
    {
        QFETCH(QString, typed);
        QTEST(settings::exceptionAuthority(typed).value_or(QString()), "authority");
    }

    // A10: what came from elsewhere gets neither the environment nor the secrets saved under its name.
    void a10AFileFromElsewhereAsks_data()
    {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QStringList>("asks");
        const auto row = [](const char *name, const QByteArray &members, const QStringList &asks) {
            QTest::newRow(name) << members << asks;
        };
        row("address", json("'address':'ws://h/${env:CAN}'"), {"env:CAN"});
        row("host", json("'address':'ws://${env:CAN}.h/'"), {"env:CAN"});
        row("header", json("'address':'ws://h','headers':[{'name':'X','value':'${secret:password}'}]"),
            {"secret:password"});
        row("both", json("'address':'ws://h','cookies':[{'name':'${env:B}','value':'${env:A}${secret:password}'}]"),
            {"env:A", "env:B", "secret:password"});
        row("through a variable", json("'address':'ws://h/${v}','variables':{'v':'${w}','w':'${env:CAN}'}"),
            {"env:CAN"});
        row("through a secret", json("'address':'ws://h/${secret:nested}'"), {"env:IN_SECRET", "secret:nested"});
        row("request before", json("'address':'ws://h','before':{'enabled':true,'address':'http://g/?${env:CAN}'}"),
            {"env:CAN"});
        row("its body", json("'address':'ws://h','before':{'body':'${secret:password}'}"), {"secret:password"});
        row("on connect", json("'address':'ws://h','onConnect':[{'text':'x ${secret:password}'}]"),
            {"secret:password"});
        row("reply", json("'address':'ws://h','onConnect':[{'text':'x','reply':{'contains':'${env:CAN}'}}]"),
            {"env:CAN"});
        row("first message", json("'address':'ws://h','authentication':{'kind':'message','message':'${env:CAN}'}"),
            {"env:CAN"});
        row("token", json("'address':'ws://h','authentication':{'kind':'bearer','token':'${env:CAN}'}"), {"env:CAN"});
        row("proxy", json("'address':'ws://h','proxy':{'kind':'http','host':'p','password':'${secret:password}'}"),
            {"secret:password"});
        row("subprotocol", json("'address':'ws://h','subprotocols':['${env:CAN}']"), {"env:CAN"});
        row("origin", json("'address':'ws://h','origin':'${env:CAN}'"), {"env:CAN"});
        row("a file of ours", json("'address':'wss://h','tls':{'certificateFile':'/me.pem'}"), {"tls.certificateFile"});
        row("messages that wait for another", json("'address':'ws://h','sending':{'outbox':{'name':'desk'}}"),
            {"sending.outbox.name"});
        row("a name that pretends", json("'address':'ws://h/${env:A of yours, for ws://good}'"),
            {"env:A?of?yours??for?ws://good"});
        row("nothing", json("'address':'ws://h/${v}','variables':{'v':'1'}"), {});
        row("a secret that there is not", json("'address':'ws://h/${secret:nobody}'"), {});
        row("literal", json("'address':'ws://h','origin':'$${env:CAN}$${secret:password}'"), {});
    }
    void a10AFileFromElsewhereAsks()
    {
        QFETCH(QByteArray, members);
        QFETCH(QStringList, asks);
        const auto environment = qScopeGuard([] { qunsetenv("CAN"); });
        qputenv("CAN", "CANARYenvironment");
        Profile saved;
        saved.name = "desk";
        saved.url = QUrl("ws://mine/");
        saved.expands = true;
        saved.headers = {{"A", "${secret:password}"}, {"B", "${secret:nested}"}};
        saved.secrets = {{"password", "CANARYsecret"}, {"nested", "${env:IN_SECRET}"}};
        QVERIFY(m_store->save(saved));
        QVERIFY(settings::asksFor(*m_store->load("desk")).isEmpty());
        put(m_store->pathOf("desk"), "{" + members + "}"); // Somebody's file takes its place.

        const Profile other = *m_store->load("desk");
        QCOMPARE(settings::asksFor(other), asks);
        if (asks.isEmpty())
            return;
        const auto used = settings::resolved(other);
        const auto step = settings::resolvedStep(other);
        for (const QJsonObject &object : {settings::toJson(other), used ? settings::toJson(*used) : QJsonObject(),
                 QJsonObject{{"body", step ? step->body + step->address : QString()}}})
            QVERIFY(!QJsonDocument(object).toJson().contains("CANARY"));
        QVERIFY(!other.url.toString().contains("CANARY"));

        // To save it is not to agree, and takes nothing away.
        QVERIFY(m_store->save(other));
        QCOMPARE(settings::asksFor(*m_store->load("desk")), asks);
        // A person agrees to this file, and to no other.
        QVERIFY(m_store->agree(*m_store->load("desk")));
        const Profile agreed = *m_store->load("desk");
        QVERIFY(settings::asksFor(agreed).isEmpty());
        QCOMPARE(agreed.secrets, saved.secrets);
        QCOMPARE(agreed, settings::withConsent(agreed));
        put(m_store->pathOf("desk"), json("{'address':'ws://elsewhere/${env:CAN}'}"));
        QCOMPARE(settings::asksFor(*m_store->load("desk")), QStringList{"env:CAN"});
    }

    // A file that was changed by hand asks when something of ours could go elsewhere, and says why.
    void a10WhatChangesTheQuestion_data()
    {
        using Reason = settings::Withheld::Reason;
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<Reason>("reason");
        const auto row = [](const char *key, const QJsonValue &value, Reason reason) {
            QTest::newRow(key) << QString(key) << value << reason;
        };
        row("address", "wss://elsewhere/", Reason::OtherServer);
        row("origin", "${env:MORE}", Reason::Changed);
        row("redirectsTo", QJsonArray{"wss://elsewhere:443"}, Reason::Changed);
        row("before", QJsonObject{{"enabled", true}, {"address", "http://elsewhere/"}}, Reason::Changed);
        row("proxy", QJsonObject{{"kind", "http"}, {"host", "elsewhere"}}, Reason::Changed);
        row("tls", QJsonObject{{"caFile", "/theirs.pem"}}, Reason::Changed);
        row("onConnect", QJsonArray{QJsonObject{{"text", "${secret:token}"}}}, Reason::Changed);
        row("variables", QJsonObject{{"host", "elsewhere"}}, Reason::Changed);
        row("colour", "#112233", Reason::Nothing);
        row("reconnect", QJsonObject{{"enabled", true}}, Reason::Nothing);
        row("limits", QJsonObject{}, Reason::Nothing);
        row("noSuchKey", "${env:X}", Reason::Nothing);
    }
    void a10WhatChangesTheQuestion()
    {
        QFETCH(QString, key);
        QFETCH(QJsonValue, value);
        QVERIFY(m_store->save(full()));
        QJsonObject object = QJsonDocument::fromJson(contentOf(m_store->pathOf("desk"))).object();
        object[key] = value;
        put(m_store->pathOf("desk"), QJsonDocument(object).toJson(QJsonDocument::Compact));
        const Profile loaded = *m_store->load("desk");
        QTEST(loaded.withheld.reason, "reason");
        QCOMPARE(settings::asksFor(loaded).isEmpty(), loaded.withheld.reason == settings::Withheld::Reason::Nothing);
        if (loaded.withheld.reason == settings::Withheld::Reason::OtherServer)
            QCOMPARE(loaded.withheld.server, "wss://example.org:9443");
    }

    // What a person agreed to is what was asked, not what the file became meanwhile.
    void a10TheFileChangesBehindTheQuestion()
    {
        QVERIFY(QDir().mkpath(m_home->filePath("socketscope/profiles")));
        put(m_store->pathOf("desk"), json("{'address':'ws://h/${env:ONE}'}"));
        const Profile asked = *m_store->load("desk");
        QCOMPARE(asked.withheld.reason, settings::Withheld::Reason::NotSavedHere);
        put(m_store->pathOf("desk"), json("{'address':'ws://h/${env:TWO}'}"));
        QVERIFY(m_store->agree(asked));
        QCOMPARE(settings::asksFor(*m_store->load("desk")), QStringList{"env:TWO"});
        QVERIFY(!QFile::exists(m_home->filePath("socketscope/secrets.json")));
    }
    // What was asked about must name every place that something would go to.
    void a10WhereItWouldGoIsNamed()
    {
        QCOMPARE(settings::destinationsOf(full()),
            (QStringList{"wss://example.org:9443", "wss://example.org:443", "wss://next.example:443", "[::1]:9000",
                "proxy.example:3128"}));
        Profile profile;
        profile.expands = true;
        profile.address = "wss://${env:CAN_HOST_NOT_SET}/x";
        QCOMPARE(settings::destinationsOf(profile), QStringList{"wss://${env:CAN_HOST_NOT_SET}/x"});
    }
    // A9: many names that begin before one ends are read through once, and secrets in a heartbeat have a budget.
    void a9ReadingIsBounded_data()
    {
        QTest::addColumn<QByteArray>("part");
        QTest::addColumn<int>("times");
        QTest::newRow("one that exists") << QByteArray("${secret:password}") << 10'001;
        QTest::newRow("begun only") << QByteArray("${secret:") << 100'000;
        QTest::newRow("environment, begun only") << QByteArray("${env:") << 100'000;
        QTest::newRow("nothing, begun only") << QByteArray("${") << 500'000;
    }
    void a9ReadingIsBounded()
    {
        QFETCH(QByteArray, part);
        QFETCH(int, times);
        Profile profile;
        profile.name = "desk";
        profile.url = QUrl("ws://h/");
        profile.expands = true;
        profile.headers = {{"A", "${secret:password}"}};
        profile.secrets = {{"password", QString(1 << 18, 'x')}};
        QVERIFY(m_store->save(profile));
        QJsonObject object = QJsonDocument::fromJson(contentOf(m_store->pathOf("desk"))).object();
        const QString text = QString::fromLatin1(part.repeated(times)) + '}';
        object["heartbeat"] = QJsonObject{{"kind", "message"}, {"message", text}};
        object["origin"] = text;
        put(m_store->pathOf("desk"), QJsonDocument(object).toJson());
        const Profile loaded = *m_store->load("desk");
        QCOMPARE(QString::fromLatin1(settings::withConsent(loaded).policy.heartbeat.message), text);
    }
    // Secrets typed into one that nobody agreed to are kept, and used only then.
    void a10SecretsTypedMeanwhile()
    {
        QVERIFY(QDir().mkpath(m_home->filePath("socketscope/profiles")));
        put(m_store->pathOf("desk"), json("{'address':'ws://h/${env:ONE}'}"));
        Profile profile = *m_store->load("desk");
        profile.headers = {{"Authorization", "Bearer typed"}};
        QVERIFY(m_store->save(profile));
        const Profile loaded = *m_store->load("desk");
        QCOMPARE(settings::asksFor(loaded).size(), 2);
        QVERIFY(loaded.secrets.isEmpty());
        QCOMPARE(settings::withConsent(loaded).secrets.size(), 1);
    }

    void names_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("allowed");
        QTest::newRow("plain") << "Desk 2 (test)" << true;
        QTest::newRow("Chinese") << QString::fromUtf8("行情") << true;
        QTest::newRow("empty") << "" << false;
        QTest::newRow("up") << ".." << false;
        QTest::newRow("folder") << "a/b" << false;
        QTest::newRow("up and away") << "../../etc/passwd" << false;
        QTest::newRow("hidden") << ".x" << false;
        QTest::newRow("line") << "a\nb" << false;
        QTest::newRow("long") << QString(101, 'a') << false;
        QTest::newRow("direction override") << QString::fromUtf8("a\xE2\x80\xAE"
                                                                 "b")
                                            << false;
    }
    void names()
    {
        QFETCH(QString, name);
        QFETCH(bool, allowed);
        QCOMPARE(ProfileStore::isName(name), allowed);
        Profile profile;
        profile.name = name;
        profile.url = QUrl("ws://h/");
        QCOMPARE(m_store->save(profile).hasValue(), allowed);
        QCOMPARE(m_store->load(name).hasValue(), allowed);
    }

    void nobodyOfThisName()
    {
        const auto loaded = m_store->load("nobody");
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().kind, IoError::Kind::Read);
    }
};

QTEST_APPLESS_MAIN(TestProfileStore)
#include "tst_profilestore.moc"
