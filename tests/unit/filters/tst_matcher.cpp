// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filters/matcher.h"
#include "tests/unit/filters/rows.h"

#include <QDateTime>
#include <QTest>

using capture::Direction;
using capture::Kind;
using capture::PassingRow;
using filters::Filter;
using filters::Matcher;

class TestMatcher : public QObject
{
    Q_OBJECT
private:
    static bool matches(const QString &text, const PassingRow &row)
    {
        auto filter = Filter::compile(text);
        if (!filter)
            qFatal("no filter: %s", qPrintable(text));
        Matcher matcher(
            *filter, {.connections = {{{1}, "wss://feed1.example/live"}, {{2}, "ws://other/"}}, .dayNs = 0});
        return matcher.matches(row);
    }

private slots:
    void payloads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<bool>("expected");
        const auto row = [](const char *text, const QByteArray &payload, bool expected) {
            QTest::addRow("%s on %s", text, payload.constData()) << QString::fromUtf8(text) << payload << expected;
        };
        const QByteArray trade = "{\"type\":\"trade\",\"data\":{\"price\":101.5,\"qty\":\"7\"},\"ids\":[1,2,[3]],"
                                 "\"a\":{\"b.c\":true},\"n\":null}";
        row("$.data.price>100", trade, true);
        row("$.data.price>101.5", trade, false);
        row("$.data.price>=101.5", trade, true);
        row("$.data.price!=101.5", trade, false);
        row("$.data.qty=7", trade, true); // A number in a string.
        row("$.data.qty=\"7\"", trade, true);
        row("$.data.qty<8", trade, true);
        row("$.nothing", trade, false);
        row("$.data", trade, true);
        row("$.ids[1]=2", trade, true);
        row("$.ids[2][0]=3", trade, true);
        row("$.list.x=2", "{\"list\":[{\"x\":1},{\"x\":2}]}", true); // A name goes into each element.
        row("$.list.x=3", "{\"list\":[{\"x\":1},{\"x\":2}]}", false);
        row("$.ids[7]", trade, false);
        row("$.a[\"b.c\"]=true", trade, true);
        row("$.n=null", trade, true);
        row("$.n!=null", trade, false);
        row("type:trade", trade, true);
        row("type:Trade", trade, false);
        row("type:quote,trade", trade, true);
        row("type~RAD", trade, true);
        row("type:quote", trade, false);
        row("type:trade dir:in", trade, true);
        row("type:trade dir:out", trade, false);
        row("type:quote or $.data.price>100", trade, true);
        row("-(type:quote or $.data.price>100)", trade, false);
        row("PRICE", trade, true); // Letters of either case.
        row("\"price\\\":\"", trade, true);
        row("nowhere", trade, false);
        row("/tr[ae]de/", trade, true);
        row("/TRADE/", trade, false);
        row("/TRADE/i", trade, true);
        row("/^\\{.*\\}$/", trade, true);
        row("$.s=\"a\\\"b\"", "{\"s\":\"a\\\"b\"}", true);
        row("$.s~ü", "{\"s\":\"\\u00fcber\"}", true);
        row("$.x=1", "{\"x\":0}\n{\"x\":1}", true); // Several texts in one message.
        row("$.x=1", "{\"x\":1", false); // What is broken says nothing.
        row("$=5", "5", true);
        row("$[1]=2", "[1,2]", true);
        row("$.x>9007199254740992", "{\"x\":9007199254740994}", true);
        row("$.x", "not json", false);
    }
    void payloads()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, payload);
        QFETCH(bool, expected);
        QCOMPARE(matches(text, tests::textRow(payload)), expected);
    }
    void whatARowIs()
    {
        PassingRow row = tests::textRow("x");
        QVERIFY(matches("dir:in", row) && matches("dir:received", row) && !matches("dir:out", row));
        QVERIFY(matches("op:text", row) && matches("op:1", row) && matches("data", row) && !matches("op:binary", row));
        QVERIFY(matches("seq=7", row) && matches("seq:7", row) && !matches("seq>7", row));
        row.size = 1500;
        row.wireSize = 250;
        QVERIFY(matches("size>1k", row) && matches("size>1.4KiB", row) && !matches("size>1.5k", row));
        QVERIFY(matches("wire<=250", row) && matches("ratio>5", row) && !matches("ratio>6", row));
        row.isHeartbeat = true;
        QVERIFY(matches("heartbeat", row) && !matches("-heartbeat", row));
        row.isRedacted = true;
        QVERIFY(matches("redacted", row));
        row.kind = Kind::Gap;
        QVERIFY(matches("gap", row) && matches("note", row) && matches("op:gap", row) && !matches("control", row));
        QVERIFY(!matches("dir:in", row)); // A note goes nowhere.
        row.kind = Kind::Ping;
        QVERIFY(matches("control", row) && matches("op:ping,pong", row) && matches("op:9", row));
    }
    void connections()
    {
        PassingRow row = tests::textRow("x");
        QVERIFY(matches("conn:1", row) && matches("conn:FEED1", row) && !matches("conn:other", row));
        row.connection = {2};
        QVERIFY(matches("conn:2", row) && matches("conn:other", row) && !matches("conn:feed1", row));
    }
    void times()
    {
        PassingRow row = tests::textRow("x");
        const QDateTime local(QDate(2026, 1, 2), QTime(12, 30));
        row.wallNs = local.toMSecsSinceEpoch() * 1'000'000;
        QVERIFY(matches("after:12:00 before:13:00", row));
        QVERIFY(matches("after:12:30", row) && !matches("before:12:30", row)); // From that time on.
        QVERIFY(!matches("before:12:29:59.5", row));
        const QString utc = local.toUTC().toString(Qt::ISODate);
        QVERIFY(matches("after:" + utc, row) && !matches("before:" + utc, row));
        QVERIFY(matches("after:2026-01-02", row) && matches("before:2026-01-03", row));
    }
    // Times of day are those of one day, that of the first row, also when rows of the next follow.
    void dayOfTheFirstRow()
    {
        Matcher matcher(*Filter::compile("before:12:00"));
        PassingRow row = tests::textRow("x");
        row.wallNs = QDateTime(QDate(2026, 1, 2), QTime(11, 0)).toMSecsSinceEpoch() * 1'000'000;
        QVERIFY(matcher.matches(row));
        row.wallNs = QDateTime(QDate(2026, 1, 3), QTime(11, 0)).toMSecsSinceEpoch() * 1'000'000;
        QVERIFY(!matcher.matches(row));
    }
    void latency()
    {
        Matcher matcher(*Filter::compile("latency>50ms"));
        const auto see = [&](QByteArrayView payload, Direction direction, int ms, Kind kind = Kind::Text) {
            PassingRow row = tests::textRow(payload);
            row.kind = kind;
            row.direction = direction;
            row.wallNs += ms * 1'000'000LL;
            return matcher.matches(row);
        };
        QVERIFY(!see("{\"id\":1,\"op\":\"a\"}", Direction::Out, 0));
        QVERIFY(!see("{\"id\":2,\"op\":\"a\"}", Direction::Out, 1));
        QVERIFY(!see("{\"id\":2,\"ok\":true}", Direction::In, 20));
        QVERIFY(!see("{\"id\":3}", Direction::In, 90)); // Nobody asked.
        QVERIFY(see("{\"id\":1,\"ok\":true}", Direction::In, 100));
        QVERIFY(!see("{\"id\":1,\"ok\":true}", Direction::In, 200)); // Answered already.
        QVERIFY(!see("p", Direction::Out, 300, Kind::Ping));
        QVERIFY(see("p", Direction::In, 400, Kind::Pong));
    }
    // No pattern and no payload holds up a thread; what was not decided is counted.
    void hostilePatterns()
    {
        Matcher matcher(*Filter::compile("/(a+)+(a+)+$/"));
        const QByteArray payload = QByteArray(200'000, 'a') + 'b';
        for (int i = 0; i < 200; ++i)
            QVERIFY(!matcher.matches(tests::textRow(payload)));
        QCOMPARE(matcher.undecided(), quint64(200));
    }
    void deepPayloads()
    {
        const QByteArray deep = QByteArray(400, '[') + "1" + QByteArray(400, ']');
        QVERIFY(!matches("$[1]", tests::textRow(deep)));
        QVERIFY(!matches("$[0]", tests::textRow(QByteArray(100'000, '['))));
    }
};

QTEST_GUILESS_MAIN(TestMatcher)
#include "tst_matcher.moc"
