// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/binaryrecord.h"
#include "tests/support/bytes.h"

#include <QTest>

using namespace decoders;
using namespace tests;

class BinaryRecordTest : public QObject
{
    Q_OBJECT
private slots:
    void reads();
    void everyOtherSizeIsRefused();
    void unfolds_data();
    void unfolds();
};

void BinaryRecordTest::reads()
{
    const auto record = readBinaryRecord("00 02 40 29 00 00 00 00 00 00 ff fe"_bytes);
    QVERIFY(record.hasValue());
    QCOMPARE(record->metric, quint16(2));
    QCOMPARE(record->value, 12.5);
    QCOMPARE(record->milliseconds, quint16(65534));
}

void BinaryRecordTest::everyOtherSizeIsRefused()
{
    for (int size = 0; size < 30; ++size)
        QCOMPARE(readBinaryRecord(QByteArray(size, 'x')).hasValue(), size == 12);
}

void BinaryRecordTest::unfolds_data()
{
    QTest::addColumn<qint64>("sentMs");
    QTest::addColumn<qint64>("receivedMs");
    const qint64 wrap = 65536LL * 26'000'000;
    QTest::newRow("same") << wrap + 100 << wrap + 100;
    QTest::newRow("a little before") << wrap + 100 << wrap + 105;
    QTest::newRow("before the wrap") << wrap - 3 << wrap + 5;
    QTest::newRow("clock of the sender ahead") << wrap + 3 << wrap - 5;
    QTest::newRow("half a minute late") << wrap + 100 << wrap + 32'800;
}

void BinaryRecordTest::unfolds()
{
    QFETCH(qint64, sentMs);
    QFETCH(qint64, receivedMs);
    QCOMPARE(
        unfoldMilliseconds(static_cast<quint16>(sentMs % 65536), receivedMs * 1'000'000 + 999'999), sentMs * 1'000'000);
}

QTEST_GUILESS_MAIN(BinaryRecordTest)
#include "tst_binaryrecord.moc"
