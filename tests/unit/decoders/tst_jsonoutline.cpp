// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/jsonoutline.h"

#include <QTest>

using namespace decoders;

class JsonOutlineTest : public QObject
{
    Q_OBJECT
private slots:
    void keepsWhatWasSent();
    void saysWhereItBreaks_data();
    void saysWhereItBreaks();
    void nodesAreLimited();
    void canBeCancelled();
};

void JsonOutlineTest::keepsWhatWasSent()
{
    const QByteArray text = R"( {"z": 1.50e+2, "a":[true,null,"x\n"], "z": 100182534526255757567432481} )";
    const auto tree = outline(text);
    QVERIFY(tree.hasValue());
    const auto spanned = [&](TextSpan span) { return text.mid(span.at, span.size); };
    const auto &nodes = tree->nodes;
    QCOMPARE(nodes.size(), 7u);
    QCOMPARE(nodes[0].kind, JsonKind::Object);
    QCOMPARE(nodes[0].childCount, 3U);
    QCOMPARE(nodes[0].next, 7U);
    QCOMPARE(nodes[2].next, 6U);
    QCOMPARE(nodes[6].next, 7U);
    QCOMPARE(nodes[2].position, 1U);
    QCOMPARE(nodes[5].position, 2U);
    QCOMPARE(nodes[6].position, 2U);
    QCOMPARE(spanned(nodes[0].value), text.trimmed());
    QCOMPARE(spanned(nodes[1].key), QByteArray("\"z\""));
    QCOMPARE(spanned(nodes[1].value), QByteArray("1.50e+2"));
    QCOMPARE(nodes[2].kind, JsonKind::Array);
    QCOMPARE(nodes[2].childCount, 3U);
    QCOMPARE(spanned(nodes[2].value), QByteArray("[true,null,\"x\\n\"]"));
    QCOMPARE(nodes[3].parent, 2);
    QCOMPARE(nodes[3].key.size, 0U);
    QCOMPARE(spanned(nodes[5].value), QByteArray("\"x\\n\""));
    QCOMPARE(spanned(nodes[6].key), QByteArray("\"z\""));
    QCOMPARE(spanned(nodes[6].value), QByteArray("100182534526255757567432481"));
    QCOMPARE(nodes[6].parent, 0);
}

void JsonOutlineTest::saysWhereItBreaks_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("offset");
    QTest::addColumn<DecodeFault>("detail");
    QTest::newRow("end") << QByteArray("{\"a\":") << 5 << DecodeFault::UnexpectedEnd;
    QTest::newRow("string without end") << QByteArray("[\"ab") << 4 << DecodeFault::UnexpectedEnd;
    QTest::newRow("comma") << QByteArray("[1,]") << 3 << DecodeFault::UnexpectedByte;
    QTest::newRow("number") << QByteArray("[01]") << 1 << DecodeFault::BadNumber;
    QTest::newRow("literal") << QByteArray("[tru]") << 1 << DecodeFault::BadLiteral;
    QTest::newRow("escape") << QByteArray("[\"\\x\"]") << 2 << DecodeFault::BadEscape;
    QTest::newRow("control") << QByteArray("[\"a\n\"]") << 3 << DecodeFault::ControlCharacter;
    QTest::newRow("UTF-8") << QByteArray("[\"\xff\"]") << 2 << DecodeFault::BadUtf8;
    QTest::newRow("tail") << QByteArray("[1] x") << 4 << DecodeFault::TrailingBytes;
    QTest::newRow("depth") << QByteArray(600, '[') << 512 << DecodeFault::TooDeep;
}

void JsonOutlineTest::saysWhereItBreaks()
{
    QFETCH(QByteArray, text);
    const auto tree = outline(text);
    QVERIFY(!tree.hasValue());
    QTEST(static_cast<int>(tree.error().offset), "offset");
    QTEST(tree.error().detail, "detail");
}

void JsonOutlineTest::nodesAreLimited()
{
    QByteArray text = "[[0]";
    for (int i = 1; i < 1000; ++i)
        text += ",[" + QByteArray::number(i) + "]";
    const auto tree = outline(text + "]", {.nodes = 100, .depth = 8});
    QVERIFY(tree.hasValue());
    QVERIFY(tree->isCut);
    QCOMPARE(tree->nodes.size(), 100u);
    QCOMPARE(tree->nodes[0].childCount, 1000U);
    QVERIFY(!outline(text, {.nodes = 100, .depth = 8}).hasValue());
}

void JsonOutlineTest::canBeCancelled()
{
    std::atomic<bool> cancelled = false;
    const QByteArray text = "[0" + QByteArray(",0").repeated(10'000) + "]";
    QVERIFY(outline(text, {.cancelled = &cancelled}).hasValue());
    cancelled = true;
    QVERIFY(!outline(text, {.cancelled = &cancelled}).hasValue());
}

QTEST_GUILESS_MAIN(JsonOutlineTest)
#include "tst_jsonoutline.moc"
