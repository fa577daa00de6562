// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commandline.h"

#include "core/settings/profiletrust.h"
#include "tests/unit/app/fakesources.h"

#include <QDir>
#include <QFile>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

using app::Mode;
using app::Options;
using net::ProxyChoice;
using namespace std::chrono_literals;

namespace {

const QUrl feed("ws://h:1/p");

} // namespace

class TestCommandLine : public QObject
{
    Q_OBJECT
private slots:
    void accepted_data()
    {
        using Kind = ProxyChoice::Kind;
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<Options>("options");
        const auto row = [](const char *name, const QStringList &arguments, const Options &options) {
            QTest::newRow(name) << arguments << options;
        };
        row("nothing: the start page", {}, {});
        row("address", {"ws://h:1/p"}, {.url = feed});
        row("address without scheme", {"localhost:9000/x"}, {.url = QUrl("ws://localhost:9000/x")});
        row("address, http", {" https://h/"}, {.url = QUrl("wss://h/")});
        row("address behind --", {"--", "ws://h:1/p"}, {.url = feed});
        row("address from a variable", {"${env:URL}"}, {.url = QUrl("wss://h/p?token=s3cret")});
        row("address from a file", {"@url"}, {.url = QUrl("ws://h/p")});
        row("address, IPv6 and case", {"WS://[::1]:9/"}, {.url = QUrl("ws://[::1]:9/")});
        row("demo", {"--demo"}, {.demo = true});
        row("value behind =", {"ws://h:1/p", "--capture=--odd"}, {.url = feed, .capture = "--odd"});
        row("headless", {"--headless", "ws://h:1/p"}, {.mode = Mode::Headless, .url = feed, .status = true});
        row("headless demo", {"--headless", "--demo"}, {.mode = Mode::Headless, .demo = true, .status = true});
        row("duration", {"ws://h:1/p", "--headless", "--duration", "2.5"},
            {.mode = Mode::Headless, .url = feed, .status = true, .duration = 2500ms});
        row("messages", {"ws://h:1/p", "--headless", "--messages", "100000"},
            {.mode = Mode::Headless, .url = feed, .status = true, .messages = 100'000});
        row("until close", {"ws://h:1/p", "--headless", "--until-close"},
            {.mode = Mode::Headless, .url = feed, .status = true, .untilClose = true});
        row("capture", {"ws://h:1/p", "--capture", "a.sqlite", "--overwrite"},
            {.url = feed, .capture = "a.sqlite", .overwrite = true});
        row("report", {"ws://h:1/p", "--report", "r.JSON"}, {.url = feed, .report = "r.JSON"});
        row("report as HTML", {"ws://h:1/p", "--report", "r.html", "--lang", "zh_CN"},
            {.url = feed, .report = "r.html", .language = text::ReportLanguage::Chinese});
        row("metrics", {"ws://h:1/p", "--metrics-listen", "9187"},
            {.url = feed, .metricsHost = "127.0.0.1", .metricsPort = 9187});
        row("metrics for others", {"ws://h:1/p", "--metrics-listen", "[::]:0"}, {.url = feed, .metricsHost = "::"});
        row("report on stdout", {"ws://h:1/p", "--report", "-"}, {.url = feed, .report = "-"});
        row("screenshot, 5 s", {"--demo", "--screenshot", "s.png"},
            {.demo = true, .duration = 5s, .screenshot = "s.png"});
        row("screenshot, messages", {"--demo", "--screenshot", "s.png", "--messages", "3"},
            {.demo = true, .messages = 3, .screenshot = "s.png"});
        row("headers in order", {"ws://h:1/p", "--header", "A: 1", "--header=B: ${env:TOKEN}"},
            {.url = feed, .headers = {{"A", "1"}, {"B", "s3cret"}}});
        row("subprotocols", {"ws://h:1/p", "--subprotocol", "a, b", "--subprotocol", "c"},
            {.url = feed, .subprotocols = {"a", "b", "c"}});
        row("origin", {"ws://h:1/p", "--origin", "https://o"}, {.url = feed, .origin = "https://o"});
        row("tls", {"ws://h:1/p", "--ca", "c.pem", "--insecure"}, {.url = feed, .ca = "c.pem", .insecure = true});
        row("proxy none", {"ws://h:1/p", "--proxy", "none"}, {.url = feed, .proxySeen = true});
        row("proxy system", {"ws://h:1/p", "--proxy", "system"},
            {.url = feed, .proxy = {.kind = Kind::System, .url = {}}, .proxySeen = true});
        row("proxy http", {"ws://h:1/p", "--proxy", "http://u:${env:TOKEN}@p:3128"},
            {.url = feed, .proxy = {.kind = Kind::Http, .url = QUrl("http://u:s3cret@p:3128")}, .proxySeen = true});
        row("proxy socks5", {"ws://h:1/p", "--proxy", "socks5://p:1080"},
            {.url = feed, .proxy = {.kind = Kind::Socks5, .url = QUrl("socks5://p:1080")}, .proxySeen = true});
        row("sends", {"ws://h:1/p", "--send", "{\"a\":1}", "--send", "-", "--send", "@token", "--send="},
            {.url = feed, .sends = {"{\"a\":1}", "s3cret", ""}, .sendStdin = true});
        row("send -h is a text", {"ws://h:1/p", "--send", "-h"}, {.url = feed, .sends = {"-h"}});
        row("guide limits", {"ws://h:1/p", "--limits", "guide"}, {.url = feed, .limits = ws::Limits::guide()});
        row("limits",
            {"ws://h:1/p", "--limits", "message=2MiB,frame=1KiB,fragments=7,unread=65536,high-water=3MiB,queue=1GiB"},
            {.url = feed,
                .limits = {.frame = {1024},
                    .message = {2 << 20},
                    .fragments = 7,
                    .unreadInbound = {65'536},
                    .outputHighWater = {3 << 20},
                    .outputHard = {1 << 30}}});
        row("B12 capture without secrets", {"ws://h:1/p", "--capture-without-secrets"},
            {.url = feed, .captureWithoutSecrets = true});
        row("no compression", {"ws://h:1/p", "--no-compression"}, {.url = feed, .noCompression = true});
        row("no reconnect, status", {"ws://h:1/p", "--no-reconnect", "--status"},
            {.url = feed, .noReconnect = true, .status = true});
        row("retry", {"ws://h:1/p", "--retry", "3"}, {.url = feed, .retry = 3});
        row("retry forever", {"ws://h:1/p", "--retry", "forever"}, {.url = feed, .retry = 0});
        row("print raw", {"ws://h:1/p", "--headless", "--print", "raw"},
            {.mode = Mode::Headless, .url = feed, .print = app::Print::Raw, .status = true});
        row("print ndjson", {"ws://h:1/p", "--headless", "--print", "ndjson"},
            {.mode = Mode::Headless, .url = feed, .print = app::Print::Ndjson, .status = true});
        row("listen", {"--listen", "9000"}, {.mode = Mode::Listen, .listenHost = "127.0.0.1", .listenPort = 9000});
        row("listen, free port", {"--listen", "0"}, {.mode = Mode::Listen, .listenHost = "127.0.0.1"});
        row("listen, all", {"--listen", "0.0.0.0:65535"},
            {.mode = Mode::Listen, .listenHost = "0.0.0.0", .listenPort = 65535});
        row("listen, IPv6", {"--listen", "[::1]:80"}, {.mode = Mode::Listen, .listenHost = "::1", .listenPort = 80});
        row("listen, for a time", {"--listen", "0", "--duration", "1"},
            {.mode = Mode::Listen, .listenHost = "127.0.0.1", .duration = 1s});
        row("listen, guarded",
            {"--listen", "0", "--guards", "strict", "--tokens", "t", "--origins", "https://a.example,http://b.example:8080",
                "--tls", "own"},
            {.mode = Mode::Listen,
                .listenHost = "127.0.0.1",
                .guards = app::Guards::Strict,
                .tokens = "t",
                .listenOrigins = {"https://a.example", "http://b.example:8080"},
                .serverTls = "own"});
        row("listen, unguarded", {"--listen", "0", "--guards=off"},
            {.mode = Mode::Listen, .listenHost = "127.0.0.1", .guards = app::Guards::Off});
        row("help before what is wrong", {"--demo", "--help", "--nonsense"}, {.mode = Mode::Help});
        row("-h", {"-h"}, {.mode = Mode::Help});
        row("version", {"--version"}, {.mode = Mode::Version});
    }
    void accepted()
    {
        QFETCH(QStringList, arguments);
        QFETCH(Options, options);
        const auto parsed = app::parseCommandLine(arguments, tests::fakeSources());
        QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().text));
        QCOMPARE(parsed->url, options.url);
        QCOMPARE(parsed->sends, options.sends);
        QVERIFY(*parsed == options);
    }

    void refused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("part");
        const auto row = [](const char *name, const QStringList &arguments, const char *part) {
            QTest::newRow(name) << arguments << QString(part);
        };
        row("--guards without --listen", {"ws://h", "--guards", "off"}, "--guards needs --listen");
        row("--tls without --listen", {"ws://h", "--tls", "own"}, "--tls needs --listen");
        row("--guards nonsense", {"--listen", "0", "--guards", "none"}, "off, guide or strict");
        row("--origins nonsense", {"--listen", "0", "--origins", "https://a.example/path"}, "--origins");
        row("URL with --demo", {"ws://h", "--demo"}, "not both");
        row("URL with --listen", {"--listen", "1", "ws://h"}, "leave out the address");
        row("--retry 0", {"ws://h", "--retry", "0"}, "from 1, or forever");
        row("--retry x", {"ws://h", "--retry", "x"}, "from 1, or forever");
        row("--retry with --no-reconnect", {"ws://h", "--retry", "2", "--no-reconnect"}, "--no-reconnect");
        row("--demo with --listen", {"--listen", "1", "--demo"}, "leave out the address");
        row("--capture with --listen", {"--listen", "1", "--capture", "x"}, "--capture has no meaning");
        row("--until-close with --listen", {"--listen", "1", "--until-close"}, "--until-close has no meaning");
        row("--screenshot with --headless", {"ws://h", "--headless", "--screenshot", "x.png"}, "needs the window");
        row("two stop conditions", {"ws://h", "--headless", "--duration", "1", "--messages", "1"}, "only one of");
        row("two stop conditions, until close", {"ws://h", "--headless", "--until-close", "--messages", "1"},
            "only one of");
        row("--headless alone", {"--headless"}, "needs an address");
        row("--print without --headless", {"ws://h", "--print", "raw"}, "needs --headless");
        row("--print what", {"ws://h", "--headless", "--print", "xml"}, "raw or ndjson");
        row("--overwrite alone", {"ws://h", "--overwrite"}, "needs --capture");
        for (const char *bad :
            {"0", "0.0", "-1", "abc", "1e3", "nan", "inf", "0x10", "", " 1", "1s", "1,5", "9999999999"})
            row(qPrintable(QString("--duration '%1'").arg(bad)),
                {"ws://h", "--headless", QString("--duration=%1").arg(bad)}, "--duration");
        for (const char *bad : {"", "Guide", "message", "message=0", "message=-1", "message=2GiB", "fragments=1KiB",
                 "message=1MiB,", "message=1 MiB", "size=1", "frame=1MB"})
            row(qPrintable(QString("--limits '%1'").arg(bad)), {"ws://h", QString("--limits=%1").arg(bad)}, "--limits");
        for (const char *bad : {"0", "-1", "1.5", "1e3", "abc", "", "99999999999999999999"})
            row(qPrintable(QString("--messages '%1'").arg(bad)),
                {"ws://h", "--headless", QString("--messages=%1").arg(bad)}, "--messages");
        for (const char *bad :
            {"", "x", "65536", "-1", ":80", "::1:80", "[::1]", "[h]:1", "h:", "a b:1", "1.5", "http://h:1"})
            row(qPrintable(QString("--listen '%1'").arg(bad)), {QString("--listen=%1").arg(bad)}, "--listen");
        for (const char *bad :
            {"", "yes", "p:3128", "https://p:1", "http://p", "http://:1", "socks4://p:1", "http://p:0"})
            row(qPrintable(QString("--proxy '%1'").arg(bad)), {"ws://h", QString("--proxy=%1").arg(bad)}, "--proxy");
        for (const char *bad : {"r.pdf", "r", "json", "r.json.gz"})
            row(qPrintable(QString("--report '%1'").arg(bad)), {"ws://h", "--report", bad}, ".txt, .md, .html, .json,");
        row("--lang fr", {"ws://h", "--report", "-", "--lang", "fr"}, "zh_CN");
        row("--lang alone", {"ws://h", "--lang", "en"}, "--lang needs --report");
        row("--metrics-listen x", {"ws://h", "--metrics-listen", "x"}, "--metrics-listen");
        row("--header without colon", {"ws://h", "--header", "X"}, "--header:");
        row("--subprotocol with a space", {"ws://h", "--subprotocol", "a b"}, "--subprotocol:");
        row("--subprotocol twice the same", {"ws://h", "--subprotocol", "a", "--subprotocol", "a"}, "twice");
        row("--origin with a line break", {"ws://h", "--origin", "${env:BREAK}"}, "--origin:");
        row("--send not UTF-8", {"ws://h", "--send", "@latin1"}, "not valid UTF-8");
        row("--send - twice", {"ws://h", "--send", "-", "--send", "-"}, "given twice");
        row("--send, variable not set", {"ws://h", "--send", "${env:NO}"},
            "--send: the environment variable 'NO' is not set");
        row("value missing at the end", {"ws://h", "--capture"}, "--capture needs a value");
        row("value missing before an option", {"--capture", "--demo"}, "--capture needs a value (one that");
        row("value for a flag", {"--demo=yes"}, "takes no value");
        row("given twice", {"ws://h", "--capture", "a", "--capture", "b"}, "given twice");
        row("unknown option", {"--frobnicate"}, "unknown option '--frobnicate'");
        row("two addresses", {"--headless", "ws://h", "ws://h"}, "more than one address");
    }
    void address_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("part");
        const auto row = [](const char *name, const QString &address, const char *part) {
            QTest::newRow(name) << QStringList{address} << QString(part);
        };
        row("empty", "", "empty");
        row("U18 file", "file:///etc/passwd", "must look like");
        row("no host", "ws:///p", "must look like");
        row("bad port", "ws://h:99999/", "from 1 to 65535");
        row("U18 port 0", "ws://h:0/", "from 1 to 65535");
        row("H29 fragment", "ws://h/?token=s3cret#top", "fragment");
        row("H27 line break", "ws://h/\r\nX: y", "control characters");
        row("U18 1 MiB", "ws://h/" + QString(1 << 20, 'a'), "over 64 KiB");
        row("U18 Qt option", "-platformpluginpath=/tmp/evil", "neither an option nor an address");
        row("U18 Qt option with --", "--platformpluginpath=/tmp/evil", "unknown option '--platformpluginpath'");
        row("U18 -style", "-style", "neither an option nor an address");
        row("U18 -", "-", "neither an option nor an address");
        QTest::newRow("U18 option behind --") << QStringList{"--", "--demo"} << "neither an option nor an address";
        QTest::newRow("U18 help behind --") << QStringList{"--", "-h"} << "neither an option nor an address";
    }
    void address() { refused(); }
    void refused()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, part);
        const auto parsed = app::parseCommandLine(arguments, tests::fakeSources());
        QVERIFY(!parsed);
        QVERIFY2(parsed.error().text.contains(part), qPrintable(parsed.error().text));
        QVERIFY2(!parsed.error().text.contains("s3cret"), "K01: a sentence never holds a secret");
        QVERIFY2(!parsed.error().text.contains('\n'), "one line");
    }

    void helpNamesEveryOption()
    {
        const QString help = app::helpText();
        for (const char *name : {"--demo", "--headless", "--duration", "--messages", "--until-close", "--capture",
                 "--report", "--screenshot", "--header", "--subprotocol", "--origin", "--ca", "--insecure", "--proxy",
                 "--no-reconnect", "--no-compression", "--limits", "--retry", "--send", "--print", "--listen",
                 "--status", "--overwrite", "--capture-without-secrets", "--help", "--version", "${env:NAME}", "@FILE",
                 "Exit status"})
            QVERIFY2(help.contains(name), name);
        for (const QString &line : help.split('\n'))
            QVERIFY2(line.size() <= 120, qPrintable(line));
    }

    // A9, A10: a profile is read while the arguments are: within bounds, and not for others.
    void a9AProfileThatIsTooLong()
    {
        QByteArray variables = "\"a0\":\"ha\"";
        for (int i = 1; i < 8; ++i)
            variables += ",\"a" + QByteArray::number(i) + "\":\""
                + QByteArray("${a" + QByteArray::number(i - 1) + "}").repeated(40) + '"';
        const QTemporaryDir home;
        put(home, "{\"address\":\"ws://h/${a7}\",\"variables\":{" + variables + "}}");
        const auto options = app::parseCommandLine({"--profile", "desk"}, tests::fakeSources());
        QVERIFY(!options);
        QVERIFY2(options.error().text.contains("too long"), qPrintable(options.error().text));
    }
    void a10AProfileFromElsewhereIsRefused()
    {
        const QTemporaryDir home;
        put(home, "{\"address\":\"ws://h:1/${env:CAN_PATH}\",\"origin\":\"${env:B\\u001b}\"}");
        const auto environment = qScopeGuard([] { qunsetenv("CAN_PATH"); });
        qputenv("CAN_PATH", "CANARY");
        const auto refused = app::parseCommandLine({"--profile", "desk"}, tests::fakeSources());
        QVERIFY(!refused);
        const QString text = refused.error().text;
        for (const char *part : {"desk", "env:CAN_PATH", "--trust-profile", "ws://h:1/"})
            QVERIFY2(text.contains(part), qPrintable(text));
        QVERIFY(!text.contains("CANARY") && !text.contains(QChar(0x1B)));
        for (const QStringList &agreed :
            {QStringList{"--profile", "desk", "--trust-profile"}, {"--trust-profile", "--profile", "desk"}}) {
            const auto options = app::parseCommandLine(agreed, tests::fakeSources());
            QVERIFY2(options, options ? "" : qPrintable(options.error().text));
            QCOMPARE(options->url, QUrl("ws://h:1/CANARY"));
            QVERIFY(settings::asksFor(*options->base).isEmpty());
        }
        // This run only.
        QVERIFY(!app::parseCommandLine({"--profile", "desk"}, tests::fakeSources()));
        QVERIFY(!app::parseCommandLine({"ws://h", "--trust-profile"}, tests::fakeSources()));
    }

private:
    static void put(const QTemporaryDir &home, const QByteArray &profile)
    {
        qputenv("XDG_CONFIG_HOME", QFile::encodeName(home.path()));
        QVERIFY(QDir(home.path()).mkpath("socketscope/profiles"));
        QFile file(home.filePath("socketscope/profiles/desk.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(profile);
    }
};

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_commandline.moc"
