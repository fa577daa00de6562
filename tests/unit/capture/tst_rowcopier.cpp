// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/rowcopier.h"

#include <QTemporaryDir>
#include <QTest>

using capture::Kind;
using capture::PassingRow;
using capture::RowCopier;

class TestRowCopier : public QObject
{
    Q_OBJECT
private slots:
    // Payloads that wait, that fill what may wait, and that are too long to; of two connections in turn.
    void keepsAllRows()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath("c.sqlite");
        const auto payloadOf = [](base::Seq seq) {
            return QByteArray(seq % 97 == 0 ? 1'200'000
                    : seq % 31 == 0         ? 300'000
                                            : int(seq % 50),
                char('a' + seq % 26));
        };
        RowCopier copier;
        copier.open(path);
        copier.describe({2}, QStringLiteral("ws://h/"), 7);
        for (base::Seq seq = 1; seq <= 1500; ++seq) {
            const QByteArray payload = payloadOf(seq);
            const capture::CapturedFacts facts{.wire = {.wireSize = 9, .compressedSize = 5}, .firstByteWallNs = 990};
            copier.add({.seq = seq,
                           .wallNs = 1000,
                           .kind = Kind::Binary,
                           .payload = payload,
                           .connection = {quint16(1 + seq / 100 % 2)},
                           .wireSize = 9},
                seq % 7 == 0 ? &facts : nullptr);
        }
        copier.close();
        QVERIFY(!copier.hasFailed());
        auto reader = capture::CaptureReader::open(path);
        auto payloads = capture::PayloadReader::open(path);
        QCOMPARE(reader->connections().last().url, "ws://h/");
        int rows = 0;
        for (const auto &each : reader->connections()) {
            QVERIFY(
                payloads->read(each.id, 1, 2000, capture::PayloadReader::Wanted::Payloads, [&](const PassingRow &row) {
                    ++rows;
                    return row.payload == payloadOf(row.seq) && row.hasFrameFacts == (row.seq % 7 == 0);
                }));
        }
        QCOMPARE(rows, 1500);
        QCOMPARE(reader->facts(base::rowId({1}, 7))->firstByteWallNs, 990);
        QCOMPARE(reader->facts(base::rowId({1}, 7))->wire.compressedSize, 5);
    }
    // What a passing row says of itself, with its payload or without.
    void rowsSayTheirSizes()
    {
        QTemporaryDir dir;
        RowCopier copier;
        copier.open(dir.filePath("c.sqlite"));
        copier.add(
            {.seq = 3, .kind = Kind::Text, .payload = "12345", .connection = {4}, .isRedacted = true, .wireSize = 7},
            nullptr);
        copier.close();
        auto payloads = capture::PayloadReader::open(dir.filePath("c.sqlite"));
        for (const auto wanted :
            {capture::PayloadReader::Wanted::Payloads, capture::PayloadReader::Wanted::KindsOnly}) {
            int rows = 0;
            QVERIFY(payloads->read({4}, 1, 9, wanted, [&](const PassingRow &row) {
                rows += row.size == 5 && row.wireSize == 7 && row.isRedacted && row.connection.value == 4;
                return true;
            }));
            QCOMPARE(rows, 1);
        }
    }
    void saysWhyItCannot()
    {
        RowCopier copier;
        copier.open(QStringLiteral("/proc/nowhere/c.sqlite"));
        QVERIFY(copier.hasFailed());
        copier.add({.seq = 1, .payload = "x", .connection = {1}}, nullptr);
        copier.close();
        QVERIFY(!copier.failure().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestRowCopier)
#include "tst_rowcopier.moc"
