// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/importers/imported.h"

#include <QDir>
#include <QTest>

using namespace tests;
using Reason = importers::ImportError::Reason;

class TestImporting : public QObject
{
    Q_OBJECT
private:
    //! An archive of one entry; \a messages is its list of messages and what follows.
    static QByteArray archive(const QByteArray &messages)
    {
        return "{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"WebInspector\"},\"pages\":[],\"entries\":["
               "{\"_initiator\":{\"type\":\"script\"},\"_resourceType\":\"websocket\",\"_webSocketMessages\":"
            + messages
            + ",\"connection\":\"77\",\"request\":{\"method\":\"GET\",\"url\":\"wss://h/"
              "feed?token=abcdef\",\"headers\":[]},"
              "\"startedDateTime\":\"2026-01-02T03:04:05.678Z\",\"time\":1.5}]}}";
    }

private slots:
    void chromesArchive()
    {
        const ImportedFile file(archive(
            "[{\"type\":\"send\",\"time\":1767323045.700123,\"opcode\":1,\"data\":\"{\\\"op\\\":\\\"sub\\\"}\"},"
            "{\"type\":\"receive\",\"time\":1767323045.712,\"opcode\":2,\"data\":\"AAECAw==\"},"
            "{\"type\":\"error\",\"time\":1767323046,\"opcode\":-1,\"data\":\"gone\"}]"));
        QVERIFY(file.result);
        const auto rows = file.rows();
        QCOMPARE(rows.size(), 3);
        QCOMPARE(rows[0].row.wallNs, 1767323045700123000);
        QCOMPARE(rows[0].row.direction, capture::Direction::Out);
        QCOMPARE(rows[1].payload, QByteArray("\0\1\2\3", 4));
        QCOMPARE(rows[2].row.kind, capture::Kind::Problem);
        auto reader = capture::CaptureReader::open(file.capture());
        QVERIFY(reader->connections().first().url.startsWith("wss://h/feed"));
        QVERIFY(!reader->connections().first().url.contains("abcdef"));
    }
    // HTTP Toolkit: milliseconds, opcodes of control frames, how it was closed.
    void otherArchives()
    {
        const ImportedFile file("\xEF\xBB\xBF"
            + archive("[{\"type\":\"receive\",\"time\":1767323045712,\"opcode\":9,\"data\":\"aGk=\"},"
                      "{\"type\":\"send\",\"time\":1767323045713,\"opcode\":10,\"data\":\"not base64!\"},7,"
                      "{\"type\":\"receive\",\"time\":1767323045714.25,\"opcode\":1,\"data\":\"x\"}],"
                      "\"_webSocketClose\":{\"code\":1001,\"reason\":\"bye\",\"timestamp\":1767323100.5}"));
        QVERIFY(file.result);
        QCOMPARE(file.lines(),
            QStringList({"in 9 hi", "out 10 not base64!", "in 1 x",
                "in 8 "
                    + QString::fromUtf8("\x03\xe9"
                                        "bye")}));
        QCOMPARE(file.rows()[2].row.wallNs, 1767323045714250000);
        QCOMPARE(file.rows()[3].row.wallNs, 1767323100500000000);
    }
    void firefoxWritesNoMessages()
    {
        const ImportedFile file(
            "{\"log\":{\"entries\":[{\"request\":{\"url\":\"wss://h/\"},\"response\":{\"status\":101}}]}}");
        QCOMPARE(file.result.error().reason, Reason::NoRows);
        QVERIFY(!QFile::exists(file.capture()));
    }
    void wscatsLog()
    {
        const ImportedFile file("Connected (press CTRL+C to quit)\n> hello\n< {\n  \"a\": 1\n}\r\n< \n"
                                "Disconnected (code: 1000, reason: \"bye \"x\"\")\n");
        QVERIFY(file.result);
        QCOMPARE(file.result->format->id, "wscat");
        QCOMPARE(file.lines(),
            QStringList({"out 1 hello", "in 1 {\n  \"a\": 1\n}", "in 1 ",
                "in 8 "
                    + QString::fromUtf8("\x03\xe8"
                                        "bye \"x\"")}));
        QVERIFY(file.rows()[1].row.wallNs > file.rows()[0].row.wallNs);
    }
    void lines()
    {
        QCOMPARE(ImportedFile("one\ntwo\r\n\nfour", "lines").lines(),
            QStringList({"in 1 one", "in 1 two", "in 1 ", "in 1 four"}));
        QCOMPARE(ImportedFile("one\ntwo\n").result.error().reason, Reason::UnknownFormat);
    }
    void numbersThatDoNotRise()
    {
        const QByteArray line = "{\"connection\":1,\"seq\":5,\"received_ns\":7,\"opcode\":1,\"payload\":\"x\"}\n";
        const ImportedFile file(line + line
            + "{\"connection\":999999,\"seq\":-3,\"received_ns\":-9,\"opcode\":77,\"payload_base64\":\"eA==\"}");
        const auto rows = file.rows();
        QCOMPARE(rows.size(), 3);
        QCOMPARE(rows[0].row.seq, base::Seq(5));
        QCOMPARE(rows[1].row.seq, base::Seq(6));
        QCOMPARE(rows[2].row.connection.value, 65535);
        QCOMPARE(rows[2].row.wallNs, 0);
        QCOMPARE(rows[2].row.kind, capture::Kind::Binary);
    }
    // Whatever a file holds: an error, at a place, and nothing left behind.
    void brokenFiles_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("a text") << QByteArray("hello");
        QTest::newRow("half a line") << QByteArray("{\"seq\":1,\"received_ns\":7,\"opcode\":1,\"payload\":\"x");
        QTest::newRow("deep") << "{\"received_ns\":" + QByteArray(100'000, '[');
        QTest::newRow("half an archive")
            << archive("[{\"type\":\"send\",\"time\":1,\"opcode\":1,\"data\":\"x\"}]").chopped(30);
        QTest::newRow("an archive that is a list") << QByteArray("{\"log\":[]}");
        QTest::newRow("a section and rubbish")
            << QByteArray::fromHex("0a0d0d0a1c0000004d3c2b1a01000000ffffffffffffffff1c000000") + QByteArray(64, '\xff');
        QTest::newRow("an empty capture") << "SQLite format 3" + QByteArray(53, '\0') + "SSCP" + QByteArray(4000, '\0');
        QTest::newRow("our own text, which is for people") << QByteArray("* Connection 1: ws://h/\n> 2026-01-02 text\n> x\n");
        QTest::newRow("a list of numbers") << QByteArray("[{\"timestamp\":1,\"direction\":\"SEND\"},5]");
    }
    void brokenFiles()
    {
        QFETCH(QByteArray, bytes);
        const ImportedFile file(bytes);
        QVERIFY(!file.result);
        QVERIFY(file.result.error().at <= bytes.size());
        QCOMPARE(QDir(QFileInfo(file.path()).path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
            QStringList("file"));
    }
    void notRegular()
    {
        importers::Progress progress;
        QTemporaryDir dir;
        const auto result
            = importers::importFile(dir.path(), nullptr, dir.filePath("to"), base::Draft::Existing::Refuse, progress);
        QCOMPARE(result.error().reason, Reason::NotRegular);
        const auto missing = importers::importFile(
            dir.filePath("no"), nullptr, dir.filePath("to"), base::Draft::Existing::Refuse, progress);
        QCOMPARE(missing.error().reason, Reason::NotRead);
    }
    void cancels()
    {
        QTemporaryDir dir;
        QFile file(dir.filePath("f"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("< a\n< b\n");
        file.close();
        importers::Progress progress;
        const auto result = importers::importFile(file.fileName(), nullptr, dir.filePath("to"),
            base::Draft::Existing::Refuse, progress, std::make_shared<std::atomic<bool>>(true));
        QCOMPARE(result.error().reason, Reason::Cancelled);
        QVERIFY(!QFile::exists(dir.filePath("to")));
    }
};

QTEST_GUILESS_MAIN(TestImporting)
#include "tst_importing.moc"
