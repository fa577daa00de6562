// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/catalog.h"

#include "core/exporters/ndjson.h"
#include "tests/unit/exporters/sampledata.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QStandardPaths>
#include <QTest>

using namespace tests;

class TestExportersCatalog : public QObject
{
    Q_OBJECT
private:
    static QJsonDocument parsed(const QByteArray &bytes)
    {
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
        if (document.isNull())
            qWarning("%s at %d: %s", qPrintable(error.errorString()), int(error.offset),
                bytes.mid(std::max(0, error.offset - 40), 80).constData());
        return document;
    }
    //! The rules by which Chrome's importer refuses an archive (HARFormat.ts).
    static void checkChromesRules(const QJsonObject &entry)
    {
        QVERIFY(QDateTime::fromString(entry["startedDateTime"].toString(), Qt::ISODateWithMs).isValid());
        QVERIFY(entry["time"].isDouble());
        const QJsonObject request = entry["request"].toObject();
        QVERIFY(request["method"].isString() && request["url"].isString() && request["httpVersion"].isString());
        QVERIFY(request["headersSize"].isDouble() && request["bodySize"].isDouble());
        const QJsonObject response = entry["response"].toObject();
        QVERIFY(
            response["status"].isDouble() && response["statusText"].isString() && response["redirectURL"].isString());
        QVERIFY(response["headersSize"].isDouble() && response["bodySize"].isDouble());
        QVERIFY(
            response["content"].toObject()["size"].isDouble() && response["content"].toObject()["mimeType"].isString());
        for (const char *each : {"send", "wait", "receive"})
            QVERIFY(entry["timings"].toObject()[QLatin1StringView(each)].isDouble());
        for (const QJsonValue &each : entry["_webSocketMessages"].toArray()) {
            const QJsonObject message = each.toObject();
            QVERIFY(message["time"].isDouble() && message["opcode"].isDouble() && message["data"].isString());
            QVERIFY(QStringList({"send", "receive", "error"}).contains(message["type"].toString()));
        }
    }

private slots:
    void namesAreOwn()
    {
        QSet<QString> ids;
        for (const exporters::Format &format : exporters::catalog()) {
            QVERIFY(!ids.contains(format.id));
            ids.insert(format.id);
            QCOMPARE(exporters::formatNamed(QString(format.id)), &format);
            QCOMPARE(exporters::formatFor("/tmp/x" + QString(format.suffix).toUpper()), &format);
            QVERIFY(*format.description);
        }
        QVERIFY(!exporters::formatNamed(u"nosuch"));
        QVERIFY(!exporters::formatFor("/tmp/x"));
    }
    // One row more in a capture never makes a format say nothing: also an empty one is a whole file.
    void emptySelections()
    {
        for (const exporters::Format &format : exporters::catalog()) {
            QTemporaryDir dir;
            writeSampleCapture(dir.filePath("c.sqlite"));
            auto source = exporters::CaptureSource::open(dir.filePath("c.sqlite"));
            exporters::Progress progress;
            const exporters::Order order{.format = &format, .selection = {.fromNs = 5, .untilNs = 4}};
            const auto done
                = exporters::exportRows(*source, order, dir.filePath("out"), base::Draft::Existing::Refuse, progress);
            QVERIFY2(done, format.id.data());
            QCOMPARE(done->totals.rows, quint64(0));
            QVERIFY2(QFile::exists(dir.filePath("out")), format.id.data());
        }
    }
    void ndjsonLines()
    {
        const ExportedSample sample(u"ndjson");
        int rows = 0;
        for (const QByteArray &line : sample.bytes().split('\n')) {
            if (line.isEmpty())
                continue;
            const QJsonObject object = parsed(line).object();
            QVERIFY(!object.isEmpty());
            rows += object.contains("seq");
            if (object["seq"] == 4 && object["connection"] == 1) {
                QVERIFY(object["payload"].toString().startsWith("{\"type\":\"trade\""));
                QVERIFY(object["payload"].toString().contains("größe"));
            }
        }
        QCOMPARE(rows, 17);
        QByteArray out;
        exporters::appendNdjson(
            out, {.seq = 1, .wallNs = 5, .payload = "a\"b", .connection = {1}, .size = 3, .wireSize = 5});
        QCOMPARE(out,
            "{\"connection\":1,\"seq\":1,\"received_ns\":5,\"direction\":\"in\",\"opcode\":1,\"size\":3,"
            "\"wire_size\":5,\"payload\":\"a\\\"b\"}\n");
        out.clear(); // What says that it is text and is none.
        exporters::appendNdjson(out, {.seq = 1, .payload = "\xff", .connection = {1}, .size = 1});
        QVERIFY(out.contains("\"payload_base64\":\"/w==\""));
    }
    void theGuidesLog()
    {
        const ExportedSample sample(u"log");
        const QByteArray bytes = sample.bytes();
        QVERIFY(bytes.startsWith("[\n  {\n    \"timestamp\": 17000000"));
        const QJsonArray log = parsed(bytes).array();
        QCOMPARE(log.size(), 11); // Nine messages of both, and their kin; one gap.
        QStringList directions;
        for (const QJsonValue &each : log)
            directions.append(each.toObject()["direction"].toString());
        QCOMPARE(directions.count("ERROR"), 1);
        QCOMPARE(directions.count("SEND"), 3);
        QCOMPARE(directions.count("RECV"), 7);
        const QJsonObject binary = log[4].toObject();
        QCOMPARE(binary["encoding"].toString(), "base64");
        QCOMPARE(QByteArray::fromBase64(binary["data"].toString().toLatin1()).size(), binary["size"].toInt());
    }
    void textForTerminals()
    {
        const QByteArray bytes = ExportedSample(u"text").bytes();
        QVERIFY(bytes.contains("\n> {\"op\":\"sub\",\"id\":1}\n"));
        QVERIFY(bytes.contains("\n< [1,2]\n"));
        QVERIFY(bytes.contains("\n* {\"reason\":\"lost\",\"code\":1006}\n"));
        QVERIFY(bytes.contains("\n< a\\x00b\\x0d\n< c\\x7f\n"));
        QVERIFY(bytes.contains(", 1000 bye\n"));
        QVERIFY(bytes.contains("\n< 00000000 00 01 fe ff 0a 2c 22 3d"));
        for (const char c : bytes)
            QVERIFY(c == '\n' || c == '\t' || static_cast<unsigned char>(c) >= 0x20);
    }
    void markdownTable()
    {
        const QByteArray bytes = ExportedSample(u"markdown").bytes();
        QVERIFY(bytes.contains("| 4 | 2023-11-14T22:13:20.004000Z | ← | text |"));
        for (const QByteArray &line : bytes.split('\n')) {
            if (line.startsWith("| ") && !line.startsWith("| #")) {
                const auto bars = QString::fromUtf8(line).count(QRegularExpression("(?<!\\\\)\\|"));
                QVERIFY2(bars == 7, line.constData());
            }
        }
        QVERIFY(bytes.size() < 65'536);
    }
    void archiveForChrome()
    {
        const QJsonObject log = parsed(ExportedSample(u"har").bytes()).object()["log"].toObject();
        QCOMPARE(log["version"].toString(), "1.2");
        const QJsonArray entries = log["entries"].toArray();
        QCOMPARE(entries.size(), 3); // The first connection connected twice.
        for (const QJsonValue &each : entries)
            checkChromesRules(each.toObject());
        const QJsonObject first = entries[0].toObject();
        QCOMPARE(first["_webSocketMessages"].toArray().size(), 6);
        QCOMPARE(first["_webSocketControlFrames"].toArray().size(), 3);
        QCOMPARE(first["_webSocketClose"].toObject()["code"].toInt(), 1000);
        QCOMPARE(first["_webSocketClose"].toObject()["reason"].toString(), "bye");
        QCOMPARE(entries[1].toObject()["_webSocketMessages"].toArray().size(), 2);
    }
    void copiesACapture()
    {
        const ExportedSample sample(u"sqlite");
        const auto before = rowsOf(sample.capture());
        const auto after = rowsOf(sample.path());
        QCOMPARE(after.size(), before.size());
        for (int i = 0; i < before.size(); ++i) {
            QCOMPARE(after[i].payload, before[i].payload);
            QCOMPARE(after[i].row.seq, before[i].row.seq);
            QCOMPARE(after[i].row.wallNs, before[i].row.wallNs);
            QCOMPARE(after[i].row.kind, before[i].row.kind);
            QCOMPARE(after[i].row.direction, before[i].row.direction);
            QCOMPARE(after[i].row.wireSize, before[i].row.wireSize);
            QCOMPARE(after[i].row.hasFrameFacts, before[i].row.hasFrameFacts);
        }
        auto reader = capture::CaptureReader::open(sample.path());
        auto original = capture::CaptureReader::open(sample.capture());
        const qint64 id = base::rowId({1}, 5);
        QCOMPARE(reader->facts(id)->firstByteWallNs, original->facts(id)->firstByteWallNs);
        QCOMPARE(reader->facts(id)->wire.fragments, quint32(3));
        QCOMPARE(reader->connections().size(), 2);
        QCOMPARE(reader->connections().first().url, original->connections().first().url);
    }
    void bundleHoldsAll()
    {
        const QString python = QStandardPaths::findExecutable(QStringLiteral("python3"));
        if (python.isEmpty())
            QSKIP("no python3");
        const ExportedSample sample(u"bundle", exporters::Secrets::Hidden);
        QProcess process;
        process.start(python,
            {"-c",
                "import sys, zipfile, json\n"
                "z = zipfile.ZipFile(sys.argv[1])\n"
                "print(z.testzip(), z.namelist(), z.read('capture.sqlite')[:15], "
                "sorted(json.loads(z.read('redactions.json'))))\n"
                "print('| text | in | ' in z.read('report.md').decode())",
                sample.path()});
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.readAllStandardOutput(),
            "None ['capture.sqlite', 'report.md', 'redactions.json'] b'SQLite format 3' ['binary_not_read', "
            "'messages', "
            "'names', 'places']\nTrue\n");
    }
    // Wireshark's own reading of the packets.
    void packetsForWireshark()
    {
        const QString tshark = QStandardPaths::findExecutable(QStringLiteral("tshark"));
        if (tshark.isEmpty())
            QSKIP("no tshark");
        const ExportedSample sample(u"pcapng");
        const auto ask = [&](const QStringList &arguments) {
            QProcess process;
            process.start(tshark, QStringList{"-r", sample.path()} + arguments);
            if (!process.waitForFinished(60'000))
                qFatal("tshark does not end");
            return process.readAllStandardOutput();
        };
        QCOMPARE(ask({"-Y", "_ws.malformed || tcp.analysis.flags"}), "");
        QCOMPARE(ask({"-Y", "websocket", "-T", "fields", "-e", "websocket.opcode", "-E", "occurrence=a"})
                     .replace('\n', ' ')
                     .trimmed(),
            "1 1 1 1 2 9 10 1 1 1 8 1 2");
        QCOMPARE(ask({"-Y", "websocket.payload.close.status_code == 1000", "-T", "fields", "-e", "frame.time_epoch"})
                     .trimmed(),
            "1700000000.012000000");
        QVERIFY(ask({"-Y", "frame.comment contains \"lost\"", "-T", "fields", "-e", "frame.comment"}).contains("1006"));
        QCOMPARE(ask({"-Y", "websocket.mask == 1", "-T", "fields", "-e", "tcp.dstport"}).count("8443"), 3);
        QCOMPARE(
            ask({"-Y", "websocket.payload_length_ext_64 == 70000", "-T", "fields", "-e", "websocket.opcode"}).trimmed(),
            "2");
    }
};

QTEST_GUILESS_MAIN(TestExportersCatalog)
#include "tst_catalog.moc"
