// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "sample.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace tests;
using capture::CaptureError;
using capture::CaptureReader;
using capture::CaptureWriter;
using capture::Direction;
using capture::Kind;

class TestCaptureReader : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_dir;
    int m_count = 0;
    QString m_path;
    FakeDisk m_disk;

    void keep(const Sample &sample)
    {
        CaptureWriter writer;
        QVERIFY(writer.open({.path = m_path, .disk = m_disk.disk()}));
        writer.describe(first, QStringLiteral("ws://host/feed?token=…"), startNs);
        write(writer, sample);
        writer.close();
    }
    //! What the command line tool says; nothing when it is not installed.
    std::optional<QByteArray> sqlite(const QString &sql, const QStringList &options = {})
    {
        QProcess tool;
        tool.start(
            QStringLiteral("sqlite3"), QStringList{QStringLiteral("-readonly")} + options + QStringList{m_path, sql});
        if (!tool.waitForStarted() || !tool.waitForFinished())
            return {};
        return tool.readAllStandardOutput() + tool.readAllStandardError();
    }
    static Sample everyKind()
    {
        Sample sample;
        sample.add(Kind::Text, R"({"metric":"sales","value":1.5})")
            .add(Kind::Binary, QByteArray("\xFF\x00\xFE", 3), Direction::Out)
            .add(Kind::Text, QByteArray())
            .add(Kind::Binary, QByteArray())
            .add(Kind::Text, QByteArray("a\0b", 3))
            .add(Kind::Ping, "ping")
            .add(Kind::Pong, QByteArray("\0\1", 2), Direction::Out)
            .add(Kind::Close,
                QByteArray("\x03\xE8"
                           "bye",
                    5))
            .add(Kind::State, R"({"from":"open","to":"closed"})")
            .add(Kind::Gap, R"({"reason":"lost"})")
            .add(Kind::Problem, R"({"what":"truncated"})")
            .add(Kind::Binary, QByteArray(3'000'000, '\x80'))
            .add(Kind::Text, QByteArray(1024, 'x'))
            .add(Kind::Text, QByteArray(1025, 'y'));
        sample.records[4].isHeartbeat = true;
        return sample;
    }

private slots:
    void init() { m_path = m_dir.filePath(QStringLiteral("%1.sqlite").arg(++m_count)); }

    void everyKindByteForByte()
    {
        const Sample sample = everyKind();
        keep(sample);
        auto reader = CaptureReader::open(m_path);
        QVERIFY(reader);
        const auto page = reader->page(first, 1, 100);
        QVERIFY(page);
        QCOMPARE(page->size(), static_cast<qsizetype>(sample.records.size()));
        for (std::size_t i = 0; i < sample.records.size(); ++i) {
            const capture::Record &record = sample.records[i];
            const capture::CapturedRow expected{.seq = record.seq,
                .wallNs = record.wallNs,
                .direction = record.direction,
                .kind = record.kind,
                .isHeartbeat = record.isHeartbeat,
                .size = record.size,
                .wireSize = record.wireSize,
                .preview = sample.payloads[i].left(CaptureReader::previewBytes)};
            QVERIFY2(page->at(static_cast<qsizetype>(i)) == expected, qPrintable(QString::number(i)));
            const auto payload = reader->payload(base::rowId(first, record.seq));
            QVERIFY(payload);
            QCOMPARE(*payload, sample.payloads[i]);
            QVERIFY(payload->capacity() >= payload->size() + 64);
        }
    }

    void pages()
    {
        keep(Sample(5).texts(20));
        auto reader = CaptureReader::open(m_path);
        QVERIFY(reader);
        QCOMPARE(reader->page(first, 10, 3)->last().seq, 12);
        QCOMPARE(reader->page(first, 1, 3)->first().seq, 5); // Those before are not there.
        QCOMPARE(reader->page(first, 24, 10)->size(), 1);
        QCOMPARE(reader->page(first, 25, 10)->size(), 0);
        QCOMPARE(reader->page(first, 1, -1)->size(), 0);
        QCOMPARE(reader->page({2}, 1, 10)->size(), 0);
        QVERIFY(!reader->payload(base::rowId(first, 4)));
        QVERIFY(!reader->row(base::rowId(first, 4)));
        QCOMPARE(reader->row(base::rowId(first, 5))->seq, 5);
        const QList<capture::CapturedConnection> expected{
            {first, QStringLiteral("ws://host/feed?token=…"), startNs, 5, 24}};
        QCOMPARE(reader->connections(), expected);
    }

    void frameFacts()
    {
        const ws::WireFacts wire{.wireSize = 30,
            .compressedSize = 12,
            .fragments = 3,
            .header = {0x41, 0x8C, 1, 2, 3, 4},
            .headerSize = 6,
            .masked = true,
            .maskKey = 0xFFEEDDCC,
            .firstByte = base::Nanoseconds(400'000)};
        Sample sample;
        sample.add(Kind::Text, "hello")
            .with(wire)
            .add(Kind::Text, "plain")
            .add(Kind::Text, "frag")
            .with({.fragments = 2});
        keep(sample);
        auto reader = CaptureReader::open(m_path);
        QVERIFY(reader);
        const auto facts = reader->facts(base::rowId(first, 1));
        QVERIFY(facts);
        QCOMPARE(facts->wire.compressedSize, 12);
        QCOMPARE(facts->wire.fragments, 3);
        QVERIFY(facts->wire.header == wire.header && facts->wire.headerSize == 6);
        QVERIFY(facts->wire.masked);
        QCOMPARE(facts->wire.maskKey, 0xFFEEDDCC);
        QCOMPARE(facts->firstByteWallNs, sample.records[0].wallNs - 600'000);
        QVERIFY(!reader->facts(base::rowId(first, 2)));
        const auto fragmented = reader->facts(base::rowId(first, 3));
        QVERIFY(fragmented && !fragmented->wire.masked && fragmented->wire.compressedSize == -1);
        QVERIFY(reader->page(first, 1, 1)->first().hasFrameFacts);
    }

    void viewByCommandLineTool()
    {
        keep(everyKind());
        const auto said = sqlite(
            QStringLiteral("SELECT seq, connection, direction, opcode, received_ns, wire_size, typeof(payload), "
                           "hex(substr(CAST(payload AS BLOB), 1, 3)) FROM messages"));
        if (!said)
            QSKIP("sqlite3 is not installed");
        const QByteArrayList lines = said->trimmed().split('\n');
        QCOMPARE(lines.size(), 11); // All but the three notes.
        QCOMPARE(lines[0], "1|1|in|1|1700000000001000000|32|text|7B226D");
        QCOMPARE(lines[1], "2|1|out|2|1700000000002000000|5|blob|FF00FE");
        QCOMPARE(lines[2], "3|1|in|1|1700000000003000000|2|text|");
        QCOMPARE(lines[4], "5|1|in|1|1700000000005000000|5|text|610062");
        QCOMPARE(lines[7], "8|1|in|8|1700000000008000000|7|blob|03E862");
        QCOMPARE(*sqlite(QStringLiteral("SELECT seq FROM messages WHERE payload LIKE '%sales%'")), "1\n");
        QCOMPARE(*sqlite(QStringLiteral("SELECT seq, kind, payload FROM notes")),
            "9|state|{\"from\":\"open\",\"to\":\"closed\"}\n10|gap|{\"reason\":\"lost\"}\n11|problem|{\"what\":"
            "\"truncated\"}\n");
    }

    void documentedQueries()
    {
        keep(everyKind());
        QFile document(QStringLiteral(SOURCE_ROOT "/docs/capture-format.md"));
        QVERIFY(document.open(QIODevice::ReadOnly));
        static const QRegularExpression block(
            QStringLiteral("```sql\n(.*?)```"), QRegularExpression::DotMatchesEverythingOption);
        QByteArrayList answers;
        auto found = block.globalMatch(QString::fromUtf8(document.readAll()));
        while (found.hasNext()) {
            const auto said = sqlite(found.next().captured(1));
            if (!said)
                QSKIP("sqlite3 is not installed");
            answers.append(*said);
        }
        QCOMPARE(answers.size(), 3);
        QCOMPARE(answers[0], "22:13|7|3002096\n");
        QCOMPARE(answers[1], "1700000000001000000|1.5\n");
        QCOMPARE(answers[2].count('\n'), 9); // What came in.
        QVERIFY(answers[2].startsWith("12|0.004|2|"));
    }

    void refuses_data()
    {
        QTest::addColumn<int>("what");
        QTest::addColumn<int>("reason");
        QTest::newRow("missing") << 0 << static_cast<int>(CaptureError::Reason::System);
        QTest::newRow("S09 FIFO") << 1 << static_cast<int>(CaptureError::Reason::NotRegular);
        QTest::newRow("S09 link") << 2 << static_cast<int>(CaptureError::Reason::NotRegular);
        QTest::newRow("other file") << 3 << static_cast<int>(CaptureError::Reason::NotACapture);
        QTest::newRow("empty file") << 4 << static_cast<int>(CaptureError::Reason::NotACapture);
        QTest::newRow("newer format") << 5 << static_cast<int>(CaptureError::Reason::NewerFormat);
    }
    void refuses()
    {
        QFETCH(int, what);
        const QString target = m_path + QStringLiteral("-target");
        if (what == 1)
            QCOMPARE(::mkfifo(QFile::encodeName(m_path).constData(), 0600), 0);
        if (what == 2) {
            keep(Sample().texts(1));
            QVERIFY(QFile::rename(m_path, target) && QFile::link(target, m_path));
        }
        if (what == 3 || what == 4) {
            QFile file(m_path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray(what == 3 ? 5000 : 0, 'x'));
        }
        if (what == 5) {
            keep(Sample().texts(1));
            capture::Database database(m_path, capture::Database::Access::ReadWrite);
            QCOMPARE(database.execute("PRAGMA user_version = 2"), 0);
        }
        const auto reader = CaptureReader::open(m_path);
        QVERIFY(!reader);
        QTEST(static_cast<int>(reader.error().reason), "reason");
    }

    void homeBehindALink()
    {
        QVERIFY(QDir(m_dir.path()).mkpath("real"));
        QFile::link(m_dir.filePath("real"), m_dir.filePath("home"));
        m_path = m_dir.filePath("home/run.sqlite");
        keep(Sample().texts(2));
        QVERIFY(CaptureReader::open(m_path));
    }

    // S02: a file cut anywhere opens or is refused; what it shows is what was written.
    void S02_truncated()
    {
        const Sample sample = Sample().texts(300, QByteArray(200, 't'));
        keep(sample);
        damage(sample, [](QByteArray &bytes, int round) { bytes.truncate(bytes.size() * round / 60); });
    }
    // S03, S14: flipped bytes never crash, hang or show a row under a wrong number.
    void S03_flipped()
    {
        const Sample sample = Sample().texts(300, QByteArray(200, 't'));
        keep(sample);
        damage(sample, [](QByteArray &bytes, int round) {
            base::SeededRandom random(static_cast<quint64>(round));
            for (int flips = 0; flips < 1 + round; ++flips)
                bytes[static_cast<qsizetype>(random.next() % static_cast<quint64>(bytes.size()))]
                    = static_cast<char>(random.next());
        });
    }

private:
    void damage(const Sample &sample, const std::function<void(QByteArray &, int)> &harm)
    {
        QFile whole(m_path);
        QVERIFY(whole.open(QIODevice::ReadOnly));
        const QByteArray good = whole.readAll();
        const QString path = m_path + QStringLiteral("-damaged");
        for (int round = 0; round < 60; ++round) {
            QByteArray bytes = good;
            harm(bytes, round);
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
            file.close();
            auto reader = CaptureReader::open(path);
            if (!reader)
                continue;
            (void)reader->connections();
            if (const auto page = reader->page(first, 1, 4096)) {
                QVERIFY(page->size() <= 4096);
                for (const auto &row : *page) {
                    QVERIFY(row.preview.size() <= CaptureReader::previewBytes);
                    (void)reader->facts(base::rowId(first, row.seq));
                }
            }
            for (base::Seq seq = 1; seq <= sample.records.size(); seq += 37)
                (void)reader->payload(base::rowId(first, seq));
        }
    }
};

QTEST_GUILESS_MAIN(TestCaptureReader)
#include "tst_capturereader.moc"
