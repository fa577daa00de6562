// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reports/catalog.h"

#include "core/reports/columnwidth.h"
#include "core/reports/model.h"
#include "example.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <sys/stat.h>

using namespace reports;
using tests::exampleRun;

static QByteArray rendered(const QString &suffix, const ReportInput &input) { return formatFor(suffix)->render(input); }

class TestCatalog : public QObject
{
    Q_OBJECT
private slots:
    void wholeText_data()
    {
        QTest::addColumn<QString>("suffix");
        for (const ReportFormat &format : catalog())
            QTest::newRow(qPrintable(format.suffix)) << format.suffix;
    }
    void wholeText()
    {
        QFETCH(QString, suffix);
        if (qEnvironmentVariableIsSet("SOCKETSCOPE_WRITE_EXPECTED")) { // Then look at the difference.
            QFile fresh(QStringLiteral(SOURCE_ROOT "/tests/unit/reports/expected") + suffix);
            QVERIFY(fresh.open(QIODevice::WriteOnly));
            fresh.write(rendered(suffix, exampleRun()));
        }
        QFile expected(QStringLiteral(SOURCE_ROOT "/tests/unit/reports/expected") + suffix);
        QVERIFY(expected.open(QIODevice::ReadOnly));
        QCOMPARE(rendered(suffix, exampleRun()), expected.readAll());
    }

    void jsonKeys()
    {
        const QJsonObject report = QJsonDocument::fromJson(rendered(".json", exampleRun())).object();
        for (const char *key : {"url", "state", "connection_attempts", "successful_connections", "failed_connections",
                 "current_connections", "avg_connection_ms", "messages_received", "messages_sent", "bytes_received",
                 "bytes_sent", "wire_bytes_received", "avg_message_size", "avg_latency_ms", "errors", "reconnects",
                 "timeouts", "close_code", "duration_s", "messages_per_second", "captured_messages", "captured_sent",
                 "failures", "malformed", "decode_errors", "not_captured"})
            QVERIFY2(report.contains(QLatin1String(key)), key);
    }
    void jsonHasNullWithoutSample()
    {
        const QJsonObject report = QJsonDocument::fromJson(rendered(".json", {})).object();
        for (const char *key :
            {"avg_connection_ms", "avg_message_size", "avg_latency_ms", "close_code", "messages_per_second"})
            QVERIFY2(report[QLatin1String(key)].isNull(), key);
    }
    void straightEdgesInChinese()
    {
        ReportInput input = exampleRun();
        input.words.title = QStringLiteral("WebSocket性能报告");
        input.words.connections = QStringLiteral("连接统计");
        input.words.avgConnectionTime = QStringLiteral("平均连接时间");
        const QStringList lines = QString::fromUtf8(rendered(".txt", input)).split('\n');
        int edges = 0;
        for (const QString &line : lines) {
            if (!line.isEmpty() && QStringLiteral("╔║╠╚").contains(line.front())) {
                QCOMPARE(columnWidth(line), 41);
                ++edges;
            }
        }
        QCOMPARE(edges, 23);
    }
    void markdownIsNotMarkup()
    {
        ReportInput input = exampleRun();
        input.url = QStringLiteral("ws://h/<b>|[x](y)");
        QVERIFY(rendered(".md", input).contains("ws://h/\\<b\\>\\|\\[x\\](y)"));
    }

    // What a peer named stands in no format as anything but text.
    void U14_U15_U16_foreignText_data()
    {
        QTest::addColumn<QString>("foreign");
        for (const char *text : {"</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\" onload=\"x",
                 "+ADw-script+AD4-", "<!-- ", "]]>", "=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)", "a;b,c\"d", "|x|",
                 "\x1B[31m", "a\nb", "javascript:alert(1)", "' onclick='x"})
            QTest::newRow(text) << QString::fromUtf8(text);
        QTest::newRow("NUL") << QStringLiteral("a") + QChar(u'\0') + QStringLiteral("b");
    }
    void U14_U15_U16_foreignText()
    {
        QFETCH(QString, foreign);
        tests::ExampleRows rows;
        rows.state(connection::State::Resolving).state(connection::State::Open);
        QByteArray close("\x03\xe9", 2);
        close += foreign.toUtf8();
        rows.row(capture::Direction::In, capture::Kind::Close, close, 20);
        rows.row(capture::Direction::In, capture::Kind::Text, "{\"type\":\"<b>,=x|\"}", 20);
        rows.state(connection::State::Closed, {.cause = foreign.toUtf8(), .code = 1001, .reason = foreign});
        ReportInput input;
        input.setRun(std::make_shared<const metrics::RunMetrics>(rows.monitor.run()));
        input.url = QStringLiteral("ws://h/") + foreign;
        input.summary = {foreign};
        input.endpoint = EndpointFacts{.peer = foreign, .certificate = foreign, .subprotocol = foreign};

        const QByteArray html = rendered(".html", input);
        for (const char *never : {"<script", "<img", "<!--", "]]>", " onload=\"", "href"})
            QVERIFY2(!html.contains(never), never);
        QVERIFY(html.contains("default-src 'none'"));
        QXmlStreamReader svg(html.sliced(html.indexOf("<svg"), html.lastIndexOf("</svg>") + 6 - html.indexOf("<svg"))
                                 .replace("<figcaption>", "<x>").replace("</figcaption></figure>\n<figure>", "</x>")
                                 .prepend("<all>").append("</all>"));
        while (!svg.atEnd())
            svg.readNext();
        QVERIFY2(!svg.hasError(), qPrintable(svg.errorString()));

        for (const QByteArray &line : rendered(".csv", input).split('\n')) {
            static const QRegularExpression formula(QStringLiteral("^[^,]*,[^,]*,[^,]*,\"?[=+@]"));
            QVERIFY2(!formula.match(QString::fromUtf8(line)).hasMatch(), line.constData());
            QVERIFY(!line.contains('\0'));
        }
        QJsonParseError error{};
        const QJsonObject json = QJsonDocument::fromJson(rendered(".json", input), &error).object();
        QCOMPARE(error.error, QJsonParseError::NoError);
        QCOMPARE(json["url"].toString(), input.url);
        for (const char *suffix : {".txt", ".md", ".html", ".prom", ".openmetrics"}) {
            const QByteArray text = rendered(QLatin1String(suffix), input);
            QVERIFY2(!text.contains('\x1B') && !text.contains('\0'), suffix);
        }
        for (const QByteArray &line : rendered(".prom", input).split('\n')) {
            static const QRegularExpression form(QStringLiteral(
                "^$|^# (HELP|TYPE) [a-z_]+ .+$|^[a-z_]+\\{([a-z]+=\"([^\"\\\\\\n]|\\\\[\"\\\\n])*\",?)+\\} [-+.eEInfNa0-9]+$"));
            QVERIFY2(form.match(QString::fromUtf8(line)).hasMatch(), line.constData());
        }
    }
    void openMetricsEnds()
    {
        QVERIFY(rendered(".openmetrics", exampleRun()).endsWith("# EOF\n"));
        QVERIFY(rendered(".openmetrics", exampleRun()).contains("# TYPE socketscope_messages counter\n"));
        QVERIFY(rendered(".prom", exampleRun()).contains("# TYPE socketscope_messages_total counter\n"));
        QVERIFY(rendered(".prom", exampleRun()).contains("socketscope_messages_total{connection=\"1\","));
    }
    // Everything that is counted is in every format that has room for it.
    void allFiguresEverywhere()
    {
        const Model model = modelOf(exampleRun());
        const QJsonObject json = QJsonDocument::fromJson(rendered(".json", exampleRun())).object();
        for (const Section &section : model.sections) {
            for (const Figure &figure : section.figures)
                QVERIFY2(json["figures"][QLatin1String(section.key)].toObject().contains(machineKey(figure.key, figure.unit)),
                    figure.key);
        }
        for (const Table &table : model.tables)
            QCOMPARE(json["tables"][QLatin1String(table.key)].toArray().size(), table.rows.size());
        QCOMPARE(json["schema"].toString(), QStringLiteral("socketscope-report"));
        QCOMPARE(json["tables"]["closes"].toArray().size(), 2);
        QCOMPARE(json["tables"]["closes"][1]["closed_by"].toString(), QStringLiteral("peer"));
    }
    void suffixesComeFromTheCatalogue()
    {
        QCOMPARE(suffixes(QStringLiteral(" or ")), QStringLiteral(".txt, .md, .html, .json, .csv, .prom or .openmetrics"));
    }
    void moments()
    {
        QCOMPARE(durationText(350'000), QStringLiteral("350 µs"));
        QCOMPARE(durationText(12.34e6), QStringLiteral("12.3 ms"));
        QCOMPARE(durationText(999.7e6), QStringLiteral("1.0 s"));
        QCOMPARE(durationText(185e9), QStringLiteral("3 min 05 s"));
        QCOMPARE(durationText(8040e9), QStringLiteral("2 h 14 min"));
    }

    void writesForTheOwnerOnly()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath("run.JSON");
        QVERIFY(write(path, exampleRun()));
        struct stat facts
        {
        };
        QCOMPARE(::stat(QFile::encodeName(path).constData(), &facts), 0);
        QCOMPARE(facts.st_mode & 0777U, 0600U);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), rendered(".json", exampleRun()));
    }
    void S11_cannotWrite()
    {
        const QTemporaryDir dir;
        QCOMPARE(write(dir.filePath("run.xyz"), {}).error().reason, IoError::Reason::UnknownFormat);
        QCOMPARE(write(dir.filePath("none/run.txt"), {}).error().file.reason, base::FileError::Reason::System);
        QVERIFY(QDir(dir.path()).mkdir("folder.txt"));
        QCOMPARE(write(dir.filePath("folder.txt"), {}).error().file.reason, base::FileError::Reason::Folder);
        QVERIFY(QFile::link(dir.filePath("nowhere.txt"), dir.filePath("link.txt")));
        QCOMPARE(write(dir.filePath("link.txt"), {}).error().file.reason, base::FileError::Reason::Link); // B4
    }
};

QTEST_GUILESS_MAIN(TestCatalog)
#include "tst_catalog.moc"
