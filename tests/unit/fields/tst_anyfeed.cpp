// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/extractor.h"

#include <QDateTime>
#include <QTest>

#include <cmath>

using namespace fields;
using namespace series;

// Feeds that people had trouble with elsewhere: each row is a kind. JSON is built without raw literals, which moc does
// not like.
class AnyFeedTest : public QObject
{
    Q_OBJECT
private:
    static constexpr qint64 ms = 1'000'000;
    struct Feed
    {
        SeriesStore store;
        Extractor extractor{store};
        qint64 now = 1'795'800'000'000 * ms;
        quint64 position = 0;

        PayloadReading read(QByteArray payload, qint64 stepMs = 100, bool text = true)
        {
            now += stepMs * ms;
            if (text)
                payload.replace('\'', '"');
            const qsizetype size = payload.size();
            payload.append(64, '\0');
            return extractor.read(QByteArrayView(payload).first(size), text, now, ++position);
        }
        QMap<QString, QList<double>> charted() // `path|key`
        {
            now += 600 * ms;
            extractor.settle(now);
            QMap<QString, QList<double>> all;
            for (const SeriesEntry &entry : store.catalogue()->entries) {
                if (entry.superseded || entry.kind == FieldKind::Identifier || entry.kind == FieldKind::Time)
                    continue;
                auto &values = all[entry.key.isEmpty() ? entry.path : entry.path + '|' + entry.key];
                for (const Sample &sample : samplesOf(store.view(entry.id)))
                    values.append(std::isnan(sample.value) ? -999 : sample.value);
            }
            return all;
        }
        qint64 newestAgo(const QString &path) // How long before now the newest sample stands.
        {
            for (const SeriesEntry &entry : store.catalogue()->entries) {
                if (!entry.superseded && entry.path == path)
                    return now - store.view(entry.id).last().timeNs;
            }
            return -1;
        }
    };
    static QByteArray n(double value) { return QByteArray::number(value, 'g', 12); }

private slots:
    void numberedSensors_data()
    {
        QTest::addColumn<QByteArray>("form"); // %1: the number.
        QTest::newRow("SensorIndex") << QByteArray("{'SensorIndex':%1,'temperature':%2}");
        QTest::newRow("channel_id") << QByteArray("{'channel_id':%1,'temperature':%2}");
        QTest::newRow("digits in a string") << QByteArray("{'code':'60051%1','temperature':%2}");
        QTest::newRow("leading zeros") << QByteArray("{'stock_code':'00000%1','temperature':%2}");
        QTest::newRow("within data") << QByteArray("{'data':{'node':%1,'temperature':%2}}");
        QTest::newRow("in an array") << QByteArray("{'items':[{'id':%1,'temperature':%2}]}");
    }
    void numberedSensors()
    {
        QFETCH(QByteArray, form);
        Feed feed;
        for (int i = 0; i < 300; ++i) {
            const int sensor = i % 4;
            feed.read(
                QByteArray(form).replace("%1", n(sensor + 1)).replace("%2", n(20 + 15 * sensor + std::sin(i / 15.0))),
                50);
        }
        const auto charted = feed.charted();
        QCOMPARE(charted.size(), 4);
        int sensor = 0;
        for (const QList<double> &values : charted) {
            QCOMPARE(values.size(), 75);
            for (const double value : values)
                QVERIFY(std::abs(value - 20 - 15 * sensor) <= 1.001);
            ++sensor;
        }
    }

    void numberedSensorsOfASlowFeed()
    {
        Feed feed;
        for (int i = 0; i < 120; ++i) {
            feed.read("{'probe':" + n(i % 3 + 1) + ",'temperature':" + n(20 + 15 * (i % 3)) + ".5}", 1000);
            feed.extractor.settle(feed.now + 600 * ms);
        }
        const auto charted = feed.charted();
        QCOMPARE(charted.keys(), (QStringList{"temperature|1", "temperature|2", "temperature|3"}));
    }

    // What counts up tells nothing apart.
    void countersAreNoKeys()
    {
        Feed feed;
        for (int i = 0; i < 300; ++i)
            feed.read("{'id':" + n(i) + ",'seq':" + n(i / 2) + ",'v':" + n(i % 7 + 0.5) + "}");
        QCOMPARE(feed.charted()["v"].size(), 300);
    }

    void textsThatAreNoKeys_data()
    {
        QTest::addColumn<QString>("format"); // Of the time, or a text with %1.
        QTest::newRow("clock") << "hh:mm:ss";
        QTest::newRow("clock without seconds") << "hh:mm";
        QTest::newRow("date and clock") << "dd.MM.yyyy hh:mm:ss";
        QTest::newRow("RFC 1123") << "ddd, dd MMM yyyy hh:mm:ss 'GMT'";
        QTest::newRow("ISO date") << "yyyy-MM-dd";
    }
    void textsThatAreNoKeys()
    {
        QFETCH(QString, format);
        Feed feed;
        for (int i = 0; i < 240; ++i) {
            const QString at = QLocale::c().toString(QDateTime::fromMSecsSinceEpoch(feed.now / ms, Qt::UTC), format);
            feed.read("{'at':'" + at.toUtf8() + "','temperature':" + n(21 + std::sin(i / 8.0)) + ",'station':'north'}");
        }
        const auto charted = feed.charted();
        QCOMPARE(charted.keys(), QStringList{"temperature"});
        QCOMPARE(charted["temperature"].size(), 240);
    }

    // It looked like a key at first; that it never comes back shows later, and is undone with all that came.
    void aWrongKeyIsUndone()
    {
        Feed feed;
        QList<std::pair<QByteArray, qint64>> sent;
        const auto send = [&](const QByteArray &text) {
            feed.read(text, 20);
            sent.append({text, feed.now});
        };
        for (int i = 0; i < 60; ++i)
            send("{'batch':'b" + n(i % 2) + "','v':" + n(i) + ".5}");
        for (int i = 60; i < 1200; ++i)
            send("{'batch':'b" + n(i / 10) + "','v':" + n(i) + ".5}");
        feed.now += 600 * ms;
        feed.extractor.settle(feed.now);
        while (const auto again = feed.extractor.takeRereading()) {
            for (quint64 i = 0; i + 1 < again->before(); ++i) {
                QByteArray text = sent[qsizetype(i)].first;
                text.replace('\'', '"');
                again->read(text, true, sent[qsizetype(i)].second, i + 1);
            }
            again->finish();
            feed.extractor.adopt(*again);
        }
        const auto charted = feed.charted();
        QCOMPARE(charted.keys(), QStringList{"v"});
        QCOMPARE(charted["v"].size(), 1200);
    }

    void numbersForPeople()
    {
        Feed feed;
        for (int i = 0; i < 240; ++i) {
            const double last = 995 + i % 16;
            const QByteArray text = last >= 1000 ? "1," + QByteArray::number(last - 1000, 'f', 2).rightJustified(6, '0')
                                                 : QByteArray::number(last, 'f', 2);
            const double change = last - 1000;
            feed.read("{'last':'" + text + "','change':'" + (change < 0 ? "" : "+") + QByteArray::number(change, 'f', 2)
                + "'}");
        }
        const auto charted = feed.charted();
        QCOMPARE(charted.keys(), (QStringList{"change", "last"}));
        for (int i = 0; i < 240; ++i) {
            QCOMPARE(charted["last"][i], 995.0 + i % 16);
            QCOMPARE(charted["change"][i], i % 16 - 5.0);
        }
    }

    void unitsAreShownAndOne()
    {
        Feed feed;
        for (const char *value : {"800 kB", "900.5kB", "1.2 MB", "45 kB"})
            feed.read(QByteArray("{'used':'") + value + "'}");
        QCOMPARE(feed.charted()["used"], (QList<double>{800, 900.5, 1200, 45}));
        QCOMPARE(feed.store.catalogue()->entries.front().unit, QStringLiteral("kB"));
    }

    void notANumberIsAGap()
    {
        Feed feed;
        for (int i = 0; i < 9; ++i) {
            const auto reading
                = feed.read("{'speed':" + n(i) + ".5,'range':" + QByteArrayList{"NaN", "Infinity", "2.5"}[i % 3] + "}");
            QCOMPARE(reading.reading, Reading::Read);
            QCOMPARE(reading.lenient != 0, i % 3 < 2);
        }
        const auto charted = feed.charted();
        QCOMPARE(charted["speed"].size(), 9);
        QCOMPARE(charted["range"].count(2.5), 3);
    }

    void severalRecords_data()
    {
        QTest::addColumn<QByteArray>("between");
        QTest::addColumn<QByteArray>("behind");
        QTest::newRow("lines") << QByteArray("\n") << QByteArray("\n");
        QTest::newRow("nothing") << QByteArray() << QByteArray();
        QTest::newRow("0x1E") << QByteArray("\x1e") << QByteArray("\x1e");
        QTest::newRow("NUL") << QByteArray(1, '\0') << QByteArray(1, '\0');
    }
    void severalRecords()
    {
        QFETCH(QByteArray, between);
        QFETCH(QByteArray, behind);
        Feed feed;
        for (int i = 0; i < 240; ++i) {
            const auto reading = feed.read("{'host':'a','load':" + n(std::sin(i)) + "}" + between
                + "{'host':'b','load':" + n(std::sin(i) + 1) + "}" + behind);
            QCOMPARE(reading.reading, Reading::Read);
            QCOMPARE(reading.texts, 2);
        }
        const auto charted = feed.charted();
        QCOMPARE(charted.keys(), (QStringList{"load|a", "load|b"}));
        QCOMPARE(charted["load|a"].size() + charted["load|b"].size(), 480);
    }

    void positionalRows()
    {
        Feed feed;
        for (int i = 0; i < 240; ++i) {
            const double close = 100 + std::sin(i / 9.0);
            feed.read("{'arg':{'channel':'candle1m','instId':'AAA-BBB'},'data':[['"
                + QByteArray::number(feed.now / ms + 100) + "','100.0','" + QByteArray::number(close + 1, 'f', 1)
                + "','" + QByteArray::number(close - 1, 'f', 1) + "','" + QByteArray::number(close, 'f', 2)
                + "','12.5','1250','1250','0']]}");
        }
        const auto charted = feed.charted();
        for (int place = 1; place <= 8; ++place)
            QCOMPARE(charted[QStringLiteral("data[%1]|AAA-BBB").arg(place)].size(), 240);
    }

    void clocksDiffer_data()
    {
        QTest::addColumn<qint64>("offsetMs");
        QTest::addColumn<bool>("isIso");
        for (const qint64 offset : {qint64(-3'600'000), qint64(3'600'000), qint64(20'000), qint64(-20'000), qint64(300),
                 qint64(8 * 3'600'000), qint64(-5 * 3'600'000 - 1234)}) {
            QTest::addRow("ISO, %lld ms", offset) << offset << true;
            QTest::addRow("ms, %lld ms", offset) << offset << false;
        }
    }
    void clocksDiffer()
    {
        QFETCH(qint64, offsetMs);
        QFETCH(bool, isIso);
        Feed feed;
        for (int i = 0; i < 240; ++i) {
            const qint64 at = feed.now / ms + 100 + offsetMs - i % 5; // Up to 4 ms on the way.
            const QByteArray time = isIso
                ? "'" + QDateTime::fromMSecsSinceEpoch(at, Qt::UTC).toString("yyyy-MM-ddThh:mm:ss.zzz").toLatin1() + "'"
                : QByteArray::number(at);
            feed.read("{'time':" + time + ",'temperature':" + n(21 + std::sin(i / 8.0)) + "}");
        }
        QCOMPARE(feed.charted()["temperature"].size(), 240);
        const qint64 ago = feed.newestAgo("temperature") - 600 * ms;
        QVERIFY2(ago >= -300 * ms && ago <= 5 * ms, qPrintable(QString::number(ago / ms)));
        QVERIFY(!feed.extractor.clocks().isEmpty());
        const qint64 off = feed.extractor.clocks().front().offsetNs / ms;
        QVERIFY(std::abs(off + offsetMs) <= 5 || (off == 0 && offsetMs == 300)
            || (offsetMs == 300 && std::abs(off + 300) <= 5));
    }

    // {"v":1.5}, compressed by another program.
    void wrapped_data()
    {
        QTest::addColumn<QByteArrayList>("messages");
        QTest::addColumn<decoders::Wrapping>("wrapping");
        using decoders::Wrapping;
        const auto hex = [](const char *bytes) { return QByteArray::fromHex(bytes); };
        QTest::newRow("gzip") << QByteArrayList{hex("1f8b0800000000000203ab562a53b232d433ad05009ff620f709000000")}
                              << Wrapping::Gzip;
        QTest::newRow("gzip in gzip") << QByteArrayList{hex(
            "1f8b080000000000020393efe660000126e6d5615ac19b8cae18af656598ff4de13b275010004ce4e63b1d000000")}
                                      << Wrapping::Gzip;
        QTest::newRow("zlib") << QByteArrayList{hex("789cab562a53b232d433ad05000cc90281")} << Wrapping::Zlib;
        QTest::newRow("raw deflate") << QByteArrayList{hex("ab562a53b232d433ad0500")} << Wrapping::Deflate;
        QTest::newRow("one stream") << QByteArrayList{hex("789caa562a53b232d433ad05000000ffff"),
            hex("aa863100000000ffff")}
                                    << Wrapping::ZlibStream;
    }
    void wrapped()
    {
        QFETCH(QByteArrayList, messages);
        Feed feed;
        for (const QByteArray &message : messages) {
            const auto reading = feed.read(message, 10, false);
            QCOMPARE(reading.reading, Reading::Read);
            QTEST(reading.wrapping, "wrapping");
        }
        QCOMPARE(feed.charted()["v"], QList<double>(messages.size(), 1.5));
        for (qsizetype size = 0; size < messages.first().size(); ++size) // Cut: binary, nothing worse.
            (void)Feed().read(messages.first().first(size), 10, false);
    }

    // 200 MB of blanks in 200 KB: no more than the limit comes out, and nothing is charted.
    void aBombIsNotUnwrapped()
    {
        Feed feed;
        QByteArray bomb = qCompress(QByteArray(200'000'000, ' '), 9).mid(4);
        QCOMPARE(feed.read(bomb, 10, false).reading, Reading::TooLarge);
    }

    void packed_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::newRow("MessagePack") << QByteArray::fromHex("82a46e616d65a161a17601"); // {"name":"a","v":1}
        QTest::newRow("CBOR") << QByteArray::fromHex("a2646e616d656161617601");
        QTest::newRow("CBOR, tagged") << QByteArray::fromHex("d9d9f7a2646e616d656161617601");
        QTest::newRow("BSON") << QByteArray::fromHex("19000000026e616d65000200000061001076000100000000");
    }
    void packed()
    {
        QFETCH(QByteArray, payload);
        Feed feed;
        if (QByteArray(QTest::currentDataTag()) == "BSON")
            payload[0] = char(payload.size());
        for (int i = 0; i < 10; ++i) {
            const auto reading
                = feed.extractor.read(payload + QByteArray(), false, feed.now += 10 * ms, ++feed.position);
            QCOMPARE(reading.reading, Reading::Read);
        }
        QCOMPARE(feed.charted()["v|a"], QList<double>(10, 1.0));
        for (qsizetype size = 0; size < payload.size(); ++size) // Every shorter prefix, from memory of just its size.
            (void)feed.extractor.read(QByteArray(payload.constData(), size), false, feed.now, ++feed.position);
    }

    void booksAreBestAndDepth()
    {
        Feed feed;
        for (int i = 0; i < 100; ++i)
            feed.read("{'s':'A','bids':[['" + n(99.5 - i % 3)
                + "','2'],['90','3']],'asks':[{'price':" + n(100.5 + i % 3) + ",'qty':1},{'price':110,'qty':4}]}");
        const auto charted = feed.charted();
        QCOMPARE(charted.keys(),
            (QStringList{"asks.depth|A", "asks.levels|A", "best_ask|A", "best_bid|A", "bids.depth|A", "bids.levels|A",
                "spread|A"}));
        QCOMPARE(charted["best_bid|A"].mid(0, 3), (QList<double>{99.5, 98.5, 97.5}));
        QCOMPARE(charted["spread|A"].mid(0, 3), (QList<double>{1, 3, 5}));
        QCOMPARE(charted["bids.depth|A"].front(), 5.0);
    }
    void changesOfABookAreNoBook()
    {
        Feed feed;
        for (int i = 0; i < 100; ++i)
            feed.read("{'e':'depthUpdate','s':'A','b':[['" + n(50 + i % 40) + "','2']],'a':[]}");
        QCOMPARE(feed.charted().keys(), QStringList{"b.changes|A"});
        Feed other; // It does not say so, but levels are taken out.
        for (int i = 0; i < 100; ++i)
            other.read(
                "{'s':'A','bids':[['" + n(50 + i % 40) + "','" + n(i % 2) + "']],'asks':[['60','1'],['70','1']]}");
        QVERIFY(other.charted().contains("bids.changes|A") && other.charted().contains("best_ask|A"));
        QVERIFY(!other.charted().contains("bids[0]|A"));
    }

    void sequences_data()
    {
        QTest::addColumn<QByteArray>("form"); // %1: the number, %2: the one before or the first.
        QTest::addColumn<int>("span"); // Numbers a message.
        QTest::addColumn<QString>("path");
        QTest::newRow("one by one") << QByteArray("{'seq':%1,'v':1.5}") << 1 << "seq";
        QTest::newRow("text") << QByteArray("{'n':'%1','v':1.5}") << 1 << "n";
        QTest::newRow("first and last") << QByteArray("{'U':%2,'u':%1,'v':1.5}") << 5 << "u";
        QTest::newRow("named range") << QByteArray("{'firstId':%2,'lastId':%1,'v':1.5}") << 3 << "lastId";
        QTest::newRow("previous and this") << QByteArray("{'prevSeqId':%2,'seqId':%1,'v':1.5}") << 4 << "seqId";
    }
    void sequences()
    {
        QFETCH(QByteArray, form);
        QFETCH(int, span);
        QFETCH(QString, path);
        const bool isPrevious = form.contains("prev");
        Feed feed;
        qint64 last = 1000;
        const auto send = [&](qint64 jump) {
            const qint64 first = last + 1 + jump;
            last = first + span - 1;
            feed.read(QByteArray(form)
                          .replace("%1", QByteArray::number(last))
                          .replace("%2", QByteArray::number(isPrevious ? first - 1 : first)));
        };
        for (int i = 0; i < 100; ++i)
            send(0);
        send(7);
        send(0);
        last -= span; // The same again.
        send(0);
        last -= 10 * span;
        send(0);
        (void)feed.charted();
        const auto found = feed.extractor.sequences();
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.front().path, path);
        QCOMPARE(found.front().total, (SequenceCounts{.gaps = 1, .missing = 7, .repeats = 1, .back = 1}));
    }
    void sequencesOfKeys()
    {
        Feed feed;
        int numbers[3]{5, 500, 9000};
        for (int i = 0; i < 600; ++i) {
            const int symbol = (i * 7) % 3;
            numbers[symbol] += i == 301 ? 3 : 1;
            feed.read("{'symbol':'S" + n(symbol) + "','sequence':" + QByteArray::number(numbers[symbol])
                + ",'noise':" + n((i * 31) % 17) + ",'ts':" + QByteArray::number(1'795'800'000 + i) + "}");
        }
        feed.extractor.gap(feed.now);
        for (int &number : numbers)
            number = 0; // They begin anew with the connection.
        for (int i = 0; i < 30; ++i)
            feed.read(
                "{'symbol':'S" + n(i % 3) + "','sequence':" + QByteArray::number(++numbers[i % 3]) + ",'noise':3}");
        const auto found = feed.extractor.sequences();
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.front().path, QStringLiteral("sequence"));
        QCOMPARE(found.front().total, (SequenceCounts{.gaps = 1, .missing = 2}));
        QCOMPARE(found.front().keys.size(), 1u);
        QCOMPARE(found.front().keys.front().key, QStringLiteral("S") + QString::number((301 * 7) % 3));
    }
    void sequencesBeyondDouble()
    {
        Feed feed;
        for (qint64 i = 0; i < 100; ++i)
            feed.read("{'id':" + QByteArray::number(9'007'199'254'740'993 + i + (i >= 60 ? 1 : 0)) + ",'v':0.5}");
        QCOMPARE(feed.extractor.sequences().size(), 1);
        QCOMPARE(feed.extractor.sequences().front().total, (SequenceCounts{.gaps = 1, .missing = 1}));
    }

    void timesOfMailAndSpreadsheets_data()
    {
        QTest::addColumn<QString>("form");
        QTest::newRow("RFC 1123") << "ddd, dd MMM yyyy hh:mm:ss UTC";
        QTest::newRow("RFC 2822") << "ddd, d MMM yyyy hh:mm:ss +0000";
        QTest::newRow("without the day") << "d MMM yyyy hh:mm:ss +0000";
        QTest::newRow("spreadsheet") << QString();
        QTest::newRow("Unix as a text") << "unix";
    }
    void timesOfMailAndSpreadsheets()
    {
        QFETCH(QString, form);
        Feed feed;
        for (int i = 0; i < 200; ++i) {
            const QDateTime at = QDateTime::fromMSecsSinceEpoch(feed.now / ms, Qt::UTC);
            const QByteArray days = QByteArray::number(25'569 + double(at.toMSecsSinceEpoch()) / 86'400e3, 'f', 8);
            const QByteArray time = form.isEmpty() ? days
                : form == "unix"                   ? "'" + QByteArray::number(at.toSecsSinceEpoch()) + "'"
                                                   : "'" + QLocale::c().toString(at, form).toLatin1() + "'";
            feed.read("{'date':" + time + ",'v':" + n(i % 7 + 0.5) + "}", 1000);
        }
        QCOMPARE(feed.charted().keys(), QStringList{"v"});
        QCOMPARE(feed.extractor.clocks().size(), 1);
        QVERIFY(std::abs(feed.extractor.clocks().front().offsetNs) < 2'000 * ms);
    }

    void hexOnRequest()
    {
        Feed feed;
        feed.read("{'a':'0x1F','b':'0xZZ'}");
        feed.extractor.setReading({.hex = true});
        feed.read("{'a':'0x1F','b':'0xZZ'}");
        feed.read("{'a':'0xffffffff'}");
        QCOMPARE(feed.charted()["a"], (QList<double>{31, 4294967295.0}));
    }
    void aChoiceIsFollowed()
    {
        Feed feed;
        feed.extractor.setReading({.base64 = true});
        feed.read("{'data':'" + QByteArray("{\"v\":1.5}").toBase64() + "'}");
        feed.extractor.setReading({.format = QStringLiteral("csv")});
        QCOMPARE(feed.read("{'v':1}").reading, Reading::NotJson);
        QCOMPARE(feed.read("1,2").reading, Reading::Read);
        feed.extractor.setReading({.split = decoders::Split::Length16Little});
        const QByteArray prefixed = QByteArray("\x01\x00", 2) + "7" + QByteArray("\x07\x00", 2) + "{\"w\":2}";
        QCOMPARE(feed.read(prefixed, 10, false).texts, 1); // A bare number is no binary message.
        const auto charted = feed.charted();
        QCOMPARE(charted["data.v"], QList<double>{1.5});
        QCOMPARE(charted["[1]"], QList<double>{2});
        QCOMPARE(charted["w"], QList<double>{2});
    }
    void textFormatsAreCharted()
    {
        Feed feed;
        for (int i = 0; i < 100; ++i) {
            feed.read("cpu,host=h" + n(i % 2) + " load=" + n(i) + ".5 " + QByteArray::number(feed.now + 100 * ms));
            feed.read("temp=" + n(i) + ".5 room=kitchen");
        }
        const auto charted = feed.charted();
        QCOMPARE(charted["cpu.load|h0"].size() + charted["cpu.load|h1"].size(), 100);
        QVERIFY(charted.contains("temp") || charted.contains("temp|kitchen"));
        QCOMPARE(feed.extractor.clocks().size(), 1);
    }
    void userRecordsAreKeyed()
    {
        Feed feed;
        const auto bytes = [](auto value) { return QByteArray(reinterpret_cast<const char *>(&value), sizeof value); };
        for (int i = 0; i < 90; ++i) {
            const QByteArray record = QByteArray(1, '\1') + bytes(quint32(7000 + i % 3))
                + bytes(double(feed.now / ms + 100)) + bytes(i + 0.5);
            QCOMPARE(feed.read(record, 100, false).reading, Reading::Read);
        }
        const auto charted = feed.charted();
        for (const char *user : {"value|7000", "value|7001", "value|7002"})
            QCOMPARE(charted[user].size(), 30);
    }

    void lengthPrefixes()
    {
        Feed feed;
        const QByteArray one("{\"v\":1}"), two("{\"v\":22}");
        const auto prefixed = [](const QByteArray &text) { return QByteArray(3, '\0') + char(text.size()) + text; };
        const auto reading = feed.read(prefixed(one) + prefixed(two), 10, false);
        QCOMPARE(reading.texts, 2);
        QCOMPARE(reading.split, Split::Length32);
        QCOMPARE(feed.charted()["v"], (QList<double>{1, 22}));
    }
};

QTEST_APPLESS_MAIN(AnyFeedTest)
#include "tst_anyfeed.moc"
