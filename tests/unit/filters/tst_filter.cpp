// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filters/filter.h"

#include <QTest>

using filters::Filter;
using Reason = filters::FilterError::Reason;

class TestFilter : public QObject
{
    Q_OBJECT
private slots:
    void readsTheLanguage_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"", "   ", "dir:in", "op:text size>1k", "type:trade $.data.price>100",
                 "\"error\" /re(gex)?/ -heartbeat", "gap or ratio>5", "latency>50ms before:12:00",
                 "(dir:in or dir:out) and not (op:ping,pong || seq<=5)", "!gap", "- gap", "not not gap",
                 "$.a[\"b.c\"][0].d!=\"x y\"", "$", "$[0]", "after:2026-01-02T12:00:30Z", "conn:feed1 wire>=1.5KiB",
                 "/a\\/b/i", "\"quote \\\" and backslash \\\\\"", "AND2", "größe", "op:8", "$.a~err"})
            QTest::newRow(*text ? text : "nothing") << QString::fromUtf8(text);
    }
    void readsTheLanguage()
    {
        QFETCH(QString, text);
        const auto filter = Filter::compile(text);
        if (!filter)
            QFAIL(qPrintable(QStringLiteral("reason %1 at %2").arg(int(filter.error().reason)).arg(filter.error().at)));
        QCOMPARE(filter->text(), text);
    }
    void saysWhatIsWrongAndWhere_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Reason>("reason");
        QTest::addColumn<int>("at");
        const auto row = [](const char *text, Reason reason, int at) {
            QTest::newRow(text) << QString::fromUtf8(text) << reason << at;
        };
        row("dir:sideways", Reason::UnknownValue, 4);
        row("gap dir:", Reason::MissingValue, 8);
        row("dir>in", Reason::WrongSign, 3);
        row("nosuch:5", Reason::UnknownName, 0);
        row("gap and", Reason::MissingTerm, 7);
        row("or gap", Reason::MissingTerm, 0);
        row("gap or or gap", Reason::MissingTerm, 7);
        row("()", Reason::MissingTerm, 1);
        row("not", Reason::MissingTerm, 3);
        row("gap (dir:in", Reason::MissingBracket, 4);
        row("gap)", Reason::StrayBracket, 3);
        row("gap \"error", Reason::MissingQuote, 4);
        row("\"\"", Reason::MissingValue, 0);
        row("/re", Reason::MissingQuote, 0);
        row("/re/x", Reason::UnknownValue, 4);
        row("gap /a(b/", Reason::BadRegex, 8);
        row("size>big", Reason::BadNumber, 5);
        row("size>5ms", Reason::BadNumber, 5);
        row("latency>5", Reason::BadNumber, 8);
        row("ratio>", Reason::MissingValue, 6);
        row("before:25:99", Reason::BadTime, 7);
        row("$.a>x", Reason::BadNumber, 4);
        row("$.a=", Reason::MissingValue, 4);
        row("gap $.ä[x]", Reason::BadPath, 8);
        row("$.a..b", Reason::BadPath, 4);
        row("$.a[1", Reason::BadPath, 5);
        row("op:text,nothing", Reason::UnknownValue, 8);
        row("type>5", Reason::WrongSign, 4);
    }
    void saysWhatIsWrongAndWhere()
    {
        QFETCH(QString, text);
        QFETCH(Reason, reason);
        QFETCH(int, at);
        const auto filter = Filter::compile(text);
        QVERIFY(!filter);
        QCOMPARE(filter.error().reason, reason);
        QCOMPARE(int(filter.error().at), at);
    }
    void hasBounds()
    {
        QCOMPARE(Filter::compile(QString(5000, 'a')).error().reason, Reason::TooLong);
        QCOMPARE(Filter::compile(QString(100, '(') + "gap" + QString(100, ')')).error().reason, Reason::TooDeep);
        QVERIFY(Filter::compile(QString(4000, '-') + "gap")); // Many signs are not deep.
        QCOMPARE(Filter::compile(QString("a ").repeated(600)).error().reason, Reason::TooLong);
    }
    void knowsWhatItNeeds()
    {
        QVERIFY(Filter().matchesAll());
        QVERIFY(Filter::compile(" ")->matchesAll());
        QVERIFY(!Filter::compile("gap")->matchesAll());
        QVERIFY(!Filter::compile("dir:in size>1k or -heartbeat")->needsPayload());
        for (const char *text : {"error", "$.a", "type:x", "/x/", "latency>1s"})
            QVERIFY2(Filter::compile(text)->needsPayload(), text);
    }
};

QTEST_GUILESS_MAIN(TestFilter)
#include "tst_filter.moc"
