// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/fieldpath.h"

#include <QTest>

using decoders::FieldPath;
using decoders::PathFault;
using decoders::PathStep;

class FieldPathTest : public QObject
{
    Q_OBJECT
private slots:
    void canonicalTexts_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("canonical");
        QTest::addColumn<int>("steps");
        const auto row = [](const char *name, const QByteArray &text, const QByteArray &canonical, int steps) {
            QTest::newRow(name) << text << canonical << steps;
        };
        row("name", "data", "data", 1);
        row("names", "data.price", "data.price", 2);
        row("indexes", "bids[0][1]", "bids[0][1]", 3);
        row("quoted", "a[\"b.c\"]", "a[\"b.c\"]", 2);
        row("quoted without need", "a[\"b\"].c", "a.b.c", 3);
        row("quoted first", "[\"a b\"].c", "a b.c", 2);
        row("escapes", "[\"\\u0061\\\"\\n\"]", "[\"a\\\"\\u000a\"]", 1);
        row("empty name", "a[\"\"]", "a[\"\"]", 2);
        row("root and dot", "$.data.price", "data.price", 2);
        row("root and bracket", "$[1]", "[1]", 1);
        row("root alone", "$", "$", 0);
        row("a name that begins with the sign", "$type", "[\"$type\"]", 1);
        row("the sign as a name", "[\"$\"].a", "[\"$\"].a", 2);
        row("index first", "[3].x", "[3].x", 2);
        row("not ASCII", "Größe.x", "Größe.x", 2);
        row("what stands in names elsewhere", "a b-c:d", "a b-c:d", 1);
    }
    void canonicalTexts()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, canonical);
        QFETCH(int, steps);
        const auto path = FieldPath::parse(text);
        QVERIFY(path);
        QCOMPARE(path->text(), canonical);
        QCOMPARE(static_cast<int>(path->steps().size()), steps);
        QVERIFY(*FieldPath::parse(canonical) == *path);
        for (qsizetype size = 0; size < text.size(); ++size)
            (void)FieldPath::parse(text.first(size));
    }

    void faults_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<qsizetype>("offset");
        QTest::addColumn<PathFault>("fault");
        const auto row = [](const char *name, const QByteArray &text, qsizetype offset, PathFault fault) {
            QTest::newRow(name) << text << offset << fault;
        };
        row("nothing", "", 0, PathFault::Empty);
        row("two dots", "a..b", 2, PathFault::EmptyName);
        row("dot at the end", "a.", 2, PathFault::EmptyName);
        row("dot before a bracket", "a.[0]", 2, PathFault::EmptyName);
        row("word in brackets", "a[x]", 2, PathFault::BadIndex);
        row("negative", "a[-1]", 2, PathFault::BadIndex);
        row("beyond", "a[99999999999]", 2, PathFault::BadIndex);
        row("not closed", "a[0", 3, PathFault::MissingBracket);
        row("empty brackets", "a[]", 2, PathFault::BadIndex);
        row("name behind a bracket", "a[0]b", 4, PathFault::MissingDot);
        row("quote not closed", "a[\"b]", 2, PathFault::BadString);
        row("bad escape", "a[\"\\x\"]", 3, PathFault::BadString);
        row("5 000 bytes", QByteArray(5000, 'x'), 4096, PathFault::TooLong);
        row("600 steps", QByteArray("[0]").repeated(600), 1536, PathFault::TooLong);
    }
    void faults()
    {
        QFETCH(QByteArray, text);
        const auto path = FieldPath::parse(text);
        QVERIFY(!path);
        QTEST(path.error().offset, "offset");
        QTEST(path.error().fault, "fault");
    }

    void savedTextsMeanWhatTheyMeant()
    {
        const auto texts = [](QByteArrayView text) {
            QList<QByteArray> all;
            for (const FieldPath &path : decoders::savedReadings(text))
                all.append(path.text());
            return all;
        };
        QCOMPARE(texts("meta.id"), (QList<QByteArray>{"meta.id"}));
        QCOMPARE(texts("a[0]"), (QList<QByteArray>{"[\"a[0]\"]", "a[0]"}));
        QCOMPARE(texts("a..b"), (QList<QByteArray>{"a[\"\"].b"}));
        QCOMPARE(texts(""), QList<QByteArray>());
    }
};

QTEST_APPLESS_MAIN(FieldPathTest)
#include "tst_fieldpath.moc"
