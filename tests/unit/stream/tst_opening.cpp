// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/redirectconsent.h"
#include "core/stream/greeting.h"
#include "core/stream/httpstep.h"
#include "core/stream/opening.h"

#include <QTest>

using namespace std::chrono_literals;
using connection::NotReady;
using settings::Authentication;
using settings::Profile;
using settings::ReplyRule;
using stream::Greeting;
using stream::Opening;

namespace {

ws::HandshakeError refusal(int status, const QByteArray &fields)
{
    const QByteArray head = "HTTP/1.1 " + QByteArray::number(status) + " No\r\n" + fields + "\r\n";
    return {.rule = ws::HandshakeRule::StatusNot101,
        .status = status,
        .reason = {},
        .head = head,
        .body = {},
        .retryAfter = {}};
}

QByteArray field(const stream::OpeningRound &round, QByteArrayView name)
{
    return ws::findField(round.request.headers, name).value;
}

Profile digest()
{
    Profile profile;
    profile.url = QUrl("ws://h/feed?x=1");
    profile.authentication = {.kind = Authentication::Kind::Digest, .user = "u", .password = "p"};
    return profile;
}

//! Everything of ours that must not go to another host.
Profile secretive()
{
    Profile profile;
    profile.url = QUrl("wss://me:pw@h/feed");
    profile.headers = {{"X-Mine", "1"}};
    profile.cookies = {{"sid", "c"}};
    profile.authentication = {.kind = Authentication::Kind::Query, .token = "T"};
    profile.tls.certificateFile = "/me.pem";
    profile.tls.exceptions = {{"h:443", QByteArray(32, 'x')}};
    profile.followRedirects = true;
    return profile;
}

} // namespace

class TestOpening : public QObject
{
    Q_OBJECT
private:
    base::SeededRandom m_random{1};

private slots:
    void credentialsOfTheFirstRequest_data()
    {
        QTest::addColumn<Authentication::Kind>("kind");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QString>("query");
        QTest::newRow("none") << Authentication::Kind::None << QByteArray() << "a=1";
        QTest::newRow("Basic") << Authentication::Kind::Basic << QByteArray("Basic " + QByteArray("u:p&q").toBase64())
                               << "a=1";
        QTest::newRow("Bearer") << Authentication::Kind::Bearer << QByteArray("Bearer t&k") << "a=1";
        QTest::newRow("Digest waits for a challenge") << Authentication::Kind::Digest << QByteArray() << "a=1";
        QTest::newRow("query") << Authentication::Kind::Query << QByteArray() << "a=1&access%20token=t%26k";
    }
    void credentialsOfTheFirstRequest()
    {
        QFETCH(Authentication::Kind, kind);
        Profile profile;
        profile.url = QUrl("ws://h/?a=1");
        profile.cookies = {{"a", "1"}, {"b", "2"}};
        profile.authentication
            = {.kind = kind, .user = "u", .password = "p&q", .token = "t&k", .queryName = "access token"};
        Opening opening(m_random);
        QVERIFY(opening.begin(profile, {}));
        QTEST(field(opening.round(), "Authorization"), "header");
        QTEST(opening.round().request.url.query(QUrl::FullyEncoded), "query");
        QCOMPARE(field(opening.round(), "Cookie"), "a=1; b=2");
    }

    void h01DigestIsTriedOnce()
    {
        Opening opening(m_random);
        QVERIFY(opening.begin(digest(), {}));
        const auto challenge = refusal(401,
            "WWW-Authenticate: Basic realm=\"x\"\r\nWWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\", "
            "algorithm=SHA-256\r\n");
        QVERIFY(opening.mayGoOn(challenge));
        const QByteArray answer = field(opening.round(), "Authorization");
        QVERIFY2(answer.startsWith("Digest username=\"u\", realm=\"r\", nonce=\"n\", uri=\"/feed?x=1\""), answer);
        QVERIFY(!opening.mayGoOn(challenge));
        // The next attempt begins anew.
        QVERIFY(opening.begin(digest(), {}));
        QVERIFY(field(opening.round(), "Authorization").isEmpty());
        QVERIFY(opening.mayGoOn(challenge));
    }
    void h01OtherCredentialsAreNotRepeated()
    {
        Profile profile = digest();
        profile.authentication.kind = Authentication::Kind::Basic;
        Opening opening(m_random);
        QVERIFY(opening.begin(profile, {}));
        QVERIFY(!opening.mayGoOn(refusal(401, "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\"\r\n")));
    }

    // A2: who else a redirect leads to is nobody's until a person agrees.
    void a2RedirectsToOthersNeedConsent_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QByteArray>("location");
        QTest::addColumn<QString>("agreed"); // With this a person agrees; empty: it is the same server.
        const auto row = [](const char *name, const char *from, const char *location, const char *agreed) {
            QTest::newRow(name) << QString(from) << QByteArray(location) << QString(agreed);
        };
        row("path", "wss://h/feed", "/v2", "");
        row("https, default port", "wss://h/feed", "https://h:443/v2", "");
        row("default port written", "ws://h:80/feed", "http://h/v2", "");
        row("case", "wss://h.example/feed", "WSS://H.Example/v2", "");
        row("dot at the end", "wss://h.example/feed", "wss://h.example./v2", "");
        row("IDN", "wss://b\u00fccher.example/", "wss://xn--bcher-kva.example/v2", "");
        row("IPv6 another way", "ws://[::1]:9000/", "ws://[0:0:0:0:0:0:0:1]:9000/v2", "");
        row("IPv4 another way", "ws://127.0.0.1:9000/", "ws://127.1:9000/v2", "");
        row("network path", "wss://h/feed", "//h/v2", "");
        row("host", "wss://h/feed", "wss://other.example/v2", "wss://other.example:443");
        row("host of a network path", "wss://h/feed", "//other.example/v2", "other.example");
        row("subdomain", "wss://h.example/feed", "wss://a.h.example/v2", "a.h.example:443");
        row("parent domain", "wss://a.h.example/feed", "wss://h.example/v2", "h.example");
        row("name that begins so", "wss://h.example/", "wss://h.example.evil.example/v2", "h.example.evil.example");
        row("port", "wss://h/feed", "wss://h:444/v2", "h:444");
        row("ws to wss", "ws://h/feed", "wss://h/v2", "wss://h");
        row("ws to wss on the same port", "ws://h:9000/feed", "wss://h:9000/v2", "wss://h:9000");
        row("address of the same host", "ws://localhost:9000/", "ws://127.0.0.1:9000/v2", "127.0.0.1:9000");
        row("look-alike", "wss://apple.com/", "wss://\xD0\xB0pple.com/v2", "xn--pple-43d.com");
    }
    void a2RedirectsToOthersNeedConsent()
    {
        QFETCH(QString, from);
        QFETCH(QByteArray, location);
        QFETCH(QString, agreed);
        const auto led = refusal(307, "Location: " + location + "\r\n");
        Profile profile = secretive();
        profile.url = QUrl(from);
        Opening opening(m_random);
        QVERIFY(opening.begin(profile, {}));
        QCOMPARE(opening.mayGoOn(led), agreed.isEmpty());
        QCOMPARE(opening.notAgreed().isEmpty(), agreed.isEmpty());
        if (agreed.isEmpty()) {
            QVERIFY(opening.redirectedTo().isEmpty());
            QCOMPARE(opening.round().request.url.host(), profile.url.host());
            return;
        }
        // What the attempt names is what is agreed to, in one form or another; nothing else is.
        const QString named = opening.notAgreed();
        QVERIFY(!opening.mayGoOn(refusal(403, {})));
        QVERIFY(opening.notAgreed().isEmpty());
        for (const QString &wrong : {QString("wss://x:443"), QString("example"), QString("other.example:444"),
                 "ws://" + named.mid(named.indexOf("://") + 3) + "0"}) {
            QVERIFY(opening.begin(settings::withRedirectTo(profile, wrong), {}));
            QVERIFY2(!opening.mayGoOn(led), qPrintable(wrong));
        }
        for (const QString &right : {named, agreed}) {
            QVERIFY(opening.begin(settings::withRedirectTo(profile, right), {}));
            QVERIFY2(opening.mayGoOn(led), qPrintable(right));
            QCOMPARE(net::serverOf(opening.redirectedTo()), named);
            QCOMPARE(opening.redirectedTo().userInfo(), QString());
        }
    }
    // A chain is judged link by link, and the way back to the first server is its own.
    void a2ChainsNeedConsentForEachServer()
    {
        const auto to = [](const QByteArray &where) { return refusal(302, "Location: " + where + "\r\n"); };
        Profile profile = settings::withRedirectTo(secretive(), "wss://b.example");
        Opening opening(m_random);
        QVERIFY(opening.begin(profile, {}));
        QVERIFY(opening.mayGoOn(to("wss://b.example/1")));
        QCOMPARE(opening.redirectedTo(), QUrl("wss://b.example/1"));
        QVERIFY(!opening.mayGoOn(to("wss://c.example/")));
        QCOMPARE(opening.notAgreed(), QString("wss://c.example:443"));
        QVERIFY(!opening.mayGoOn(to("ws://b.example/1"))); // Down.
        QVERIFY(opening.notAgreed().isEmpty());
        QVERIFY(opening.mayGoOn(to("/2"))); // Relative to where it is.
        QCOMPARE(opening.redirectedTo(), QUrl("wss://b.example/2"));
        QVERIFY(opening.mayGoOn(to("wss://h/3")));
        QVERIFY(opening.redirectedTo().isEmpty());
        QVERIFY(opening.begin(profile, {})); // The next attempt begins at the first.
        QVERIFY(opening.redirectedTo().isEmpty());
    }
    // What was accepted of the first server proves nothing of another.
    void a2TrustInTheFirstServerStaysThere()
    {
        Profile profile = settings::withRedirectTo(secretive(), "wss://b.example");
        profile.tls.serverName = "inside.h";
        Opening opening(m_random);
        QVERIFY(opening.begin(profile, {}));
        QCOMPARE(opening.round().endpoint.tlsSettings.serverName, QString("inside.h"));
        QVERIFY(opening.mayGoOn(refusal(302, "Location: wss://b.example/\r\n")));
        const net::TlsSettings tls = opening.round().endpoint.tlsSettings;
        QCOMPARE(tls.serverName, QString());
        QVERIFY(!tls.exceptions.contains(net::authorityOf(opening.round().endpoint)));
        QCOMPARE(tls.certificateFile, QString("/me.pem")); // Agreed: as the profile's own server.
        QCOMPARE(field(opening.round(), "X-Mine"), "1");
    }

    void redirects_data()
    {
        QTest::addColumn<QByteArray>("location");
        QTest::addColumn<QString>("url"); // Empty: not followed.
        QTest::addColumn<bool>("elsewhere");
        QTest::newRow("same host, path") << QByteArray("/v2") << "wss://me:pw@h/v2?token=T" << false;
        QTest::newRow("same host, https") << QByteArray("https://h/v2") << "wss://me:pw@h/v2?token=T" << false;
        QTest::newRow("K06 another host") << QByteArray("wss://evil.example/feed") << "" << true;
        QTest::newRow("K06 another port") << QByteArray("wss://h:444/feed") << "" << true;
        QTest::newRow("K06 wss to ws") << QByteArray("ws://h/feed") << "" << false;
        QTest::newRow("K06 https to http") << QByteArray("http://h/feed") << "" << false;
        QTest::newRow("another scheme") << QByteArray("file:///etc/passwd") << "" << false;
        QTest::newRow("with credentials") << QByteArray("wss://a:b@h/") << "" << false;
        QTest::newRow("nonsense") << QByteArray("wss://") << "" << false;
    }
    void redirects()
    {
        QFETCH(QByteArray, location);
        QFETCH(QString, url);
        QFETCH(bool, elsewhere);
        Opening opening(m_random);
        QVERIFY(opening.begin(secretive(), {}));
        QCOMPARE(opening.mayGoOn(refusal(302, "Location: " + location + "\r\n")), !url.isEmpty());
        QCOMPARE(!opening.notAgreed().isEmpty(), elsewhere);
        if (url.isEmpty())
            return;
        const auto round = opening.round();
        QCOMPARE(round.request.url.toString(QUrl::FullyEncoded), url);
        QVERIFY(!round.request.headers.isEmpty());
    }
    void redirectsAreOffAndBounded()
    {
        Profile profile = secretive();
        profile.followRedirects = false;
        Opening opening(m_random);
        QVERIFY(opening.begin(profile, {}));
        QVERIFY(!opening.mayGoOn(refusal(302, "Location: /a\r\n")));
        QVERIFY(opening.begin(secretive(), {}));
        for (int i = 0; i < 5; ++i)
            QVERIFY(opening.mayGoOn(refusal(307, "Location: /a\r\n")));
        QVERIFY(!opening.mayGoOn(refusal(307, "Location: /a\r\n")));
    }

    void variablesAreNamed()
    {
        Profile profile;
        profile.expands = true;
        profile.url = QUrl("ws://h/");
        profile.headers = {{"X", "${nobody}"}};
        Opening opening(m_random);
        const auto begun = opening.begin(profile, {});
        QVERIFY(!begun);
        QCOMPARE(begun.error(),
            (NotReady{NotReady::Reason::Variable, "headers[0].value uses ${nobody}, which has no value"}));
        QVERIFY(opening.begin(profile, {{"nobody", "v"}}));
        QCOMPARE(field(opening.round(), "X"), "v");
    }

    void greetingWaits()
    {
        Profile profile;
        profile.authentication = {.kind = Authentication::Kind::FirstMessage,
            .message = "auth",
            .answer = {.kind = ReplyRule::Kind::JsonEquals, .path = "ok", .text = "true", .timeout = 3s}};
        profile.sendOnConnect = {"one", "two", "three"};
        profile.replies = {{1, {.kind = ReplyRule::Kind::Contains, .text = "done"}}};
        Greeting greeting;
        greeting.start(profile, {"one ${a}", "two", "three"}, 0ns);
        QVERIFY(greeting.takeChanged());
        QCOMPARE(greeting.takeMessages(), QList<QByteArray>{"auth"});
        QCOMPARE(greeting.nextDeadline(), base::Nanoseconds(3s));
        greeting.received("{\"ok\":false}", 1s);
        QVERIFY(greeting.takeMessages().isEmpty());
        greeting.received("{\"ok\":true}", 1s);
        QCOMPARE(greeting.takeMessages(), (QList<QByteArray>{"one", "two"}));
        QVERIFY(!greeting.isOver());
        greeting.received("done", 2s);
        QCOMPARE(greeting.takeMessages(), QList<QByteArray>{"three"});
        QVERIFY(greeting.isOver());
        QVERIFY(!greeting.nextDeadline());
        using State = connection::OnConnectMessage::State;
        const auto &messages = greeting.messages();
        QCOMPARE(messages.size(), std::size_t(4));
        QCOMPARE(messages[0].text, QString());
        QCOMPARE(messages[0].state, State::Answered);
        QCOMPARE(messages[0].took, base::Nanoseconds(1s));
        QCOMPARE(messages[1].text, "one ${a}");
        QCOMPARE(messages[1].state, State::Sent);
        QCOMPARE(messages[2].state, State::Answered);
        QVERIFY(greeting.takeChanged());
        QVERIFY(!greeting.takeChanged());
    }
    // D15: a server that takes some subscriptions and not others; each is asked for once, and the rest follows.
    void D15_SubscriptionsThatFailInPart()
    {
        Profile profile;
        const ReplyRule optional{
            .kind = ReplyRule::Kind::Contains, .text = "subscribed", .timeout = 3s, .required = false};
        profile.sendOnConnect = {"a", "b", "c"};
        profile.replies = {{0, optional}, {1, optional}, {2, optional}};
        Greeting greeting;
        using State = connection::OnConnectMessage::State;
        for (int connect = 0; connect < 2; ++connect) {
            greeting.start(profile, profile.sendOnConnect, 0ns);
            QCOMPARE(greeting.messages()[2].state, State::Waiting);
            QCOMPARE(greeting.takeMessages(), QList<QByteArray>{"a"});
            greeting.received("subscribed", 1s);
            QCOMPARE(greeting.takeMessages(), QList<QByteArray>{"b"});
            greeting.received("error: no such topic", 2s);
            QCOMPARE(greeting.messages()[1].state, State::Asked);
            greeting.advance(4s);
            QCOMPARE(greeting.messages()[1].state, State::Unanswered);
            QCOMPARE(greeting.takeMessages(), QList<QByteArray>{"c"});
            greeting.received("subscribed", 5s);
            QVERIFY(greeting.isOver());
            QVERIFY(greeting.takeMessages().isEmpty());
            QCOMPARE(greeting.messages()[0].state, State::Answered);
            QCOMPARE(greeting.messages()[2].state, State::Answered);
            greeting.stop();
        }
    }
    void greetingTimesOut()
    {
        Profile profile;
        profile.authentication = {.kind = Authentication::Kind::FirstMessage,
            .message = "auth",
            .answer = {.kind = ReplyRule::Kind::Any, .timeout = 3s}};
        Greeting greeting;
        greeting.start(profile, {}, 10s);
        greeting.advance(12s);
        QCOMPARE(greeting.state(), Greeting::State::Waiting);
        greeting.advance(13s);
        QCOMPARE(greeting.state(), Greeting::State::Failed);
        QCOMPARE(greeting.problem(), "no answer to the authentication message");
        QCOMPARE(greeting.messages()[0].state, connection::OnConnectMessage::State::Unanswered);
        greeting.received("late", 14s);
        QCOMPARE(greeting.state(), Greeting::State::Failed);
    }

    void h27StepCannotBreakOut_data()
    {
        QTest::addColumn<settings::HttpStep>("step");
        QTest::addColumn<bool>("allowed");
        const auto step = [](const QString &method, const QList<ws::HeaderField> &headers) {
            return settings::HttpStep{.method = method, .headers = headers};
        };
        QTest::newRow("plain") << step("GET", {{"A", "b"}}) << true;
        QTest::newRow("method with line") << step("GET / HTTP/1.1\r\nX: y\r\n", {}) << false;
        QTest::newRow("value with line") << step("GET", {{"A", "b\r\nX: y"}}) << false;
        QTest::newRow("name with blank") << step("GET", {{"A b", "c"}}) << false;
        QTest::newRow("Host") << step("GET", {{"hOst", "c"}}) << false;
        QTest::newRow("Content-Length") << step("POST", {{"Content-Length", "0"}}) << false;
    }
    void h27StepCannotBreakOut()
    {
        QFETCH(settings::HttpStep, step);
        QFETCH(bool, allowed);
        QCOMPARE(stream::HttpStep::requestFor(step, QUrl("http://h/")).has_value(), allowed);
    }
    void stepRequest()
    {
        const settings::HttpStep step{.method = "POST", .headers = {{"X-A", "1"}}, .body = "{\"a\":1}"};
        QCOMPARE(*stream::HttpStep::requestFor(step, QUrl("https://[::1]:8443/t?q=a b")),
            "POST /t?q=a%20b HTTP/1.1\r\nHost: [::1]:8443\r\nConnection: close\r\nAccept-Encoding: identity\r\nX-A: "
            "1\r\n"
            "Content-Type: application/json\r\nContent-Length: 7\r\n\r\n{\"a\":1}");
    }
};

QTEST_APPLESS_MAIN(TestOpening)
#include "tst_opening.moc"
