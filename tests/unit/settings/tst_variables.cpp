// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/jsonvalue.h"
#include "core/settings/profiletexts.h"
#include "core/settings/replyrule.h"

#include <QTest>

using settings::Profile;
using settings::ReplyRule;
using settings::VariableError;
using settings::Variables;
using Reason = VariableError::Reason;
using settings::Place;

class TestVariables : public QObject
{
    Q_OBJECT
private:
    static Variables some()
    {
        Variables variables;
        variables.own
            = {{"host", "example.org"}, {"port", "9000"}, {"where", "${host}:${port}"}, {"a", "${b}"}, {"b", "${a}"}};
        variables.secrets = {{"pass", "p${port}"}};
        variables.fetched = {{"token", "${host}"}, {"port", "1"}};
        variables.environment
            = [](const QString &name) { return name == "HOME" ? std::optional(QString("${host}")) : std::nullopt; };
        return variables;
    }

private slots:
    void values_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("value");
        QTest::newRow("none") << "a { } $ } text"
                              << "a { } $ } text";
        QTest::newRow("own") << "<${host}>"
                             << "<example.org>";
        QTest::newRow("own values are searched again") << "${where}"
                                                       << "example.org:1";
        QTest::newRow("secret") << "${secret:pass}${secret:pass}"
                                << "p1p1";
        QTest::newRow("fetched wins and is not searched again") << "${token} ${port}"
                                                                << "${host} 1";
        QTest::newRow("environment is not searched again") << "${env:HOME}"
                                                           << "${host}";
        QTest::newRow("literal") << "$${host} $$ ${host}"
                                 << "${host} $$ example.org";
    }
    void values()
    {
        QFETCH(QString, text);
        const auto value = some().expand(text);
        QVERIFY(value);
        QTEST(*value, "value");
        QCOMPARE(*some().expand(settings::escaped(text)), text);
        for (qsizetype length = 0; length < text.size(); ++length)
            (void)some().expand(text.left(length));
    }

    void errors_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Reason>("reason");
        QTest::addColumn<QString>("name");
        QTest::newRow("unknown") << "x ${nobody}" << Reason::Unknown << "nobody";
        QTest::newRow("empty name") << "${}" << Reason::Unknown << "";
        QTest::newRow("environment not set") << "${env:NOPE}" << Reason::Unknown << "env:NOPE";
        QTest::newRow("secret not there") << "${secret:host}" << Reason::Unknown << "secret:host";
        QTest::newRow("unclosed") << "${host" << Reason::Unclosed << "host";
        QTest::newRow("circle") << "${a}" << Reason::Circle << "a";
    }
    void errors()
    {
        QFETCH(QString, text);
        const auto value = some().expand(text);
        QVERIFY(!value);
        QTEST(value.error().reason, "reason");
        QTEST(value.error().name, "name");
    }

    void b10ForeignValuesByPlace_data()
    {
        QTest::addColumn<Place>("place");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("expanded"); // Null: does not fit.
        const auto row
            = [](const char *name, Place place, const char *text, const QString &value, const char *expanded) {
                  QTest::newRow(name) << place << QString(text) << value << QString(expanded);
              };
        const char *json = "{\"t\":\"${x}\"}";
        row("quotes in JSON", Place::Message, json, "\"}{\"admin\":true,\"x\":\"",
            "{\"t\":\"\\\"}{\\\"admin\\\":true,\\\"x\\\":\\\"\"}");
        row("backslash in JSON", Place::Message, json, "\\", "{\"t\":\"\\\\\"}");
        row("line end in JSON", Place::Message, json, "a\n", "{\"t\":\"a\\u000a\"}");
        row("plain in JSON", Place::Message, json, QString::fromUtf8("tök-1/+="), "{\"t\":\"tök-1/+=\"}");
        row("through an own variable", Place::Message, "${json}", "\"", "{\"t\":\"\\\"\"}");
        row("through own quotes", Place::Message, "${open}${x}\"}", "\"", "{\"t\":\"\\\"\"}");
        row("two in one string", Place::Message, "[\"${x}${x}\",\"${x}\"]", "\"", "[\"\\\"\\\"\",\"\\\"\"]");
        row("behind an escaped quote", Place::Message, "[\"\\\"\", \"${x}\"]", "\"", "[\"\\\"\", \"\\\"\"]");
        row("a key", Place::Message, "{\"${x}\":1}", "a\":2,\"b", "{\"a\\\":2,\\\"b\":1}");
        row("a number in JSON", Place::Message, "{\"id\":${x}}", "-1.5e3", "{\"id\":-1.5e3}");
        row("more than a value", Place::Message, "{\"id\":${x}}", "1,\"admin\":true", nullptr);
        row("two values", Place::Message, "[${x}]", "1],[2", nullptr);
        row("a bare word", Place::Message, "{\"id\":${x}}", "abc", nullptr);
        row("nothing", Place::Message, "{\"id\":${x}}", "", nullptr);
        row("JSON in JSON", Place::Message, "{\"m\":\"{\\\"t\\\":\\\"${x}\\\"}\"}", "a\"", nullptr);
        row("JSON in JSON, plain", Place::Message, "{\"m\":\"{\\\"t\\\":\\\"${x}\\\"}\"}", "abc",
            "{\"m\":\"{\\\"t\\\":\\\"abc\\\"}\"}");
        row("a line of text", Place::Message, "AUTH ${x}", "a\"b", "AUTH a\"b");
        row("another line", Place::Message, "AUTH ${x}", "a\r\nADMIN", nullptr);
        row("the whole message", Place::Message, "${x}", "{\n}", "{\n}");
        row("header", Place::Header, "Bearer ${x}", "a, b;c", "Bearer a, b;c");
        row("another header", Place::Header, "Bearer ${x}", "a\r\nX: y", nullptr);
        row("header, NUL", Place::Header, "${x}", QString(QChar(0)), nullptr);
        row("cookie", Place::Cookie, "${x}", "abc=", "abc=");
        row("another cookie", Place::Cookie, "${x}", "v; admin=1", nullptr);
        row("cookie, semicolon", Place::Cookie, "${x}", "v;admin=1", nullptr);
        row("cookie, comma", Place::Cookie, "${x}", "v,w", nullptr);
        row("cookie, space", Place::Cookie, "${x}", "v w", nullptr);
        row("cookie, tab", Place::Cookie, "${x}", "v\tw", nullptr);
        row("cookie through an own variable", Place::Cookie, "${own}", "v;w", nullptr);
        row("name", Place::Token, "X-${x}", "a", "X-a");
        row("name with a colon", Place::Token, "X-${x}", "a:b", nullptr);
        row("two subprotocols", Place::Token, "${x}", "a, b", nullptr);
        row("path", Place::AddressPart, "/v/${x}/z", "a/b c?d#e&f%", "/v/a%2Fb%20c%3Fd%23e%26f%25/z");
        row("path through an own variable", Place::AddressPart, "/${own}", "a/b", "/%3Ca%2Fb%3E");
        row("folder above", Place::AddressPart, "/v/${x}/z", "..", nullptr);
        row("this folder", Place::AddressPart, "/v/${x}/z", ".", nullptr);
        row("path with dots", Place::AddressPart, "/v/${x}", "../admin", "/v/..%2Fadmin");
        row("query", Place::AddressPart, "?q=${x}", "a&admin=1+2", "?q=a%26admin%3D1%2B2");
        row("host", Place::Host, "wss://${x}", "feed-7.example:8443", "wss://feed-7.example:8443");
        row("login in a host", Place::Host, "wss://${x}.feed.example", "u:p@evil.example", nullptr);
        row("path in a host", Place::Host, "wss://${x}.feed.example", "evil.example/", nullptr);
        row("backslash in a host", Place::Host, "wss://${x}.feed.example", "evil.example\\", nullptr);
    }
    void b10ForeignValuesByPlace()
    {
        QFETCH(Place, place);
        QFETCH(QString, text);
        QFETCH(QString, value);
        QFETCH(QString, expanded);
        Variables variables;
        variables.own = {{"json", "{\"t\":\"${x}\"}"}, {"open", "{\"t\":\""}, {"own", "<${x}>"}};
        if (place == Place::Cookie)
            variables.own["own"] = "${x}";
        variables.fetched = {{"x", value}};
        const auto result = variables.expand(text, place);
        QCOMPARE(result.hasValue(), !expanded.isNull());
        if (result)
            QCOMPARE(*result, expanded);
        else
            QCOMPARE(result.error().reason, Reason::Unfit);
    }
    // Every text of a profile knows its place.
    void b10PlacesOfAProfile_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("where"); // Empty: it fits.
        QTest::newRow("plain") << "abc"
                               << "";
        QTest::newRow("cookie") << "v;admin=1"
                                << "headers[1].value";
        QTest::newRow("line end") << "v\r\nX: y"
                                  << "headers[0].value";
        QTest::newRow("folder above") << ".."
                                      << "address";
    }
    void b10PlacesOfAProfile()
    {
        QFETCH(QString, value);
        QFETCH(QString, where);
        Profile profile;
        profile.expands = true;
        profile.address = "wss://h/${x}?q=${x}";
        profile.headers = {{"X", "${x}"}, {"cookie", "s=${x}"}};
        profile.cookies = {{"c", "${x}"}};
        profile.authentication.token = "${x}";
        profile.authentication.message = "{\"auth\":\"${token}\"}";
        profile.sendOnConnect = {"{\"x\":\"${x}\"}"};
        const auto done = settings::resolved(profile, {{"x", value}});
        QCOMPARE(done.hasValue(), where.isEmpty());
        if (!done)
            QCOMPARE(done.error(), (VariableError{Reason::Unfit, "x", where}));
        profile.headers.clear();
        profile.cookies.clear();
        profile.address = "wss://h/";
        const auto quoted = settings::resolved(profile, {{"x", "a\",\"b\":\""}});
        QVERIFY(quoted);
        QCOMPARE(quoted->sendOnConnect[0], "{\"x\":\"a\\\",\\\"b\\\":\\\"\"}");
        QCOMPARE(quoted->authentication.message, "{\"auth\":\"a\\\",\\\"b\\\":\\\"\"}");
    }

    // A9: what a small text asks for is bounded, however it is written, and is refused at once.
    void a9Budget_data()
    {
        QTest::addColumn<settings::VariableMap>("own");
        QTest::addColumn<QString>("text");
        QTest::addColumn<Reason>("reason");
        const QString mebibyte(1 << 20, 'x');
        const auto times = [](const QString &name, int count) { return QString("${%1}").arg(name).repeated(count); };
        settings::VariableMap laughs{{"a0", "ha"}}, empty{{"a0", ""}}, chain{{"a0", "end"}};
        for (int i = 1; i < 8; ++i) {
            laughs.insert(QString("a%1").arg(i), times(QString("a%1").arg(i - 1), 40));
            empty.insert(QString("a%1").arg(i), times(QString("a%1").arg(i - 1), 40));
        }
        for (int i = 1; i < 5000; ++i)
            chain.insert(QString("a%1").arg(i), times(QString("a%1").arg(i - 1), 2));
        QTest::newRow("exponential") << laughs << "${a7}" << Reason::TooLong;
        QTest::newRow("exponential, of nothing") << empty << "${a7}" << Reason::TooLong;
        QTest::newRow("long chain") << chain << "${a4999}" << Reason::Circle;
        QTest::newRow("itself, twice") << settings::VariableMap{{"a", "${a}${a}"}} << "${a}" << Reason::Circle;
        QTest::newRow("two that need each other")
            << settings::VariableMap{{"a", times("b", 1000)}, {"b", times("a", 1000)}} << "${a}" << Reason::Circle;
        QTest::newRow("long value twice") << settings::VariableMap{{"a", mebibyte}} << "${a}${a}" << Reason::TooLong;
        QTest::newRow("long value and one more")
            << settings::VariableMap{{"a", mebibyte}} << "${a}." << Reason::TooLong;
        QTest::newRow("one more and long value")
            << settings::VariableMap{{"a", mebibyte}} << ".${a}" << Reason::TooLong;
        QTest::newRow("one value more") << settings::VariableMap{{"a", "."}} << times("a", 10'001) << Reason::TooLong;
        QTest::newRow("one environment more") << settings::VariableMap{} << times("env:A", 10'001) << Reason::TooLong;
    }
    void a9Budget()
    {
        QFETCH(settings::VariableMap, own);
        QFETCH(QString, text);
        Variables variables;
        variables.own = own;
        variables.environment = [](const QString &) { return QString("."); };
        for (const auto &value : {variables.expand(text), variables.expand(text, Place::AddressPart),
                 variables.expand(text, Place::Message)}) {
            QVERIFY(!value);
            QTEST(value.error().reason, "reason");
        }
        QVERIFY(settings::wordsFor({.reason = Reason::TooLong, .name = "a", .where = "x"}).contains("too long"));
    }
    void a9WhatIsJustWithinTheBudget()
    {
        Variables variables;
        variables.own = {{"a", QString(1 << 20, 'x')}, {"b", "."}};
        QCOMPARE(variables.expand("${a}")->size(), 1 << 20);
        QCOMPARE(variables.expand(QString("${b}").repeated(10'000))->size(), 10'000);
        const QString literal(3 << 20, 'y'); // Nobody made it longer.
        QCOMPARE(*variables.expand(literal), literal);
    }

    // Every text of a profile, the address as it is shown, and the request that goes before.
    void a9EveryTextOfAProfile_data()
    {
        QTest::addColumn<std::function<void(Profile &, const QString &)>>("put");
        QTest::addColumn<bool>("isStep");
        using Put = std::function<void(Profile &, const QString &)>;
        const auto row = [](const char *name, Put put, bool isStep = false) { QTest::newRow(name) << put << isStep; };
        row("address", [](Profile &p, const QString &text) { p.address = "ws://h/" + text; });
        row("host", [](Profile &p, const QString &text) { p.address = "ws://" + text + "/"; });
        row("header", [](Profile &p, const QString &text) { p.headers = {{"X-A", text.toUtf8()}}; });
        row("cookie", [](Profile &p, const QString &text) { p.cookies = {{"a", text.toUtf8()}}; });
        row("subprotocol", [](Profile &p, const QString &text) { p.subprotocols = {text.toUtf8()}; });
        row("origin", [](Profile &p, const QString &text) { p.origin = text.toUtf8(); });
        row("password", [](Profile &p, const QString &text) { p.authentication.password = text; });
        row("first message", [](Profile &p, const QString &text) { p.authentication.message = text; });
        row("on connect", [](Profile &p, const QString &text) { p.sendOnConnect = {text.toUtf8()}; });
        row("reply", [](Profile &p, const QString &text) { p.replies = {{0, {.text = text}}}; });
        row("proxy", [](Profile &p, const QString &text) { p.proxy.url.setUserName(text, QUrl::DecodedMode); });
        row("CA file", [](Profile &p, const QString &text) { p.tls.caFile = text; });
        row(
            "step, address", [](Profile &p, const QString &text) { p.before.address = "http://h/" + text; }, true);
        row(
            "step, header",
            [](Profile &p, const QString &text) {
                p.before.headers = {{"X", text.toUtf8()}};
            },
            true);
        row(
            "step, body", [](Profile &p, const QString &text) { p.before.body = text; }, true);
    }
    void a9EveryTextOfAProfile()
    {
        using Put = std::function<void(Profile &, const QString &)>;
        QFETCH(Put, put);
        QFETCH(bool, isStep);
        Profile profile;
        profile.url = QUrl("ws://before/");
        profile.expands = true;
        profile.variables = {{"a0", "ha"}};
        for (int i = 1; i < 8; ++i)
            profile.variables.insert(QString("a%1").arg(i), QString("${a%1}").arg(i - 1).repeated(40));
        put(profile, "${a7}");
        const auto error = isStep ? settings::resolvedStep(profile).error() : settings::resolved(profile).error();
        QCOMPARE(error.reason, Reason::TooLong);
        QVERIFY(!error.where.isEmpty());
        QCOMPARE(settings::withShownUrl(profile).url, QUrl("ws://before/"));
    }

    // Many texts, each just short enough, are bounded together.
    void a9AllTextsTogether()
    {
        Profile profile;
        profile.expands = true;
        profile.variables = {{"a", QString(1 << 19, 'x')}, {"none", ""}};
        for (int i = 0; i < 1000; ++i)
            profile.sendOnConnect.append("${a}");
        QCOMPARE(settings::resolved(profile).error().reason, Reason::TooLong);
        QCOMPARE(settings::resolved(profile).error().where, "onConnect[32].text");
        profile.sendOnConnect.fill(QByteArray("${none}").repeated(9000));
        QCOMPARE(settings::resolved(profile).error().where, "onConnect[11].text");
    }

    void wholeProfile()
    {
        Profile profile;
        profile.expands = true;
        profile.address = "wss://${host}/v/${id}?q=${q}";
        profile.variables = {{"host", "h.example:81"}, {"id", "a b/c"}, {"q", "1&x=2#"}};
        profile.headers = {{"X-Id", "${id}"}, {"X-Other", "$${id}"}};
        profile.sendOnConnect = {"{\"t\":\"${token}\"}"};
        profile.authentication.token = "${secret:t}";
        profile.secrets = {{"t", "T"}};
        const auto done = settings::resolved(profile);
        QVERIFY(done);
        QCOMPARE(done->url.toEncoded(), "wss://h.example:81/v/a%20b/c?q=1%26x%3D2%23");
        QCOMPARE(done->headers[0].value, "a b/c");
        QCOMPARE(done->headers[1].value, "${id}");
        QCOMPARE(done->sendOnConnect[0], "{\"t\":\"T\"}");
        QVERIFY(!done->expands);
        profile.headers[1].value = "${nope}";
        QCOMPARE(settings::resolved(profile).error(), (VariableError{Reason::Unknown, "nope", "headers[1].value"}));
    }
    void hostIsNoPath()
    {
        Profile profile;
        profile.expands = true;
        profile.address = "wss://${host}/";
        profile.variables = {{"host", "h/evil?x"}};
        QCOMPARE(settings::resolved(profile).error().reason, Reason::Unfit);
    }
    void typedTextsAreLiteral()
    {
        Profile profile;
        profile.url = QUrl("ws://h/");
        profile.sendOnConnect = {"${x}"};
        QCOMPARE(settings::resolved(profile)->sendOnConnect[0], "${x}");
        QCOMPARE(settings::resolved(settings::withLiteralTexts(profile))->sendOnConnect[0], "${x}");
    }

    void jsonPaths_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("value");
        QTest::newRow("key") << "type"
                             << "pong";
        QTest::newRow("nested") << "data.list[1].id"
                                << "7";
        QTest::newRow("JSONPath") << "$.data.ok"
                                  << "true";
        QTest::newRow("double index") << "data.grid[0][1]"
                                      << "2.5";
        QTest::newRow("quoted name") << "data[\"list\"][0].id"
                                     << "1";
        QTest::newRow("nothing there") << "data.nope" << QString();
        QTest::newRow("object") << "data" << QString();
        QTest::newRow("no path") << "a..b" << QString();
        QTest::newRow("bad index") << "data.list[x]" << QString();
        QTest::newRow("empty") << "" << QString();
    }
    void jsonPaths()
    {
        QFETCH(QString, path);
        const QByteArray json
            = "{\"type\":\"pong\",\"data\":{\"ok\":true,\"list\":[{\"id\":1},{\"id\":7}],\"grid\":[[1,2.5]]}}";
        QTEST(settings::jsonValueAt(json, path).value_or(QString()), "value");
        for (qsizetype length = 0; length < json.size(); ++length)
            QVERIFY(!settings::jsonValueAt(json.left(length), path));
    }

    void onConnectKeepsTheRulesOfWhatStays()
    {
        const settings::ReplyRule any{.kind = settings::ReplyRule::Kind::Any};
        const settings::ReplyRule text{.kind = settings::ReplyRule::Kind::Contains, .text = "t"};
        settings::Profile profile;
        profile.sendOnConnect = {"a", "b", "c"};
        profile.replies = {{0, any}, {2, text}};
        settings::setOnConnect(profile, {"c", "new", "a", "a"});
        QCOMPARE(profile.sendOnConnect, (QList<QByteArray>{"c", "new", "a", "a"}));
        QCOMPARE(profile.replies.size(), 2);
        QVERIFY(profile.replies.value(0) == text && profile.replies.value(2) == any);
        // Equal ones keep their order, and an empty one is one like any other.
        profile.sendOnConnect = {"a", "", "a"};
        profile.replies = {{0, text}, {1, any}};
        settings::setOnConnect(profile, {"a", "a", ""});
        QCOMPARE(profile.replies.size(), 2);
        QVERIFY(profile.replies.value(0) == text && profile.replies.value(2) == any);
        settings::setOnConnect(profile, {});
        QVERIFY(profile.sendOnConnect.isEmpty() && profile.replies.isEmpty());
    }

    void replies()
    {
        using Kind = ReplyRule::Kind;
        QVERIFY(!settings::matches({}, "x"));
        QVERIFY(settings::matches({.kind = Kind::Any}, "x"));
        QVERIFY(settings::matches({.kind = Kind::Contains, .text = "ok"}, "it is ok"));
        QVERIFY(settings::matches({.kind = Kind::JsonEquals, .path = "type", .text = "pong"}, "{\"type\":\"pong\"}"));
        QVERIFY(!settings::matches({.kind = Kind::JsonEquals, .path = "type", .text = "pong"}, "{\"type\":\"ping\"}"));
        QVERIFY(!settings::matches({.kind = Kind::Any}, QByteArray((1 << 20) + 1, 'x')));
    }
};

QTEST_APPLESS_MAIN(TestVariables)
#include "tst_variables.moc"
