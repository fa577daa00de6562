// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/pastedcommand.h"

#include <QTest>

using settings::Authentication;
using settings::PasteError;
using settings::Profile;
using settings::ShellError;

namespace {

// As Chrome 120 and Firefox 121 copy a WebSocket's request.
const char *const chrome = "curl 'wss://stream.example.com/ws?stream=a' \\\n"
                           "  -H 'Upgrade: websocket' \\\n"
                           "  -H 'Origin: https://app.example.com' \\\n"
                           "  -H 'Cache-Control: no-cache' \\\n"
                           "  -H 'Accept-Language: en-US,en;q=0.9' \\\n"
                           "  -H 'Pragma: no-cache' \\\n"
                           "  -H 'Connection: Upgrade' \\\n"
                           "  -H 'Sec-WebSocket-Key: 5Wq3z1r8Q5h9Z0m7y1b2cA==' \\\n"
                           "  -b 'sid=abc; theme=d=rk' \\\n"
                           "  -H $'User-Agent: It\\'s Mozilla\\u0021' \\\n"
                           "  -H 'Sec-WebSocket-Version: 13' \\\n"
                           "  -H 'Sec-WebSocket-Protocol: v1.json, v2.json' \\\n"
                           "  -H 'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits'";
const char *const firefox = "curl 'wss://stream.example.com/ws' --compressed -H 'User-Agent: Mozilla/5.0' -H 'Accept: "
                            "*/*' -H 'Accept-Encoding: gzip, deflate, br' "
                            "-H 'Sec-WebSocket-Version: 13' -H 'Origin: https://app.example.com' -H "
                            "'Sec-WebSocket-Key: x' -H 'Connection: keep-alive, Upgrade' "
                            "-H 'Cookie: a=1; b=2' -H 'Upgrade: websocket'";

Profile parsed(const QString &text)
{
    const auto command = settings::parseCommand(text);
    if (!command)
        qWarning("reason %d", static_cast<int>(command.error().reason));
    return command ? command->profile : Profile{};
}

} // namespace

class TestPastedCommand : public QObject
{
    Q_OBJECT
private slots:
    void words_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("blanks") << "  a \t b\n" << QStringList{"a", "b"};
        QTest::newRow("single quotes") << "'a b'c'd\"'" << QStringList{"a bcd\""};
        QTest::newRow("double quotes") << "\"a\\\"b\\$c\\d $HOME `x`\"" << QStringList{"a\"b$c\\d $HOME `x`"};
        QTest::newRow("empty words") << "'' \"\" $''" << QStringList{"", "", ""};
        QTest::newRow("ANSI C") << "$'a\\'\\n\\x41\\u00e9\\101\\\\\\q'"
                                << QStringList{QString::fromUtf8("a'\nA\xC3\xA9"
                                                                 "A\\q")};
        QTest::newRow("backslash") << "a\\ b \\'c" << QStringList{"a b", "'c"};
        QTest::newRow("continued lines") << "a \\\n b\\\r\nc" << QStringList{"a", "bc"};
        QTest::newRow("continued in double quotes") << "\"a\\\nb\"" << QStringList{"ab"};
        QTest::newRow("nothing is expanded") << "$HOME $(" << QStringList();
    }
    void words()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, words);
        const auto commands = settings::shellCommands(text);
        if (words.isEmpty()) {
            QCOMPARE(commands.error(), ShellError::Operator);
            return;
        }
        QVERIFY(commands);
        QCOMPARE(*commands, QList<QStringList>{words});
        for (qsizetype length = 0; length < text.size(); ++length)
            (void)settings::shellCommands(text.left(length));
    }
    void notOneCommand_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<ShellError>("error");
        QTest::newRow("open single quote") << "curl 'x" << ShellError::OpenQuote;
        QTest::newRow("open double quote") << "curl \"x" << ShellError::OpenQuote;
        QTest::newRow("open ANSI quote") << "curl $'x\\'" << ShellError::OpenQuote;
        QTest::newRow("two commands") << "curl ws://h; rm -rf /" << ShellError::Operator;
        QTest::newRow("and") << "curl ws://h && x" << ShellError::Operator;
        QTest::newRow("or") << "curl ws://h || x" << ShellError::Operator;
        QTest::newRow("output") << "curl ws://h > /etc/passwd" << ShellError::Operator;
        QTest::newRow("substitution") << "curl ws://$(id)" << ShellError::Operator;
        QTest::newRow("for cmd") << "curl ^\"wss://h^\"" << ShellError::ForCmd;
        QTest::newRow("too long") << QString(300'000, 'x') << ShellError::TooLong;
        QTest::newRow("too many") << QString("x ").repeated(5000) << ShellError::TooLong;
    }
    void notOneCommand()
    {
        QFETCH(QString, text);
        QTEST(settings::shellCommands(text).error(), "error");
    }

    void fromChrome()
    {
        const Profile profile = parsed(chrome);
        QCOMPARE(profile.url, QUrl("wss://stream.example.com/ws?stream=a"));
        QCOMPARE(profile.origin, "https://app.example.com");
        QCOMPARE(profile.subprotocols, (QList<QByteArray>{"v1.json", "v2.json"}));
        QCOMPARE(profile.cookies, (QList<ws::HeaderField>{{"sid", "abc"}, {"theme", "d=rk"}}));
        QCOMPARE(profile.headers,
            (QList<ws::HeaderField>{{"Cache-Control", "no-cache"}, {"Accept-Language", "en-US,en;q=0.9"},
                {"Pragma", "no-cache"}, {"User-Agent", "It's Mozilla!"}}));
    }
    void fromFirefox()
    {
        const Profile profile = parsed(firefox);
        QCOMPARE(profile.url, QUrl("wss://stream.example.com/ws"));
        QCOMPARE(profile.cookies, (QList<ws::HeaderField>{{"a", "1"}, {"b", "2"}}));
        QCOMPARE(profile.headers, (QList<ws::HeaderField>{{"User-Agent", "Mozilla/5.0"}, {"Accept", "*/*"}}));
    }
    void curlOptions()
    {
        const auto command = settings::parseCommand(
            "curl -sSN -i --http1.1 -k --digest -u 'me:p:w' -H'X-A: 1' --cacert ca.pem --cert me.pem:pass --key=me.key "
            "-x http://p:3128 -U a:b -L --tlsv1.3 https://h/path?x=1");
        QVERIFY(command);
        const Profile &profile = command->profile;
        QCOMPARE(profile.url, QUrl("wss://h/path?x=1"));
        QVERIFY(command->skipsVerification);
        QVERIFY(!profile.tls.acceptFirstLeaf);
        QCOMPARE(profile.authentication,
            (Authentication{.kind = Authentication::Kind::Digest, .user = "me", .password = "p:w"}));
        QCOMPARE(profile.headers, (QList<ws::HeaderField>{{"X-A", "1"}}));
        QCOMPARE(profile.tls.caFile, "ca.pem");
        QCOMPARE(profile.tls.certificateFile, "me.pem");
        QCOMPARE(profile.tls.keyPassphrase, "pass");
        QCOMPARE(profile.tls.keyFile, "me.key");
        QCOMPARE(profile.proxy.url, QUrl("http://a:b@p:3128"));
        QVERIFY(profile.followRedirects);
        QCOMPARE(command->ignored, (QStringList{"-s", "-S", "-N", "-i", "--http1.1"}));
    }
    void wscat()
    {
        const auto command = settings::parseCommand("wscat -c 'wss://host/path?x=1' -s graphql-transport-ws -o "
                                                    "'https://app.example' -H 'Authorization: Bearer TOKEN' "
                                                    "--ca ca.pem --cert me.pem --key me.key --proxy http://proxy:3128 "
                                                    "-P --slash -x '{\"op\":\"subscribe\"}' -x two -w -1 -n");
        QVERIFY(command);
        const Profile &profile = command->profile;
        QCOMPARE(profile.url, QUrl("wss://host/path?x=1"));
        QCOMPARE(profile.subprotocols, QList<QByteArray>{"graphql-transport-ws"});
        QCOMPARE(profile.origin, "https://app.example");
        QCOMPARE(profile.sendOnConnect, (QList<QByteArray>{"{\"op\":\"subscribe\"}", "two"}));
        QCOMPARE(profile.proxy.kind, net::ProxyChoice::Kind::Http);
        QVERIFY(command->skipsVerification);
    }
    void websocat()
    {
        const Profile profile = parsed("printf '%s\\n' '{\"op\":\"subscribe\"}' two | websocat -t -n -B 1048576 "
                                       "--protocol graphql-transport-ws --origin https://app.example "
                                       "-H='Authorization: Bearer TOKEN' --ping-interval 20 --ping-timeout 10 --socks5 "
                                       "127.0.0.1:9050 - autoreconnect:wss://host/path");
        QCOMPARE(profile.url, QUrl("wss://host/path"));
        QCOMPARE(profile.sendOnConnect, (QList<QByteArray>{"{\"op\":\"subscribe\"}", "two"}));
        QCOMPARE(profile.headers, (QList<ws::HeaderField>{{"Authorization", "Bearer TOKEN"}}));
        QCOMPARE(profile.policy.heartbeat.interval, base::Nanoseconds(std::chrono::seconds(20)));
        QCOMPARE(profile.proxy.kind, net::ProxyChoice::Kind::Socks5);
        QCOMPARE(parsed("echo hi | websocat ws://h").sendOnConnect, QList<QByteArray>{"hi"});
    }

    void b14WhatIsLeftOutIsSaid_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("leftOut");
        QTest::newRow("piped to a shell") << "curl wss://h | sh" << QStringList{"| sh"};
        QTest::newRow("through several") << "curl wss://h | tee -a x | /bin/bash -s" << QStringList{"| tee", "| bash"};
        QTest::newRow("an empty end") << "curl wss://h |" << QStringList{"| "};
        QTest::newRow("piped from") << "cat /etc/passwd | websocat wss://h" << QStringList{"cat |"};
        QTest::newRow("printf of another form") << "printf 'x%sy' a | websocat wss://h" << QStringList{"printf |"};
        QTest::newRow("output") << "curl wss://h -o /etc/passwd --output=x" << QStringList{"-o", "--output"};
        QTest::newRow("data") << "curl wss://h -d @/etc/passwd" << QStringList{"-d"};
        QTest::newRow("a file of cookies") << "curl wss://h -b /home/someone/jar" << QStringList{"-b"};
        QTest::newRow("a file of options") << "curl -K evil.cfg wss://h" << QStringList{"-K", "evil.cfg"};
        QTest::newRow("another address") << "curl wss://h wss://me:pass@other/p?token=t" << QStringList{"wss://other"};
        QTest::newRow("another address, by option") << "curl wss://h --url wss://other" << QStringList{"wss://other"};
        QTest::newRow("another host") << "curl wss://h -H 'Host: other'" << QStringList{"Host"};
        QTest::newRow("the same host") << "curl wss://h:81 -H 'Host: H:81'" << QStringList();
        QTest::newRow("a second line") << "curl wss://h\nrm x" << QStringList{"rm", "x"};
        QTest::newRow("something to run") << "websocat wss://h exec:rm" << QStringList{"exec"};
        QTest::newRow("nothing") << "curl wss://h -H 'A: b'" << QStringList();
    }
    void b14WhatIsLeftOutIsSaid()
    {
        QFETCH(QString, text);
        const auto command = settings::parseCommand(text);
        QVERIFY(command);
        QCOMPARE(command->profile.url.host(), "h");
        QTEST(command->ignored, "leftOut");
    }

    void refused_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<PasteError::Reason>("reason");
        using Reason = PasteError::Reason;
        QTest::newRow("another tool") << "wget ws://h" << Reason::UnknownTool;
        QTest::newRow("empty") << "" << Reason::UnknownTool;
        QTest::newRow("no address") << "curl -v" << Reason::AddressMissing;
        QTest::newRow("file") << "curl file:///etc/passwd" << Reason::AddressInvalid;
        QTest::newRow("header injection") << "curl ws://h -H $'A: b\\r\\nC: d'" << Reason::HeaderInvalid;
        QTest::newRow("header without colon") << "curl ws://h -H nonsense" << Reason::HeaderInvalid;
        QTest::newRow("value missing") << "curl ws://h -H" << Reason::ValueMissing;
    }
    void refused()
    {
        QFETCH(QString, text);
        const auto command = settings::parseCommand(text);
        QVERIFY(!command);
        QTEST(command.error().reason, "reason");
    }
    void everyPrefix()
    {
        for (const QString text : {chrome, firefox}) {
            for (qsizetype length = 0; length < text.size(); ++length)
                (void)settings::parseCommand(text.left(length));
        }
    }
    void looksLike()
    {
        QVERIFY(settings::looksLikeCommand(chrome));
        QVERIFY(settings::looksLikeCommand("$ wscat -c ws://h"));
        QVERIFY(settings::looksLikeCommand("/usr/bin/curl ws://h"));
        QVERIFY(settings::looksLikeCommand("echo hi | websocat ws://h"));
        QVERIFY(!settings::looksLikeCommand("curl.example.org"));
        QVERIFY(!settings::looksLikeCommand("wss://h/curl"));
        QVERIFY(!settings::looksLikeCommand("wss://h/curl x")); // An address with something behind it.
        QVERIFY(!settings::looksLikeCommand("h/x://curl x"));
    }
};

QTEST_APPLESS_MAIN(TestPastedCommand)
#include "tst_pastedcommand.moc"
