// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/importers/rowkinds.h"

#include <QTest>

class TestRowKinds : public QObject
{
    Q_OBJECT
private slots:
    void times_data()
    {
        QTest::addColumn<QByteArray>("number");
        QTest::addColumn<qint64>("ns");
        const auto row = [](const char *number, qint64 ns) { QTest::newRow(number) << QByteArray(number) << ns; };
        row("1767323045.700123456", 1767323045700123456);
        row("1767323045", 1767323045000000000);
        row("1767323045.7001234569", 1767323045700123456);
        row("1767323045712", 1767323045712000000);
        row("1767323045712.25", 1767323045712250000);
        row("1767323045712345", 1767323045712345000);
        row("1767323045712345678", 1767323045712345678);
        row("1.767323045712e9", 1767323045712000000);
        row("99999999999999999999", 0);
        row("-5", 0);
        row("", 0);
    }
    void times()
    {
        QFETCH(QByteArray, number);
        QFETCH(qint64, ns);
        QVERIFY(std::abs(importers::timeFrom(number) - ns) < (number.contains('e') ? 1000 : 1));
    }
    void kinds()
    {
        QCOMPARE(importers::kindOf(1), capture::Kind::Text);
        QCOMPARE(importers::kindOf(9), capture::Kind::Ping);
        QCOMPARE(importers::kindOf(-7), capture::Kind::Binary);
        QCOMPARE(importers::connectionFrom(-1).value, 1);
        QCOMPARE(importers::connectionFrom(1LL << 40).value, 65535);
        QCOMPARE(importers::closePayload(1000, "bye"),
            QByteArray("\x03\xe8"
                       "bye"));
        QCOMPARE(importers::closePayload(1005, "bye"), QByteArray());
        QCOMPARE(importers::closePayload(1000, QByteArray(200, 'x')).size(), 125);
        QVERIFY(!importers::fromBase64("a b"));
    }
};

QTEST_GUILESS_MAIN(TestRowKinds)
#include "tst_rowkinds.moc"
