// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/recording.h"

#include "core/server/recordedvalues.h"

#include <QJsonArray>
#include <QTest>

using namespace std::chrono_literals;
using server::Recording;
using server::ReplayRule;

namespace {

constexpr base::Nanoseconds then = 1'700'000'000s;

server::RecordedMessage said(bool fromServer, const QByteArray &payload, base::Nanoseconds at = 0s)
{
    return {.wall = then + at, .fromServer = fromServer, .payload = payload};
}

} // namespace

class TestRecording : public QObject
{
    Q_OBJECT
private slots:
    void jsonRpcIds()
    {
        const Recording recording({
            said(false, "{\"jsonrpc\":\"2.0\",\"id\":17,\"method\":\"add\",\"params\":[1,17]}"),
            said(true, "{\"jsonrpc\":\"2.0\",\"id\":17,\"result\":17}"),
        });
        const ReplayRule echo{.kind = ReplayRule::Kind::Echo, .in = "id", .from = "id", .uses = 1};
        QCOMPARE(recording.rules(), QList<ReplayRule>{echo}); // The result is 17 by chance: no id.
        const std::map<std::size_t, QByteArray> heard{{0, "{\"jsonrpc\":\"2.0\",\"id\":\"abc\",\"method\":\"add\",\"params\":[]}"}};
        QCOMPARE(recording.message(1, heard, then), QByteArray("{\"jsonrpc\":\"2.0\",\"id\":\"abc\",\"result\":17}"));
        QCOMPARE(recording.message(1, {}, then), recording.messages()[1].payload); // Nothing was heard.
    }
    void aResponseBelongsToTheLatestRequestWithItsId()
    {
        const Recording recording({
            said(false, "{\"id\":1,\"type\":\"a\"}"),
            said(true, "{\"id\":1,\"type\":\"response\"}"),
            said(false, "{\"id\":1,\"type\":\"b\"}"),
            said(true, "{\"id\":1,\"type\":\"response\"}"),
        });
        const std::map<std::size_t, QByteArray> heard{{0, "{\"id\":7,\"type\":\"a\"}"}, {2, "{\"id\":8,\"type\":\"b\"}"}};
        QCOMPARE(recording.message(1, heard, then), QByteArray("{\"id\":7,\"type\":\"response\"}"));
        QCOMPARE(recording.message(3, heard, then), QByteArray("{\"id\":8,\"type\":\"response\"}"));
    }
    void times_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QByteArray>("later"); // by 1 000 s
        QTest::newRow("seconds") << QByteArray("1700000005") << QByteArray("1700001005");
        QTest::newRow("milliseconds") << QByteArray("1700000005123") << QByteArray("1700001005123");
        QTest::newRow("microseconds") << QByteArray("1700000005123456") << QByteArray("1700001005123456");
        QTest::newRow("nanoseconds") << QByteArray("1700000005123456789") << QByteArray("1700001005123456789");
        QTest::newRow("ISO") << QByteArray("\"2023-11-14T22:13:25Z\"") << QByteArray("\"2023-11-14T22:30:05Z\"");
        QTest::newRow("ISO with milliseconds")
            << QByteArray("\"2023-11-14T22:13:25.123Z\"") << QByteArray("\"2023-11-14T22:30:05.123Z\"");
        QTest::newRow("a price") << QByteArray("17000.5") << QByteArray();
        QTest::newRow("another year") << QByteArray("1600000000") << QByteArray();
        QTest::newRow("a text") << QByteArray("\"it is a long text without a time\"") << QByteArray();
        QTest::newRow("nonsense") << QByteArray("1e999") << QByteArray();
    }
    void times()
    {
        QFETCH(QByteArray, token);
        QFETCH(QByteArray, later);
        QCOMPARE(server::movedTime(token, then, 1000s).value_or(QByteArray()), later);
        const Recording recording({said(true, "{\"a\":" + token + ",\"b\":5}")});
        QCOMPARE(recording.message(0, {}, then + 1000s),
            "{\"a\":" + (later.isEmpty() ? token : later) + ",\"b\":5}");
    }
    void shapes()
    {
        const QByteArray shape = server::shapeOf("{\"id\":1,\"method\":\"add\",\"params\":{\"a\":1}}");
        QCOMPARE(server::shapeOf("{\"id\":\"x\",\"method\":\"add\",\"params\":{\"a\":\"y\"}}"), shape);
        QVERIFY(server::shapeOf("{\"id\":1,\"method\":\"sub\",\"params\":{\"a\":1}}") != shape);
        QVERIFY(server::shapeOf("{\"id\":1,\"method\":\"add\"}") != shape);
        QCOMPARE(server::shapeOf("hello"), server::shapeOf("other"));
    }
    void rulesAreEdited()
    {
        Recording recording({
            said(false, "{\"id\":1,\"type\":\"a\"}"),
            said(true, "{\"id\":1,\"time\":1700000000}"),
        });
        QJsonObject json = recording.rulesToJson();
        QVERIFY(recording.apply(json));
        QCOMPARE(recording.rulesToJson(), json);
        QVERIFY(recording.apply({{"rules", QJsonArray()}})); // All are taken out.
        QCOMPARE(recording.message(1, {{0, "{\"id\":2,\"type\":\"a\"}"}}, then + 5s), recording.messages()[1].payload);
        QVERIFY(!recording.apply({}));
        QVERIFY(!recording.apply({{"rules", QJsonArray{QJsonObject{{"kind", "time"}, {"in", "nowhere"}}}}}));
    }
    void hostilePayloads()
    {
        QByteArray deep = "1";
        for (int i = 0; i < 1000; ++i)
            deep = "[" + deep + "]";
        QByteArray wide = "[1700000000";
        for (int i = 0; i < 50'000; ++i)
            wide += ",1700000000";
        for (const QByteArray &payload : {QByteArray(), QByteArray("{"), QByteArray("\xff\xfe"), deep, wide + ']'}) {
            const Recording recording({said(false, payload), said(true, payload)});
            QVERIFY(recording.message(1, {{0, payload}}, then).size() <= payload.size() + 10);
        }
    }
};

QTEST_GUILESS_MAIN(TestRecording)
#include "tst_recording.moc"
