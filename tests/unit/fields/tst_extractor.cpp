// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/extractor.h"

#include <QtEndian>
#include <QTest>

#include <algorithm>
#include <bit>
#include <cmath>

using namespace fields;
using namespace series;

namespace {

constexpr qint64 ms = 1'000'000;
constexpr qint64 start = 1'700'000'000'000 * ms;

//! A store and what reads messages into it, with a clock that the test moves.
struct Feed
{
    SeriesStore store{};
    Extractor extractor{store};
    qint64 now = start;
    QList<std::pair<QByteArray, qint64>> sent{}; //!< The capture, so to speak.

    Reading text(const QByteArray &payload, qint64 stepMs = 10)
    {
        now += stepMs * ms;
        sent.append({payload, now});
        return extractor.read(payload, true, now, static_cast<quint64>(sent.size())).reading;
    }
    //! Does what another thread does meanwhile; how many readings it were.
    int readAgain()
    {
        int readings = 0;
        for (; const auto reading = extractor.takeRereading(); ++readings) {
            read(*reading);
            extractor.adopt(*reading);
        }
        return readings;
    }
    void read(Rereading &reading) const
    {
        for (qsizetype i = 0; i + 1 < static_cast<qsizetype>(reading.before()); ++i)
            reading.read(sent[i].first, true, sent[i].second, static_cast<quint64>(i + 1));
        reading.finish();
    }
    Reading binary(const QByteArray &payload)
    {
        now += 10 * ms;
        return extractor.read(payload, false, now).reading;
    }
    void settle()
    {
        now += 600 * ms;
        extractor.settle(now);
    }
    [[nodiscard]] std::optional<SeriesEntry> entry(const QString &path, const QString &key = {}) const
    {
        for (const SeriesEntry &one : store.catalogue()->entries) {
            if (one.path == path && one.key == key && !one.superseded && !one.isOthers)
                return one;
        }
        return std::nullopt;
    }
    [[nodiscard]] std::vector<Sample> samples(const QString &path, const QString &key = {}) const
    {
        std::vector<Sample> all;
        const auto found = entry(path, key);
        if (!found)
            return all;
        const SeriesView view = store.view(found->id);
        for (const auto &list : {view.chunks, view.corrections}) {
            for (const auto &chunk : list)
                all.insert(all.end(), chunk->samples().begin(), chunk->samples().end());
        }
        return all;
    }
    [[nodiscard]] QList<double> values(const QString &path, const QString &key = {}) const
    {
        QList<double> all;
        for (const Sample &sample : samples(path, key))
            all.append(std::isnan(sample.value) ? -999 : sample.value);
        return all;
    }
    [[nodiscard]] QStringList names() const
    {
        QStringList all;
        for (const SeriesEntry &one : store.catalogue()->entries) {
            if (!one.superseded)
                all.append(one.isOthers     ? one.path + QStringLiteral("|others")
                        : one.key.isEmpty() ? one.path
                                            : one.path + QLatin1Char('|') + one.key);
        }
        all.sort();
        return all;
    }
};

QByteArray record(quint16 id, double value, quint16 time)
{
    QByteArray bytes(12, 0);
    qToBigEndian(id, bytes.data());
    qToBigEndian(std::bit_cast<quint64>(value), bytes.data() + 2);
    qToBigEndian(time, bytes.data() + 10);
    return bytes;
}

} // namespace

class ExtractorTest : public QObject
{
    Q_OBJECT
private slots:
    // Counters and sensors often send nothing but the number.
    void bareValues_data()
    {
        QTest::addColumn<QString>("form");
        QTest::newRow("number") << "%1";
        QTest::newRow("number in a string") << "\"%1\"";
        QTest::newRow("with blanks") << " %1\n";
    }
    void bareValues()
    {
        QFETCH(QString, form);
        Feed feed;
        QList<double> expected;
        for (int i = 0; i < 50; ++i) {
            (void)feed.text(form.arg(i * 0.5).toUtf8());
            expected << i * 0.5;
        }
        feed.settle();
        QCOMPARE(feed.values("value"), expected);
    }

    void bareArrays()
    {
        Feed feed;
        for (int i = 0; i < 50; ++i)
            (void)feed.text(QStringLiteral("[%1, %2]").arg(i * 0.5).arg(-i).toUtf8());
        feed.settle();
        QCOMPARE(feed.values("[0]").size(), 50);
        QCOMPARE(feed.values("[1]").back(), -49);
        (void)feed.text("7"); // A bare number among them.
        (void)feed.text("true");
        (void)feed.text("null");
        feed.settle();
        QCOMPARE(feed.values("[0]").size(), 50);
    }

    void readings_data();
    void readings();
    void demoFeed();
    void binaryRecordsJoinTheJsonSeries();
    void valuesAreExact();
    void heldMessagesAreFedInOrder();
    void fieldThatAppearsLater();
    void arrays();
    void arrayOfObjects();
    void longArraysAreSummed();
    void keysDifferOnlyByCase();
    void nullAndTextAreGaps();
    void beyondDoubleIsAGap();
    void absentIsNothing();
    void eventTimes_data();
    void eventTimes();
    void oldTimesUseTheReceiveTime();
    void oneStrayTimeUsesTheReceiveTime();
    void shapesThatShareAField();
    void brokenMessagesDoNotFillTheTree();
    void keyThatBeginsToVary();
    void lateKeyReadsEarlierMessagesAgain();
    void lateKeyIsAdoptedWhileTheFeedGoesOn();
    void kindsOfMessageStayApart_data();
    void kindsOfMessageStayApart();
    void phasesAndRoutesAreNoKinds();
    void manyKeysOfASlowFeed();
    void freeTextIsNoKey();
    void otherKeys();
    void seriesLimit();
    void gapBreaksEverySeries();
    void malformedLeavesNothing();
    void hostileNames();
};

void ExtractorTest::readings_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<bool>("text");
    QTest::addColumn<Reading>("reading");
    QTest::newRow("object") << QByteArray(R"({"a":1})") << true << Reading::Read;
    QTest::newRow("broken tail") << QByteArray(R"({"a":1}})") << true << Reading::Malformed;
    QTest::newRow("text") << QByteArray("pong") << true << Reading::NotJson;
    QTest::newRow("empty") << QByteArray() << true << Reading::NotJson;
    QTest::newRow("number") << QByteArray("17") << true << Reading::Read;
    QTest::newRow("too deep") << QByteArray(600, '[') << true << Reading::TooDeep;
    QTest::newRow("binary") << QByteArray("\x01\x02") << false << Reading::Binary;
    QTest::newRow("binary JSON") << QByteArray(R"({"a":1})") << false << Reading::Read;
    QTest::newRow("binary, nearly JSON") << QByteArray(R"({"a":1)") << false << Reading::Binary;
    QTest::newRow("binary, not UTF-8") << QByteArray("{\"\xff\":1}") << false << Reading::Binary;
}

void ExtractorTest::readings()
{
    QFETCH(QByteArray, payload);
    QFETCH(bool, text);
    Feed feed;
    QTEST(feed.extractor.read(payload, text, start).reading, "reading");
}

void ExtractorTest::demoFeed()
{
    Feed feed;
    feed.text(R"({"type":"subscribed","metric":"sales","interval":1000})");
    for (int i = 0; i < 100; ++i) {
        const QByteArray time = QByteArray::number((feed.now + 9 * ms) / ms);
        feed.text(R"({"type":"data","metric":"sales","value":)" + QByteArray::number(12.5 + i) + R"(,"timestamp":)"
            + time + "}");
        feed.text(
            R"({"type":"data","metric":"cpu","value":)" + QByteArray::number(i) + R"(,"timestamp":)" + time + "}");
    }
    feed.settle();
    QCOMPARE(feed.values("value", "sales").size(), 100);
    QCOMPARE(feed.values("value", "cpu").size(), 100);
    QCOMPARE(feed.values("value", "sales")[3], 15.5);
    QCOMPARE(feed.entry("value", "sales")->kind, FieldKind::Measure);
    QCOMPARE(feed.entry("timestamp", "sales")->kind, FieldKind::Time);
    QCOMPARE(feed.samples("value", "sales")[0].timeNs % ms, 0);
    QCOMPARE(feed.samples("value", "sales")[0].timeNs, start + 19 * ms);
}

void ExtractorTest::binaryRecordsJoinTheJsonSeries()
{
    Feed feed;
    QCOMPARE(feed.binary(record(1, 1.5, 0)), Reading::Binary);
    feed.text(R"({"type":"metrics","ids":{"1":"sales","2":"cpu"}})");
    const auto time = static_cast<quint16>((feed.now / ms + 4) % 65536);
    QCOMPARE(feed.binary(record(1, 2.5, time)), Reading::Read);
    QCOMPARE(feed.binary(record(9, 2.5, time)), Reading::DecodeError);
    QCOMPARE(feed.binary(QByteArray(11, 'x')), Reading::DecodeError);
    feed.text(R"({"type":"data","metric":"sales","value":3.5,"timestamp":)" + QByteArray::number(feed.now / ms) + "}");
    feed.settle();
    QCOMPARE(feed.values("value", "sales"), (QList<double>{2.5, 3.5}));
    QCOMPARE(feed.samples("value", "sales")[0].timeNs, start + 24 * ms);
    feed.extractor.gap(feed.now);
    QCOMPARE(feed.binary(record(1, 2.5, time)), Reading::Binary);
}

void ExtractorTest::valuesAreExact()
{
    Feed feed;
    QList<double> sent;
    for (int i = 0; i < 5000; ++i) {
        const double value = std::sin(i) * std::pow(10, i % 40 - 20);
        sent.append(value);
        QByteArray digits = QByteArray::number(value, 'g', 17);
        if (i % 3 == 0)
            digits = '"' + digits + '"';
        feed.text(R"({"data":{"price":)" + digits + R"(,"n":)" + QByteArray::number(i * 1'000'000'007LL) + "}}");
    }
    feed.settle();
    QCOMPARE(feed.values("data.price"), sent);
    QCOMPARE(feed.values("data.n").last(), 4999 * 1'000'000'007.0);
}

void ExtractorTest::heldMessagesAreFedInOrder()
{
    Feed feed;
    for (int i = 0; i < 40; ++i)
        feed.text("{\"v\":" + QByteArray::number(i) + "}");
    QVERIFY(feed.names().isEmpty());
    for (int i = 40; i < 200; ++i)
        feed.text("{\"v\":" + QByteArray::number(i) + "}");
    const auto values = feed.values("v");
    QCOMPARE(values.size(), 200);
    QVERIFY(std::is_sorted(values.begin(), values.end()));
    feed.text(R"({"w":1})", 1);
    QCOMPARE(feed.names(), (QStringList{"v"}));
    feed.extractor.settle(feed.now + 499 * ms);
    QCOMPARE(feed.names(), (QStringList{"v"}));
    feed.extractor.settle(feed.now + 500 * ms);
    QCOMPARE(feed.names(), (QStringList{"v", "w"}));
}

void ExtractorTest::fieldThatAppearsLater()
{
    Feed feed;
    for (int i = 0; i < 300; ++i) {
        const QByteArray late = i >= 150 ? QByteArray(",\"late\":") + QByteArray::number(i) : QByteArray();
        feed.text("{\"v\":" + QByteArray::number(i) + late + "}");
    }
    feed.settle();
    QCOMPARE(feed.values("v").size(), 300);
    QCOMPARE(feed.values("late").size(), 150);
    QCOMPARE(feed.values("late").first(), 150.0);
}

void ExtractorTest::arrays()
{
    Feed feed;
    feed.text(R"({"xyz":[1,2,3],"rows":[["0.5","10"],["0.4","20"]],"mixed":["a",7,null,true]})");
    feed.settle();
    QCOMPARE(feed.values("xyz[1]"), QList<double>{2});
    QCOMPARE(feed.values("rows[0]"), (QList<double>{0.5, 0.4}));
    QCOMPARE(feed.values("rows[1]"), (QList<double>{10, 20}));
    QCOMPARE(feed.values("mixed[1]"), QList<double>{7});
    QCOMPARE(feed.entry("mixed[3]")->kind, FieldKind::Boolean);
    feed.text("[1.5,2.5]");
    feed.settle();
    QCOMPARE(feed.values("[1]"), QList<double>{2.5});
}

void ExtractorTest::arrayOfObjects()
{
    Feed feed;
    for (int i = 0; i < 10; ++i) {
        feed.text(R"({"data":[{"symbol":"A","price":)" + QByteArray::number(i) + R"(},{"symbol":"B","price":)"
            + QByteArray::number(i + 100) + "}]}");
    }
    feed.settle();
    QCOMPARE(feed.names(), (QStringList{"data.price|A", "data.price|B"}));
    QCOMPARE(feed.values("data.price", "A").size(), 10);
    QCOMPARE(feed.values("data.price", "B").last(), 109.0);
}

void ExtractorTest::longArraysAreSummed()
{
    Feed feed;
    QByteArray many("9");
    for (int i = 1; i < 64; ++i)
        many += ",1";
    feed.text("{\"a\":[1,2,3,4,5,6,7,8,9,10,11,12],\"b\":[" + many + ",64.5],\"c\":[" + many + "]}");
    feed.settle();
    QCOMPARE(feed.values("a[7]"), QList<double>{8});
    QCOMPARE(feed.values("a[11]"), QList<double>{12});
    QCOMPARE(feed.values("c[63]"), QList<double>{1});
    QVERIFY(!feed.entry("b[0]"));
    QCOMPARE(feed.values("b.length"), QList<double>{65});
    QCOMPARE(feed.values("b.first"), QList<double>{9});
    QCOMPARE(feed.values("b.last"), QList<double>{64.5});
    QCOMPARE(feed.values("b.min"), QList<double>{1});
    QCOMPARE(feed.values("b.max"), QList<double>{64.5});
    QCOMPARE(feed.values("b.mean"), QList<double>{(9 + 63 + 64.5) / 65});
}

void ExtractorTest::keysDifferOnlyByCase()
{
    Feed feed;
    feed.text(R"({"b":"1.5","B":"2.5","a":"3.5","A":"4.5"})");
    feed.settle();
    QCOMPARE(feed.values("b"), QList<double>{1.5});
    QCOMPARE(feed.values("B"), QList<double>{2.5});
    QCOMPARE(feed.names().size(), 4);
}

void ExtractorTest::nullAndTextAreGaps()
{
    Feed feed;
    for (const char *state : {"\"20.5\"", "\"unavailable\"", "\"21.5\"", "null", "null", "\"22.5\""})
        feed.text(QByteArray(R"({"entity_id":"sensor.a","state":)") + state + "}");
    feed.text(R"({"entity_id":"light.b","state":"on"})");
    feed.settle();
    QCOMPARE(feed.values("state", "sensor.a"), (QList<double>{20.5, -999, 21.5, -999, 22.5}));
    QCOMPARE(feed.names(), QStringList{"state|sensor.a"});
}

void ExtractorTest::beyondDoubleIsAGap()
{
    Feed feed;
    for (const char *value : {"1", "1e400", "2", "100182534526255757567432481", "3", "18239578009413566319"})
        QCOMPARE(feed.text(QByteArray(R"({"v":)") + value + "}"), Reading::Read);
    feed.settle();
    QCOMPARE(feed.values("v"), (QList<double>{1, -999, 2, -999, 3, -999}));
}

void ExtractorTest::absentIsNothing()
{
    Feed feed;
    feed.text(R"({"topic":"t","data":{"lastPrice":"5","bid":"4"}})");
    feed.text(R"({"topic":"t","data":{"bid":"3"}})");
    feed.settle();
    QCOMPARE(feed.values("data.lastPrice", "t"), QList<double>{5});
    QCOMPARE(feed.values("data.bid", "t"), (QList<double>{4, 3}));
}

void ExtractorTest::eventTimes_data()
{
    QTest::addColumn<QByteArray>("time");
    QTest::newRow("s") << QByteArray("1700000000");
    QTest::newRow("s with fraction") << QByteArray("1700000000.0");
    QTest::newRow("s string") << QByteArray("\"1700000000.000\"");
    QTest::newRow("ms") << QByteArray("1700000000000");
    QTest::newRow("ms string") << QByteArray("\"1700000000000\"");
    QTest::newRow("µs") << QByteArray("1700000000000000");
    QTest::newRow("ns") << QByteArray("1700000000000000000");
    QTest::newRow("ISO") << QByteArray("\"2023-11-14T22:13:20Z\"");
    QTest::newRow("ISO, 9 digits") << QByteArray("\"2023-11-14T22:13:20.000000000Z\"");
    QTest::newRow("ISO, offset") << QByteArray("\"2023-11-15T11:13:20+13:00\"");
    QTest::newRow("ISO, space") << QByteArray("\"2023-11-14 22:13:20.0+00:00\"");
    QTest::newRow("ISO, two zones") << QByteArray("\"2023-11-14 22:13:20.000 +0000 UTC\"");
}

void ExtractorTest::eventTimes()
{
    QFETCH(QByteArray, time);
    Feed feed;
    feed.now += 500 * ms;
    feed.text(R"({"time":)" + time + R"(,"v":1})");
    feed.settle();
    QCOMPARE(feed.samples("v").front().timeNs, start);
}

void ExtractorTest::oldTimesUseTheReceiveTime()
{
    Feed feed;
    feed.text(R"({"time":1600000000000,"v":1})");
    feed.settle();
    QCOMPARE(feed.samples("v").front().timeNs, start + 10 * ms);
    QCOMPARE(feed.entry("time")->kind, FieldKind::Time);
}

void ExtractorTest::oneStrayTimeUsesTheReceiveTime()
{
    Feed feed;
    for (int i = 0; i < 100; ++i) {
        const qint64 stray = i == 80 ? -7'200'000 : i == 90 ? 7'200'000 : -5;
        feed.text(
            R"({"ts":)" + QByteArray::number(feed.now / ms + 10 + stray) + R"(,"v":)" + QByteArray::number(i) + "}");
    }
    const auto samples = feed.samples("v");
    QCOMPARE(samples.size(), 100u);
    QCOMPARE(samples[79].timeNs, start + 795 * ms);
    QCOMPARE(samples[80].timeNs, start + 810 * ms);
    QCOMPARE(samples[90].timeNs, start + 910 * ms);
}

void ExtractorTest::shapesThatShareAField()
{
    Feed feed;
    for (int i = 0; i < 5; ++i)
        feed.text("{\"a\":" + QByteArray::number(i + 0.5) + "}", 1);
    for (int i = 5; i < 69; ++i)
        feed.text("{\"a\":" + QByteArray::number(i + 0.5) + ",\"b\":1.5}", 1);
    const auto values = feed.values("a");
    QCOMPARE(values.size(), 69);
    QVERIFY(std::is_sorted(values.begin(), values.end()));
    QVERIFY(feed.store.view(feed.entry("a")->id).corrections.empty());
}

void ExtractorTest::brokenMessagesDoNotFillTheTree()
{
    Feed feed;
    for (int i = 0; i < 25'000; ++i)
        QCOMPARE(feed.text("{\"n" + QByteArray::number(i) + "\":1", 0), Reading::Malformed);
    feed.text(R"({"v":1})");
    feed.settle();
    QCOMPARE(feed.names(), QStringList{"v"});
}

void ExtractorTest::keyThatBeginsToVary()
{
    Feed feed;
    for (int i = 0; i < 200; ++i)
        feed.text(R"({"room":"kitchen","t1":)" + QByteArray::number(i + 0.5) + "}");
    QCOMPARE(feed.names(), QStringList{"t1"});
    for (int i = 0; i < 100; ++i)
        feed.text(
            R"({"room":")" + QByteArray(i % 2 ? "kitchen" : "bath") + R"(","t1":)" + QByteArray::number(i + 0.5) + "}");
    feed.settle();
    QCOMPARE(feed.names(), (QStringList{"t1|bath", "t1|kitchen"}));
    QCOMPARE(feed.values("t1", "kitchen").size(), 250);
    QCOMPARE(feed.values("t1", "bath").size(), 50);
    QCOMPARE(feed.store.catalogue()->entries.front().superseded, true);
}

// Nothing repeats at first, so nothing is known to be a key: one series. Later it is, and the series hold what was sent
// since the start.
void ExtractorTest::lateKeyReadsEarlierMessagesAgain()
{
    Feed feed;
    QHash<QString, QList<double>> expected;
    for (int i = 0; i < 300; ++i) {
        const QString room = QStringLiteral("room %1").arg(i % 20);
        expected[room].append(i + 0.5);
        feed.text(R"({"place":{"room":")" + room.toUtf8() + R"("},"t1":)" + QByteArray::number(i + 0.5) + "}", 600);
        feed.extractor.settle(feed.now);
        if (i % 50 == 49)
            feed.readAgain();
    }
    feed.settle();
    feed.readAgain();
    QCOMPARE(feed.names().size(), 20);
    for (const auto &[room, values] : expected.asKeyValueRange())
        QCOMPARE(feed.values("t1", room), values);
    QCOMPARE(feed.readAgain(), 0); // Asked for once.
}

// What came while the earlier messages were read stands behind them, and no sample twice.
void ExtractorTest::lateKeyIsAdoptedWhileTheFeedGoesOn()
{
    Feed feed;
    QList<double> all;
    std::vector<std::unique_ptr<Rereading>> waiting;
    for (int i = 0; i < 200; ++i) {
        if (i % 4 == 1)
            all.append(i + 0.5);
        feed.text(R"({"room":"r)" + QByteArray::number(i % 4) + R"(","t1":)" + QByteArray::number(i + 0.5) + "}", 600);
        feed.extractor.settle(feed.now);
        if (auto reading = feed.extractor.takeRereading())
            waiting.push_back(std::move(reading));
    }
    feed.settle();
    QVERIFY(!waiting.empty());
    QVERIFY(feed.values("t1", "r1").size() < all.size());
    for (const auto &reading : waiting) {
        feed.read(*reading);
        feed.extractor.adopt(*reading);
    }
    QCOMPARE(feed.values("t1", "r1"), all);
    const auto samples = feed.samples("t1", "r1");
    QVERIFY(std::ranges::is_sorted(samples, {}, &Sample::timeNs));
}

void ExtractorTest::kindsOfMessageStayApart_data()
{
    QTest::addColumn<int>("candlesFrom");
    QTest::newRow("both from the start") << 0;
    QTest::newRow("candles begin late") << 200;
}

// Two channels with the same field and the same key: a ticker's and a candle's volume.
void ExtractorTest::kindsOfMessageStayApart()
{
    QFETCH(int, candlesFrom);
    Feed feed;
    QList<double> tickers, candles;
    for (int i = 0; i < 400; ++i) {
        tickers.append(1000.5 + i % 9);
        feed.text(
            R"({"channel":"ticker","data":[{"symbol":"BTC","volume":)" + QByteArray::number(tickers.last()) + "}]}");
        if (i < candlesFrom || i % 2 == 1)
            continue;
        candles.append(0.25 + i % 7);
        feed.text(
            R"({"channel":"ohlc","data":[{"symbol":"BTC","volume":)" + QByteArray::number(candles.last()) + "}]}");
    }
    feed.settle();
    QCOMPARE(feed.values("data.volume", "BTC"), tickers);
    QCOMPARE(feed.values("data.volume [ohlc]", "BTC"), candles);
    QVERIFY(feed.entry("data.volume", "BTC")->rank > feed.entry("data.volume [ohlc]", "BTC")->rank);
}

void ExtractorTest::phasesAndRoutesAreNoKinds()
{
    Feed feed;
    for (int i = 0; i < 200; ++i) {
        const QByteArray symbol = i % 2 == 0 ? "BTCUSDT" : "ETHUSDT";
        const QByteArray phase = i % 50 < 2 ? "snapshot" : "delta";
        feed.text(R"({"topic":"tickers.)" + symbol + R"(","type":")" + phase + R"(","data":{"symbol":")" + symbol
            + R"(","price":)" + QByteArray::number(i + 0.5) + "}}");
    }
    feed.settle();
    QCOMPARE(feed.names(), (QStringList{"data.price|BTCUSDT", "data.price|ETHUSDT"}));
}

void ExtractorTest::manyKeysOfASlowFeed()
{
    Feed feed;
    for (int i = 0; i < 100; ++i) {
        feed.text(
            R"({"room":"room )" + QByteArray::number(i % 20) + R"(","t1":)" + QByteArray::number(i + 0.5) + "}", 1000);
        feed.extractor.settle(feed.now);
    }
    feed.settle();
    QCOMPARE(feed.names().size(), 20);
    QVERIFY(feed.values("t1", "room 7").size() >= 2);
}

void ExtractorTest::freeTextIsNoKey()
{
    Feed feed;
    for (int i = 0; i < 1000; ++i) {
        const QByteArray note = i % 100 == 50 ? "note " + QByteArray::number(i) : QByteArray("fine");
        feed.text(R"({"note":")" + note + R"(","trace":"x)" + QByteArray::number(i) + R"(","v":)"
            + QByteArray::number(i) + "}");
    }
    feed.settle();
    QCOMPARE(feed.names(), QStringList{"v"});
    QCOMPARE(feed.values("v").size(), 1000);
}

void ExtractorTest::otherKeys()
{
    Feed feed;
    for (int round = 0; round < 3; ++round) {
        for (int i = 0; i < 300; ++i)
            feed.text(R"({"symbol":"S)" + QByteArray::number(i) + R"(","v":)" + QByteArray::number(i) + "}", 1);
    }
    feed.settle();
    QCOMPARE(feed.names().size(), 201);
    QVERIFY(feed.names().contains("v|others"));
    for (const SeriesEntry &entry : feed.store.catalogue()->entries) {
        if (entry.isOthers)
            QCOMPARE(feed.store.view(entry.id).chunks.size(), 2u);
    }
}

void ExtractorTest::seriesLimit()
{
    Feed feed;
    QByteArray message = "{";
    for (int i = 0; i < 2500; ++i)
        message += (i ? ",\"f" : "\"f") + QByteArray::number(i) + "\":" + QByteArray::number(i);
    feed.text(message + "}");
    feed.settle();
    QCOMPARE(feed.store.catalogue()->entries.size(), 2000u);
    QVERIFY(feed.store.catalogue()->limitReached);
    feed.store.allowMore();
    feed.text(message + "}");
    QCOMPARE(feed.store.catalogue()->entries.size(), 2500u);
    QCOMPARE(feed.values("f2400"), QList<double>{2400});
}

void ExtractorTest::gapBreaksEverySeries()
{
    Feed feed;
    feed.text(R"({"a":1,"b":2})");
    feed.extractor.gap(feed.now + ms);
    feed.text(R"({"a":3})");
    QCOMPARE(feed.values("a"), (QList<double>{1, -999, 3}));
    QCOMPARE(feed.values("b"), (QList<double>{2, -999}));
}

void ExtractorTest::malformedLeavesNothing()
{
    Feed feed;
    feed.text(R"({"a":1})");
    feed.text(R"({"a":5,"ghost":[{"x":1},{"y":2}],"b":7)");
    feed.text(R"({"a":2,"b":3})");
    feed.settle();
    QCOMPARE(feed.names(), (QStringList{"a", "b"}));
    QCOMPARE(feed.values("a"), (QList<double>{1, 2}));
}

void ExtractorTest::hostileNames()
{
    Feed feed;
    feed.text("{\"" + QByteArray(5000, 'x') + "\":1,\"ok\":2,\"sub\":{\"" + QByteArray(255, 'y') + "\":3}}");
    for (int i = 0; i < 400; ++i) {
        QByteArray message = "{";
        for (int j = 0; j < 100; ++j)
            message += (j ? ",\"k" : "\"k") + QByteArray::number(i * 100 + j) + "\":null";
        feed.text(message + "}");
    }
    feed.text(R"({"ok":4,"new":1})");
    feed.settle();
    QCOMPARE(feed.names(), QStringList{"ok"});
    QCOMPARE(feed.values("ok"), (QList<double>{2, 4}));
}

QTEST_GUILESS_MAIN(ExtractorTest)
#include "tst_extractor.moc"
