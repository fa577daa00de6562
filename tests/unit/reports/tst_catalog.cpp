// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reports/catalog.h"

#include "core/reports/columnwidth.h"
#include "example.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

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
        QVERIFY(rendered(".md", input).contains(R"(ws://h/\<b\>\|\[x\](y))"));
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
