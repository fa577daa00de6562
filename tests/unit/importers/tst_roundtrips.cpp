// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/importers/imported.h"

#include <QTest>

using namespace tests;

//! What was taken away comes back: all of it, or what the format can say.
class TestRoundTrips : public QObject
{
    Q_OBJECT
private:
    static QList<KeptRow> only(const QList<KeptRow> &rows, bool (*wanted)(const KeptRow &))
    {
        QList<KeptRow> chosen;
        for (const KeptRow &each : rows) {
            if (wanted(each))
                chosen.append(each);
        }
        return chosen;
    }
    static void compare(const QList<KeptRow> &after, const QList<KeptRow> &before)
    {
        QCOMPARE(after.size(), before.size());
        for (int i = 0; i < before.size(); ++i) {
            QCOMPARE(after[i].payload, before[i].payload);
            QCOMPARE(after[i].row.wallNs, before[i].row.wallNs);
            QCOMPARE(after[i].row.kind, before[i].row.kind);
            QCOMPARE(after[i].row.direction, before[i].row.direction);
        }
    }

private slots:
    void exactly_data()
    {
        QTest::addColumn<QString>("format");
        QTest::newRow("ndjson") << "ndjson";
        QTest::newRow("sqlite") << "sqlite";
    }
    void exactly()
    {
        QFETCH(QString, format);
        const ExportedSample sample(format);
        const ImportedFile file(sample.bytes());
        QVERIFY(file.result);
        const auto before = rowsOf(sample.capture());
        const auto after = file.rows();
        compare(after, before);
        for (int i = 0; i < before.size(); ++i) {
            QCOMPARE(after[i].row.seq, before[i].row.seq);
            QCOMPARE(after[i].row.connection, before[i].row.connection);
            QCOMPARE(after[i].row.wireSize, before[i].row.wireSize);
            QCOMPARE(after[i].row.isHeartbeat, before[i].row.isHeartbeat);
        }
        QCOMPARE(file.result->connections, 2);
    }
    void archive()
    {
        const ExportedSample sample(u"har");
        const ImportedFile file(sample.bytes());
        QVERIFY(file.result);
        QCOMPARE(file.result->format->id, "har");
        const auto before
            = only(rowsOf(sample.capture()), [](const KeptRow &each) { return !capture::isNote(each.row.kind); });
        const auto after = file.rows();
        compare(after, before);
        for (int i = 0; i < before.size(); ++i) {
            QCOMPARE(after[i].row.seq, before[i].row.seq);
            QCOMPARE(after[i].row.connection, before[i].row.connection);
        }
    }
    void packets()
    {
        const ExportedSample sample(u"pcapng");
        const ImportedFile file(sample.bytes());
        QVERIFY(file.result);
        auto before
            = only(rowsOf(sample.capture()), [](const KeptRow &each) { return !capture::isNote(each.row.kind); });
        auto after = file.rows();
        // Each connect is a connection of its own there.
        QCOMPARE(file.result->connections, 3);
        const auto byTime = [](const KeptRow &a, const KeptRow &b) {
            return std::pair(a.row.wallNs, a.payload) < std::pair(b.row.wallNs, b.payload);
        };
        std::sort(before.begin(), before.end(), byTime);
        std::sort(after.begin(), after.end(), byTime);
        compare(after, before);
        auto reader = capture::CaptureReader::open(file.capture());
        QCOMPARE(reader->connections().first().url, "ws://other.example/x"); // Whose first message came first.
        QVERIFY(reader->connections().last().url.startsWith("ws://feed.example:8443/live"));
    }
    void theGuidesLog()
    {
        const ExportedSample sample(u"log");
        const ImportedFile file(sample.bytes());
        QVERIFY(file.result);
        auto before = only(rowsOf(sample.capture()),
            [](const KeptRow &each) { return capture::isData(each.row.kind) || each.row.kind == capture::Kind::Gap; });
        std::stable_sort(before.begin(), before.end(),
            [](const KeptRow &a, const KeptRow &b) { return a.row.wallNs < b.row.wallNs; });
        const auto after = file.rows();
        QCOMPARE(after.size(), before.size());
        for (int i = 0; i < before.size(); ++i) {
            QCOMPARE(after[i].payload, before[i].payload);
            QCOMPARE(after[i].row.wallNs, before[i].row.wallNs / 1'000'000 * 1'000'000);
            QVERIFY(after[i].row.kind == before[i].row.kind || before[i].row.kind == capture::Kind::Gap);
        }
    }
};

QTEST_GUILESS_MAIN(TestRoundTrips)
#include "tst_roundtrips.moc"
