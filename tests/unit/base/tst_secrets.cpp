// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/redact.h"
#include "core/base/secrets.h"

#include <QTest>

using base::Judgement;

class TestSecrets : public QObject
{
    Q_OBJECT
private slots:
    void a7Names_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("isSecret");
        for (const char *name : {"X-Auth", "X-Session-Id", "X-Amz-Signature", "X-Amz-Security-Token", "X-Jwt", "jwt",
                 "X-Credential", "credentials", "X-Passphrase", "passphrase", "Authentication", "auth", "session",
                 "key", "accessKey", "access_key", "accesskey", "api_key", "apiKey", "APIKey", "apikey", "api-key",
                 "X-ApiKey", "sig", "sign", "signature", "otp", "bearer", "Bearer", "pin", "cookie", "csrf",
                 "csrfToken", "csrf%5Ftoken", "XSRF-TOKEN", "listenKey", "listenkey", "streamkey", "sessionid",
                 "PHPSESSID", "jsessionid", "sid", "client_secret", "refreshToken", "id_token", "user[password]",
                 "user.pass", "passwd", "pwd", "pass", "authCode", "authdata", "oauth2", "Authorization", "password2",
                 "ticket", "\"token\"", "t%6Fken", "\xEF\xBD\x94\xEF\xBD\x8F\xEF\xBD\x8B\xEF\xBD\x85\xEF\xBD\x8E",
                 "\xE5\xAF\x86\xE7\xA0\x81", "privateKey", "hmac", "dpop", "pass_word"})
            QTest::newRow(name) << QByteArray(name) << true;
        for (const char *name :
            {"monkey", "monkeys", "keyboard", "keyword", "author", "authors", "authority", "authentic", "design",
                "assign", "sequence", "spin", "opinion", "compass", "passenger", "bypass", "sessile", "secretary",
                "turkey", "hockey", "channel", "symbol", "interval", "depth", "signal", "significant", "designation",
                "sid\xC3\xA9ral", "authored_by", "obsession", "Accept", "User-Agent", "topic", "price"})
            QTest::newRow(name) << QByteArray(name) << false;
    }
    void a7Names()
    {
        QFETCH(QByteArray, name);
        QTEST(base::isSecretName(name), "isSecret");
    }

    void a7Values_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<Judgement>("judgement");
        for (const char *value : {"Bearer x", "bearer%20x", "Basic dTpw", "Token abc", "DPoP abc", "dpop abc",
                 "CANARYpath0123456789abc", "550e8400-e29b-41d4-a716-446655440000", "deadbeef01234567",
                 "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "aGVsbG8%2Bd29ybGQ%3DaGVsbG8x", "a1B2c3D4%2e5E6f7G8h9",
                 "ghp_abcdefghijklmnop", "aG9sYS9xdWU/dGFsMTIz", "\"Bearer x\"", "a%2525252525252541b",
                 "-----BEGIN PRIVATE KEY-----", "abcdefghijklmnopqrstuvwxyzabcdefgh", "SharedAccessSignature sr=x"})
            QTest::newRow(value) << QByteArray(value) << Judgement::Secret;
        for (const char *value : {"", "json", "BTC-USD", "btcusdt@kline_1m", "2024-01-01T00:00:00Z", "1700000000000",
                 "hello world", "/topic/prices.eu", "subscribe", "wamp.2.json", "graphql-transport-ws", "100%", "50%25",
                 "application/json"})
            QTest::newRow(value) << QByteArray(value) << Judgement::Plain;
    }
    void a7Values()
    {
        QFETCH(QByteArray, value);
        QTEST(base::judgeValue(value), "judgement");
    }

    void b2EncodedTokens()
    {
        QCOMPARE(
            base::redactedUrl(QUrl("wss://h/v1/abc%2Bdef0123456789ghi%3D%3D/x")), QStringLiteral("wss://h/v1/…/x"));
        QCOMPARE(
            base::redactedUrl(QUrl("wss://h/v1/abc%252Bdef0123456789ghi%253D/x")), QStringLiteral("wss://h/v1/…/x"));
    }

    void addresses_data()
    {
        QTest::addColumn<QByteArray>("address");
        QTest::addColumn<QByteArray>("shown");
        const auto row = [](const char *address, const char *shown) {
            QTest::newRow(address) << QByteArray(address) << QByteArray(shown);
        };
        row("wss://u:p@h/x?depth=5", "wss://…@h/x?depth=5");
        row("wss://u:p@q@h/x", "wss://…@h/x");
        row("u:p@h/x", "…@h/x");
        row("wss://h/token/Abc1/x", "wss://h/token/…/x");
        row("wss://h/auth/login", "wss://h/auth/login");
        row("wss://h/x;jsessionid=Abc1?a=1", "wss://h/x;jsessionid=…?a=1");
        row("wss://h/key=Abc1/x", "wss://h/key=…/x");
        row("wss://h/x?access%5Ftoken=Abc1&a=1", "wss://h/x?access%5Ftoken=…&a=1");
        row("wss://h/x?a=Bearer+Abc1", "wss://h/x?a=…");
        row("wss://h/x?a=Bearer%20Abc1", "wss://h/x?a=…");
        row("wss://h/x?next=https%3A%2F%2Fi%2F%3Ftoken%3DAbc1", "wss://h/x?next=…");
        row("wss://h/x?j=%7B%22token%22%3A%22Abc1%22%7D", "wss://h/x?j=…");
        row("wss://h/x?a=1;token=Abc1", "wss://h/x?a=…");
        row("wss://h/x#access_token=Abc1&a=1", "wss://h/x#access_token=…&a=1");
        row("wss://h/x%3Ftoken%3DAbc1", "wss://h/…");
        row("wss://h/x?CANARYpath0123456789abc=1", "wss://h/x?…=1");
        row("wss://${login/x}@h/${secret:a?b}/x", "wss://${login/x}@h/${secret:a?b}/x");
        row("/x?token=Abc1", "/x?token=…");
        row("//a@b/x", "//a@b/x");
    }
    void addresses()
    {
        QFETCH(QByteArray, address);
        QTEST(base::withoutSecrets(address, base::secretsInAddress(address)), "shown");
    }

    void messages_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("shown");
        const auto row = [](const char *message, const char *shown) {
            QTest::newRow(message) << QByteArray(message) << QByteArray(shown);
        };
        // Quotes are written as apostrophes: moc loses its way in raw strings.
        const auto json = [](QByteArray message, QByteArray shown) {
            message.replace('\'', '"');
            QTest::newRow(message.constData()) << message << shown.replace('\'', '"');
        };
        json("{'op':'x','n':1,'token':'Abc1'}", "{'op':'x','n':1,'token':'…'}");
        json("{'a':{'b':[{'accessKey':'Abc1'}]}}", "{'a':{'b':[{'accessKey':'…'}]}}");
        json("{'auth':{'x':'Abc1','y':['Abc2']}}", "{'auth':{'x':'…','y':['…']}}");
        json("{'pass\\u0077ord':'Abc1'}", "{'pass\\u0077ord':'…'}");
        json("{'pin':1234,'otp':12}", "{'pin':…,'otp':12}");
        json("{'x':'Bearer Abc1'}", "{'x':'…'}");
        json("{'x':'a\\'b','sign':'A\\'bc'}", "{'x':'a\\'b','sign':'…'}");
        json("['AUTH','Abc1']", "['AUTH','…']");
        json("['auth',{'x':'Abc1'}]", "['auth',{'x':'…'}]");
        json("['X-Api-Key','Abc1']", "['X-Api-Key','…']");
        json("{'op':'auth','args':['Abc1',1662350400000,'Abc2']}", "{'op':'auth','args':['…',1662350400000,'…']}");
        json("{'args':['Abc1'],'op':'login'}", "{'args':['…'],'op':'login'}");
        json("{'method':'public/auth','id':'9','params':{'x':'Abc1'}}",
            "{'method':'public/auth','id':'9','params':{'x':'…'}}");
        json("{'headers':[{'name':'X-Auth','value':'Abc1'}]}", "{'headers':[{'name':'X-Auth','value':'…'}]}");
        json("{'url':'wss://h/?token=Abc1'}", "{'url':'…'}");
        json("{'inner':'{\\'token\\':\\'Abc1\\'}'}", "{'inner':'…'}");
        json("42['auth','Abc1']", "42['auth','…']");
        json("40/admin,{'token':'Abc1'}", "40/admin,{'token':'…'}");
        row("{\"a\":1}\n{\"token\":\"Abc1\"}", "{\"a\":1}\n{\"token\":\"…\"}");
        row("{\"token\":\"Abc1\"}\x1e", "{\"token\":\"…\"}\x1e");
        json("{'n':${count},${more},'token':'Abc1'}", "{'n':${count},${more},'token':'…'}");
        json("{'token':'Abc1'", "…"); // Broken.
        json("{token:'Abc1'}", "…");
        row("AUTH Abc1", "AUTH …");
        row("login bob Abc1", "login …");
        row("PASS Abc1", "PASS …");
        row("Authorization: Bearer Abc1", "Authorization: …");
        row("CONNECT\nlogin:bob\npasscode:Abc1\n\n", "CONNECT\nlogin:…\npasscode:…\n\n");
        row("a=1&token=Abc1&b=2", "a=1&token=…&b=2");
        row("a=1&access%5Ftoken=Abc1", "a=1&access%5Ftoken=…");
        row("set password = Abc1 now", "set password = … now");
        row("x token=\"Abc1 y\" z", "x token=\"…\" z");
        row("<auth mechanism='PLAIN'>Abc1</auth>", "<auth mechanism='PLAIN'>…</auth>");
        row("<x><wsse:Password>Abc1</wsse:Password></x>", "<x><wsse:Password>…</wsse:Password></x>");
        row("go to wss://h/x?a=1&token=Abc1 now", "go to wss://h/x?a=1&token=… now");
        row("curl -H 'Authorization: Bearer Abc1' wss://h/", "curl -H 'Authorization: Bearer …' wss://h/");
        row("with Bearer Abc1 in it", "with Bearer … in it");
        row("one CANARYpath0123456789abc two", "one … two");
        row("/topic/CANARYpath0123456789abc/x", "/topic/…/x");
        row("subscribe prices", "subscribe prices");
        row("", "");
        json("{'type':'subscribe','channels':['ticker','level2'],'product_ids':['BTC-USD'],'author':'me'}",
            "{'type':'subscribe','channels':['ticker','level2'],'product_ids':['BTC-USD'],'author':'me'}");
    }
    void messages()
    {
        QFETCH(QByteArray, message);
        QTEST(base::redactedMessage(message), "shown");
    }

    void a6LongValues_data()
    {
        QTest::addColumn<QByteArray>("message");
        for (const int size : {10, 16'000, 24'000, 300'000}) {
            const QByteArray many(size, 'x');
            QTest::addRow("the secret is %d long", size) << "{\"token\":\"CANARY" + many + "\"}";
            QTest::addRow("behind %d", size) << "{\"passwords_note\":\"" + many + "\",\"token\":\"CANARY\"}";
            QTest::addRow("escapes, %d", size)
                << "{\"note\":\"" + QByteArray("\\\"").repeated(size) + "\",\"token\":\"CANARY\"}";
            QTest::addRow("in %d arrays", size)
                << QByteArray(size, '[') + "{\"token\":\"CANARY\"}" + QByteArray(size, ']');
            QTest::addRow("%d never closed", size) << QByteArray(size, '[') + "\"CANARY";
            QTest::addRow("a form of %d", size) << QByteArray("a=b&").repeated(size) + "token=CANARY";
            QTest::addRow("%d percent signs", size) << "a=" + QByteArray("%25").repeated(size) + "41&token=CANARY";
            QTest::addRow("%d references", size) << "token=CANARY&" + QByteArray("${").repeated(size);
        }
    }
    void a6LongValues()
    {
        QFETCH(QByteArray, message);
        QVERIFY(!base::redactedMessage(message).contains("CANARY"));
        const QByteArray address = "?" + message;
        QVERIFY(!base::withoutSecrets(address, base::secretsInAddress(address)).contains("?token=CANARY"));
    }

    //! Addresses in addresses in addresses, each encoded once more.
    void a6NestedAddresses()
    {
        QByteArray address = "https://h/?token=CANARY";
        for (int i = 0; i < 12; ++i) {
            QCOMPARE(base::worst(base::secretsInAddress(address)), Judgement::Secret);
            QVERIFY(!base::withoutSecrets(address, base::secretsInAddress(address)).contains("CANARY"));
            address = "https://h/?next=" + address.toPercentEncoding();
        }
        address = QByteArray("https://h/?next=").repeated(50'000) + "https://h/?token=CANARY";
        QVERIFY(!base::withoutSecrets(address, base::secretsInAddress(address)).contains("CANARY"));
    }

    //! Each prefix of a message gives spans that lie inside it, one behind the other.
    void everyPrefix()
    {
        QByteArray message
            = "42['auth',{'op':'login','token':'a\\'b','u':'wss://u:p@h/t?x=1&token=z'}] <pass a='b'>c</pass> key: v";
        message.replace('\'', '"');
        for (qsizetype size = 0; size <= message.size(); ++size) {
            for (const QByteArray &text : {message.left(size), message.right(size)}) {
                for (const base::FoundSecrets &found :
                    {base::secretsInMessage(text), base::secretsInAddress(text), base::secretsInField("X", text)}) {
                    qsizetype from = 0;
                    for (const base::FoundSecret &each : found) {
                        QVERIFY(each.at >= from && each.size > 0 && each.at + each.size <= text.size());
                        from = each.at + each.size;
                    }
                }
            }
        }
    }

    void fields_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QByteArray>("shown");
        const auto row = [](const char *field, const char *shown) {
            QTest::newRow(field) << QByteArray(field) << QByteArray(shown);
        };
        row("X-Auth: Abc1", "X-Auth: …");
        row("X-Foo: Bearer Abc1", "X-Foo: …");
        row("X-Foo: DPoP Abc1", "X-Foo: …");
        row("DPoP: Abc1", "DPoP: …");
        row("Referer: https://h/x?token=Abc1&a=1", "Referer: https://h/x?token=…&a=1");
        row("Origin: https://u:p@h", "Origin: https://…@h");
        row("X-Forwarded-Uri: /x?sig=Abc1", "X-Forwarded-Uri: /x?sig=…");
        row("Link: <https://h/x?token=Abc1>; rel=next", "Link: <https://h/x?token=…>; rel=next");
        row("Location: wss://h/x?token=Abc1", "Location: wss://h/x?token=…");
        row("X-Opt: a=1; token=Abc1", "X-Opt: a=1; token=…");
        row("X-Opt: {\"token\":\"Abc1\"}", "X-Opt: {\"token\":\"…\"}");
        row("Accept: application/json", "Accept: application/json");
        row("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        row("WWW-Authenticate: Basic realm=\"x\"", "WWW-Authenticate: Basic realm=\"x\"");
        row("Set-Cookie: a=Abc1", "Set-Cookie: …");
        row("X-Folded: a,\r\n token=Abc1", "X-Folded: a,\r\n token=…");
        row("X-Auth: a\r\n\tAbc1", "X-Auth: …");
    }
    void fields()
    {
        QFETCH(QByteArray, field);
        QFETCH(QByteArray, shown);
        QCOMPARE(
            base::redactedHead("GET / HTTP/1.1\r\n" + field + "\r\n\r\n"), "GET / HTTP/1.1\r\n" + shown + "\r\n\r\n");
    }

    void subprotocols()
    {
        const QList<Judgement> judged = base::judgeSubprotocols(
            {"json", "bearer", "Abc1", "v12.stomp", "access_token.Abc1", "base64url.bearer.authorization.k8s.io.Abc1",
                "auth-Abc1", "graphql-transport-ws", "CANARYpath0123456789abc"});
        const QList<Judgement> wanted{Judgement::Plain, Judgement::Plain, Judgement::Secret, Judgement::Plain,
            Judgement::Secret, Judgement::Secret, Judgement::Secret, Judgement::Plain, Judgement::Secret};
        QCOMPARE(judged, wanted);
    }
};

QTEST_GUILESS_MAIN(TestSecrets)
#include "tst_secrets.moc"
