// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/wireheaders.h"

#include "tests/support/bytes.h"

#include <QTest>

using namespace tests;

//! Headers as they are shown and kept: cut apart by their own bytes, which may be anything in a foreign capture.
class TestWireHeaders : public QObject
{
    Q_OBJECT
private slots:
    void size_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("size");
        QTest::newRow("nothing") << QByteArray() << 0;
        QTest::newRow("one byte") << "81"_bytes << 1;
        QTest::newRow("short") << "81 05"_bytes << 2;
        QTest::newRow("short, more behind") << "81 7d 00 00 00 00"_bytes << 2;
        QTest::newRow("masked") << "81 85 12 34 56 78 00 00"_bytes << 6;
        QTest::newRow("16 bits") << "81 7e 01 00 00 00"_bytes << 4;
        QTest::newRow("16 bits, masked") << "81 fe 01 00 12 34 56 78 00"_bytes << 8;
        QTest::newRow("64 bits") << "81 7f 00 00 00 00 00 01 00 00 00"_bytes << 10;
        QTest::newRow("64 bits, masked") << "81 ff 00 00 00 00 00 01 00 00 12 34 56 78 00"_bytes << 14;
        QTest::newRow("cut") << "81 ff 00 00"_bytes << 4;
    }
    void size()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, size);
        QCOMPARE(ws::headerSizeAt(bytes), size);
    }

    void headers()
    {
        ws::WireFacts facts;
        QVERIFY(ws::headersOf(facts).isEmpty());
        facts.header = {0x01, 0x81, 1, 2, 3, 4};
        facts.headerSize = 6;
        QCOMPARE(ws::headersOf(facts), (QList<QByteArray>{"01 81 01 02 03 04"_bytes}));
        facts.laterHeaders = "00 81 05 06 07 08 80 fe 01 00 09 0a 0b 0c 80"_bytes;
        QCOMPARE(ws::headersOf(facts),
            (QList<QByteArray>{
                "01 81 01 02 03 04"_bytes, "00 81 05 06 07 08"_bytes, "80 fe 01 00 09 0a 0b 0c"_bytes, "80"_bytes}));
        facts.headerSize = 200; // From a damaged file.
        QCOMPARE(ws::headersOf(facts).first().size(), 14);
    }

    void plain()
    {
        QCOMPARE(ws::plainHeader(ws::Opcode::Text, 5), "81 05"_bytes);
        QCOMPARE(ws::plainHeader(ws::Opcode::Ping, 125), "89 7d"_bytes);
        QCOMPARE(ws::plainHeader(ws::Opcode::Binary, 126), "82 7e 00 7e"_bytes);
        QCOMPARE(ws::plainHeader(ws::Opcode::Binary, 65'536), "82 7f 00 00 00 00 00 01 00 00"_bytes);
    }
};

QTEST_GUILESS_MAIN(TestWireHeaders)
#include "tst_wireheaders.moc"
