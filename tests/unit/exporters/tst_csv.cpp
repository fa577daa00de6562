// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/csv.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

class TestCsv : public QObject
{
    Q_OBJECT
private slots:
    void cells_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("cell");
        const auto row = [](const QByteArray &text, const QByteArray &cell) { QTest::newRow(text) << text << cell; };
        row("plain", "plain");
        row("a,b", "\"a,b\"");
        row("say \"hi\"", "\"say \"\"hi\"\"\"");
        row("two\nlines", "\"two\nlines\"");
        row("=1+1", "'=1+1");
        row("=A1,\"x\"", "\"'=A1,\"\"x\"\"\"");
        row("@cmd", "'@cmd");
        row("+49 30", "'+49 30");
        row("-5", "-5");
        row("-2.5e3", "-2.5e3");
        row("-cmd", "'-cmd");
        row("\tx", "'\tx");
        row("{\"a\":1}", "\"{\"\"a\"\":1}\"");
    }
    void cells()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, cell);
        QByteArray out;
        exporters::appendCell(out, text);
        QCOMPARE(out, cell);
    }
    void columnsOfThePayload()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("out.csv"));
        exporters::Output out(path);
        const auto writer = exporters::csv(out, {.columns = {"$.price", "data[0]", "=evil"}});
        writer->begin({});
        const QByteArray payload = R"({"price":-1.5,"data":["=1"],"=evil":2})";
        writer->row({.seq = 1,
                        .wallNs = 1'700'000'000'123'456'789,
                        .payload = payload,
                        .connection = {1},
                        .size = payload.size(),
                        .wireSize = 9},
            nullptr);
        writer->row(
            {.seq = 2, .kind = capture::Kind::Binary, .payload = "\xff", .connection = {1}, .size = 1}, nullptr);
        writer->end({});
        QVERIFY(out.finish());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(),
            "connection,seq,time,direction,kind,size,wire_size,encoding,payload,$.price,data[0],'=evil\r\n"
            "1,1,2023-11-14T22:13:20.123456789Z,in,text,38,9,,\"{\"\"price\"\":-1.5,\"\"data\"\":[\"\"=1\"\"],\"\"="
            "evil\"\":2}\",-1.5,'=1,2\r\n"
            "1,2,1970-01-01T00:00:00.000000000Z,in,binary,1,0,base64,/w==,,,\r\n");
    }
};

QTEST_GUILESS_MAIN(TestCsv)
#include "tst_csv.moc"
