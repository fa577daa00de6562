// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filters/valuefinder.h"

#include <QTest>

using decoders::FieldPath;
using filters::ValueFinder;

class TestValueFinder : public QObject
{
    Q_OBJECT
private slots:
    void findsInOrder()
    {
        ValueFinder finder({*FieldPath::parse("a.b"), *FieldPath::parse("$.l.x")});
        const auto &found
            = finder.find("{\"l\":[{\"x\":1},{\"y\":0},{\"x\":\"two\"}],\"a\":{\"c\":{\"b\":9},\"b\":3}}");
        QCOMPARE(found.size(), 3);
        QCOMPARE(found[0].path, 1);
        QCOMPARE(found[0].value.number.value, 1.0);
        QCOMPARE(found[1].value.text(), "two");
        QCOMPARE(found[2].path, 0);
        QCOMPARE(found[2].value.number.value, 3.0);
    }
    void takesNothingFromBrokenTexts()
    {
        ValueFinder finder({*FieldPath::parse("a")});
        QCOMPARE(finder.find("{\"a\":1,").size(), 0);
        QCOMPARE(finder.find("{\"a\":1}").size(), 1);
        QCOMPARE(finder.find("").size(), 0);
        QCOMPARE(finder.find("{\"a\":1}{\"a\":2}").size(), 2);
    }
    void holdsOnlySoMany()
    {
        ValueFinder finder({*FieldPath::parse("a.x")});
        const QByteArray many = "{\"a\":[" + QByteArray("{\"x\":1},").repeated(5000) + "{}]}";
        QCOMPARE(finder.find(many).size(), ValueFinder::mostValues);
    }
};

QTEST_GUILESS_MAIN(TestValueFinder)
#include "tst_valuefinder.moc"
