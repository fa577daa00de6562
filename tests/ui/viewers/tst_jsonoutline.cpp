// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewers/jsonmodel.h"
#include "ui/viewers/jsonoutline.h"

#include <QAbstractItemModelTester>
#include <QTest>

using decoders::DecodeFault;
using viewers::outlineJson;

class TestJsonOutline : public QObject
{
    Q_OBJECT
private slots:
    void validAndNot_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("fault"); // -1: valid.
        QTest::addColumn<int>("offset");
        const auto valid = [](const char *name, const QByteArray &text) { QTest::newRow(name) << text << -1 << 0; };
        const auto broken = [](const char *name, const QByteArray &text, DecodeFault fault, int offset) {
            QTest::newRow(name) << text << int(fault) << offset;
        };
        valid("object", " {\"a\" : [1, 2.5e-3, true, null] , \"b\":{}} ");
        valid("U04 top-level scalar", "42");
        valid("U04 string", "\"x\"");
        valid("U04 10^400", "1e400");
        valid("U04 minus zero", "-0");
        valid("U04 over 2^64", "[9007199254740993,99999999999999999999999]");
        valid("U04 lone surrogate", "\"\\ud800\"");
        valid("U04 duplicate keys", "{\"a\":1,\"a\":2}");
        valid("U04 byte order mark", "\xEF\xBB\xBF{}");
        valid("U04 depth 512", QByteArray(512, '[') + QByteArray(512, ']'));
        valid("empty nested", "[[],{},[[]]]");
        broken("U04 depth 513", QByteArray(513, '[') + QByteArray(513, ']'), DecodeFault::TooDeep, 512);
        broken("U04 depth 100000", QByteArray(100'000, '['), DecodeFault::TooDeep, 512);
        broken("U04 trailing junk", "{} x", DecodeFault::TrailingBytes, 3);
        broken("U04 NaN", "NaN", DecodeFault::UnexpectedByte, 0);
        broken("U04 comment", "[1 /* x */]", DecodeFault::UnexpectedByte, 3);
        broken("empty", "", DecodeFault::UnexpectedEnd, 0);
        broken("cut", "{\"a\":", DecodeFault::UnexpectedEnd, 5);
        broken("comma at the end", "[1,]", DecodeFault::UnexpectedByte, 3);
        broken("comma at the front", "[,1]", DecodeFault::UnexpectedByte, 1);
        broken("wrong bracket", "[1}", DecodeFault::UnexpectedByte, 2);
        broken("no colon", "{\"a\" 1}", DecodeFault::UnexpectedByte, 5);
        broken("key without quotes", "{a:1}", DecodeFault::UnexpectedByte, 1);
        broken("leading zero", "01", DecodeFault::BadNumber, 0);
        broken("bare minus", "-", DecodeFault::BadNumber, 0);
        broken("bad escape", "\"\\x\"", DecodeFault::BadEscape, 1);
        broken("short \\u", "\"\\u12\"", DecodeFault::BadEscape, 1);
        broken("raw line break", "\"a\nb\"", DecodeFault::ControlCharacter, 2);
        broken("bad escape behind good ones", R"(["a","\\ \/ \q"])", DecodeFault::BadEscape, 12);
        broken("bad UTF-8", "[\"a\xFF\"]", DecodeFault::BadUtf8, 2);
        broken("behind a byte order mark", "\xEF\xBB\xBF[1,]", DecodeFault::UnexpectedByte, 6);
        broken("bad word", "[tru]", DecodeFault::BadLiteral, 1);
        broken("U05 NUL inside", QByteArray("[1\0]", 4), DecodeFault::UnexpectedByte, 2);
    }
    void validAndNot()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, fault);
        QFETCH(int, offset);
        const auto outline = outlineJson(text);
        QCOMPARE(bool(outline), fault < 0);
        if (!outline) {
            QCOMPARE(int(outline.error().detail), fault);
            QCOMPARE(outline.error().offset, offset);
        }
    }

    void everyPrefixIsSurvived()
    {
        const QByteArray whole("\xEF\xBB\xBF{\"a\":[1,-2.5e+3,true,false,null,\"\\u00e4\\n\"],\"b\":{\"c\":{}}}");
        for (qsizetype size = 0; size < whole.size(); ++size)
            QVERIFY(!outlineJson(whole.first(size)));
        QVERIFY(outlineJson(whole));
    }

    void theTreeKeepsOrderDuplicatesAndNumbers()
    {
        viewers::JsonModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        tester.setUseFetchMore(false); // It would fetch while the reset is told.
        model.setOutline(
            *outlineJson("{\"z\":1e400,\"a\":9007199254740993,\"a\":[true,{\"deep\":null}],\"t\":\"x\\u202ey\"}"));
        const QModelIndex whole = model.index(0, 0);
        QVERIFY(model.hasChildren(whole));
        QCOMPARE(model.rowCount(whole), 0); // Lazy.
        model.fetchMore(whole);
        QCOMPARE(model.rowCount(whole), 4);
        const auto cell = [&](int row, int column) { return model.index(row, column, whole).data().toString(); };
        QCOMPARE(cell(0, 0), QStringLiteral("z"));
        QCOMPARE(cell(0, 1), QStringLiteral("1e400"));
        QCOMPARE(cell(1, 1), QStringLiteral("9007199254740993"));
        QCOMPARE(cell(2, 0), QStringLiteral("a"));
        QCOMPARE(cell(2, 1), QStringLiteral("[ 2 ]"));
        QVERIFY(!cell(3, 1).contains(QChar(0x202E))); // U06
        const QModelIndex list = model.index(2, 0, whole);
        model.fetchMore(list);
        const QModelIndex object = model.index(1, 0, list);
        model.fetchMore(object);
        const QModelIndex deep = model.index(0, 0, object);
        QCOMPARE(model.path(deep), QStringLiteral("a[1].deep"));
        QCOMPARE(model.rawValue(deep), QByteArray("null"));
        QCOMPARE(model.rawValue(object), QByteArray("{\"deep\":null}"));
        QCOMPARE(deep.parent(), object);
        QCOMPARE(object.parent(), list);
    }

    void aHundredThousandKeysAreToldInPieces()
    {
        QByteArray text = "[0";
        for (int i = 1; i < 100'000; ++i)
            text += ",0";
        text += ']';
        viewers::JsonModel model;
        model.setOutline(*outlineJson(text));
        const QModelIndex whole = model.index(0, 0);
        model.fetchMore(whole);
        QCOMPARE(model.rowCount(whole), viewers::JsonModel::childrenAtOnce);
        QVERIFY(model.canFetchMore(whole));
        model.fetchMore(whole);
        QCOMPARE(model.index(300, 0, whole).data().toString(), QStringLiteral("[300]"));
    }

    void pretty_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("pretty");
        QTest::newRow("object") << QByteArray("{\"a\":[1,2],\"b\":{}}")
                                << QByteArray("{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {}\n}");
        QTest::newRow("already") << QByteArray("{\n \"a\" : 1 }") << QByteArray("{\n  \"a\": 1\n}");
        QTest::newRow("brackets in strings") << QByteArray("[\"{,}\\\"]\"]") << QByteArray("[\n  \"{,}\\\"]\"\n]");
        QTest::newRow("open string") << QByteArray("[\"abc\\") << QByteArray("[\n  \"abc\\");
        QTest::newRow("closers only") << QByteArray("]]") << QByteArray("\n]\n]");
    }
    void pretty()
    {
        QFETCH(QByteArray, text);
        QTEST(viewers::prettyJson(text, 1'000'000), "pretty");
    }

    void prettyIsBounded()
    {
        QVERIFY(viewers::prettyJson(QByteArray(100'000, '['), 1 << 16).size() < (1 << 16) + 200);
        QVERIFY(viewers::prettyJson('"' + QByteArray(100'000, 'x') + '"', 1000).size() <= 1001);
    }
};

QTEST_MAIN(TestJsonOutline)
#include "tst_jsonoutline.moc"
