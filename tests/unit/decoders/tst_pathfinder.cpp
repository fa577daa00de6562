// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/packedreader.h"
#include "core/decoders/pathfinder.h"

#include <QTest>

using decoders::FieldPath;
using decoders::PathFinder;
using decoders::PathReader;
using decoders::PathValue;
using Kind = decoders::PathValue::Kind;

class PathFinderTest : public QObject
{
    Q_OBJECT
private:
    static std::vector<FieldPath> paths(std::initializer_list<QByteArrayView> texts)
    {
        std::vector<FieldPath> all;
        for (const QByteArrayView text : texts)
            all.push_back(*FieldPath::parse(text));
        return all;
    }
    static const QByteArray &json()
    {
        static const QByteArray text
            = "{\"type\":\"p\\u006fng\",\"data\":{\"list\":[{\"id\":1},{\"id\":7}],\"grid\":"
              "[[1,2.50]],\"n\":null,\"t\":true},\"a.b\":{\"\":9007199254740993},\"x\":1,\"x\":2}";
        return text;
    }

private slots:
    void values_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char *path, Kind kind, const QByteArray &text = {}) {
            QTest::newRow(path) << QByteArray(path) << static_cast<int>(kind) << text;
        };
        row("type", Kind::String, "pong");
        row("data.list[1].id", Kind::Number, "7");
        row("data.grid[0][1]", Kind::Number, "2.50");
        row("$.data.t", Kind::Boolean, "true");
        row("data.n", Kind::Null, "null");
        row("[\"a.b\"][\"\"]", Kind::Number, "9007199254740993");
        row("x", Kind::Number, "2");
        row("data", Kind::Object);
        row("data.list", Kind::Array);
        row("$", Kind::Object);
        row("data.list.id", Kind::Missing);
        row("data.list[2]", Kind::Missing);
        row("data[0]", Kind::Missing);
        row("type.deeper", Kind::Missing);
    }
    void values()
    {
        QFETCH(QByteArray, path);
        PathReader reader(paths({path}));
        QVERIFY(reader.read(json()));
        QTEST(static_cast<int>(reader.value(0).kind), "kind");
        QTEST(reader.value(0).text(), "text");
        QVERIFY(!reader.value(0).isFound() || reader.finder().mayHave(0, json()));
        for (qsizetype size = 0; size < json().size(); ++size) {
            QVERIFY(!reader.read(json().first(size)));
            QVERIFY(!reader.value(0).isFound());
        }
    }

    void severalInOneWalk()
    {
        PathReader reader(paths({"x", "data.grid[0][0]", "nope"}));
        QVERIFY(reader.read(json()));
        QCOMPARE(reader.value(0).number.value, 2.0);
        QCOMPARE(reader.value(1).number.value, 1.0);
        QVERIFY(!reader.value(2).isFound());
        QVERIFY(reader.read("\xEF\xBB\xBF{\"x\":3}"));
        QCOMPARE(reader.value(0).number.value, 3.0);
        QVERIFY(!reader.value(1).isFound());
        QVERIFY(!reader.finder().mayHave(2, json().left(5)));
    }

    void arraysAreEntered()
    {
        struct All final : PathFinder
        {
            using PathFinder::PathFinder;
            QList<QByteArray> texts;
            void found(std::size_t, const PathValue &value) override { texts.append(value.text()); }
        };
        All finder(paths({"a.b.c"}), PathFinder::Arrays::AreEntered);
        decoders::JsonReader reader;
        finder.beginText();
        const QByteArray text
            = "[{\"a\":[{\"b\":{\"c\":1}},[{\"b\":[{\"c\":2},{\"c\":[3]}]}]]},{\"a\":{\"b\":{\"c\":4}}}]";
        QCOMPARE(reader.walk(text, finder), decoders::JsonStatus::Valid);
        QCOMPARE(finder.texts, (QList<QByteArray>{"1", "2", "", "4"}));
    }

    void otherFormats()
    {
        PathFinder finder(paths({"a[1]"}));
        decoders::PackedReader reader(decoders::Packing::MessagePack);
        QVERIFY(reader.walk(QByteArray::fromHex("81a161920107"), finder)); // {"a":[1,7]} in MessagePack.
        QCOMPARE(finder.value(0).number.value, 7.0);
    }

    void deepTexts()
    {
        PathReader reader(paths({QByteArray("[0]").repeated(512)}));
        QVERIFY(reader.read(QByteArray(512, '[') + "5" + QByteArray(512, ']')));
        QCOMPARE(reader.value(0).number.value, 5.0);
        QVERIFY(!reader.read(QByteArray(513, '[') + QByteArray(513, ']')));
    }
};

QTEST_APPLESS_MAIN(PathFinderTest)
#include "tst_pathfinder.moc"
