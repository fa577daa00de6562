// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/stream/feedworld.h"

#include <QTest>

using feedworld::Chance;

class TestMessageAnalysis : public QObject
{
    Q_OBJECT
private:
    //! A message of \a text, one each 10 ms of its own clock.
    struct Feed
    {
        series::SeriesStore store;
        stream::MessageAnalysis analysis{store};
        base::Seq seq = 0;
        qint64 wallNs = 1'700'000'000'000'000'000;

        void read(QByteArray text, qint64 stepMs = 10)
        {
            wallNs += stepMs * 1'000'000;
            const qsizetype size = text.size();
            text.append(64, '\0');
            analysis.read({.seq = ++seq, .wallNs = wallNs, .steadyNs = wallNs, .size = size, .data = text.constData()});
        }
    };

private slots:
    // Five objects in turn have a text that begins to vary: more keys than a scope has slots for.
    void a1FiveRobots_data()
    {
        QTest::addColumn<int>("robots");
        for (const int robots : {4, 5, 6, 8, 12})
            QTest::addRow("%d robots", robots) << robots;
    }
    void a1FiveRobots()
    {
        QFETCH(int, robots);
        QList<QByteArray> zones(robots, "hall A");
        feedworld::Rows rows;
        qint64 wallNs = 1'700'000'000'000'000'000;
        const auto send = [&](int i, qint64 stepMs) {
            wallNs += stepMs * 1'000'000;
            QByteArray text = "{\"t\":" + QByteArray::number(wallNs / 1'000'000);
            for (int k = 0; k < robots; ++k)
                text += ",\"robot" + QByteArray::number(k) + "\":{\"zone\":\"" + zones[k]
                    + "\",\"speed\":" + QByteArray::number((i * 7 + k) % 100 / 50.0) + "}";
            text += "}";
            const qsizetype size = text.size();
            rows.payloads.append(text + QByteArray(64, '\0'));
            rows.records.push_back({.seq = rows.records.size() + 1,
                .wallNs = wallNs,
                .steadyNs = wallNs,
                .size = size,
                .data = rows.payloads.last().constData()});
        };
        for (int i = 0; i < 80; ++i)
            send(i, 10);
        for (int k = 0; k < robots; ++k) {
            for (int r = 0; r < 144; ++r) {
                zones[k] = QByteArrayList{"ramp", "lift", "yard"}[r % 3];
                send(r, r == 0 ? 700 : 1);
            }
            zones[k] = "hall A";
            send(0, 1);
        }
        Chance chance(7);
        QCOMPARE(feedworld::difference(rows, chance).value_or(QString()), QString());
        const feedworld::Replayed replayed(rows);
        std::map<QString, std::size_t> samples; // By path, over all keys.
        for (const auto &[name, all] : feedworld::Seen(replayed.store).samples)
            samples[name.first] += all.size();
        for (int k = 0; k < robots; ++k)
            QCOMPARE(samples[QStringLiteral("robot%1.speed").arg(k)], rows.records.size());
    }

    // SOCKETSCOPE_FEED_SEEDS and SOCKETSCOPE_SEED ask for more, or others.
    void a1LiveAndReplayedAreTheSame()
    {
        const int seeds = qEnvironmentVariableIsSet("SOCKETSCOPE_FEED_SEEDS")
            ? qEnvironmentVariableIntValue("SOCKETSCOPE_FEED_SEEDS")
            : 2000;
        const int first = qEnvironmentVariableIntValue("SOCKETSCOPE_SEED");
        for (int seed = first; seed < first + seeds; ++seed) {
            Chance chance(static_cast<std::uint64_t>(seed));
            const feedworld::Rows rows(chance, 80 + chance.of(170));
            const auto difference = feedworld::difference(rows, chance);
            QVERIFY2(
                !difference, qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(difference.value_or(QString()))));
        }
    }

    // G16: order numbers, trace ids: ever new texts that stay for two messages leave nothing behind.
    void a4EverNewTextsAreForgotten()
    {
        Feed feed;
        for (int i = 0; i < 80; ++i)
            feed.read("{\"qqz\":\"const\",\"v\":" + QByteArray::number(i) + "}");
        feed.read("{\"qqz\":\"const\",\"v\":1}", 1000);
        for (int i = 0; i < 20'000; ++i)
            feed.read("{\"qqz\":\"" + QByteArray::number(i / 2) + QByteArray(200, 'x') + "\",\"v\":1}", 1);
        feed.analysis.settle(feed.wallNs + 10'000'000'000);
        QVERIFY(feed.analysis.textBytes() < 1024);
    }

    // The same with more places than anything has room for.
    void a4TextsOfManyPlacesAreBounded()
    {
        Feed feed;
        for (int round = 0; round < 60; ++round) {
            QByteArray text = "{\"v\":1";
            for (int place = 0; place < 400; ++place)
                text += ",\"p" + QByteArray::number(place) + "\":\"" + QByteArray::number(round / 2)
                    + QByteArray(50, 'x') + QByteArray::number(place) + "\"";
            feed.read(text + "}", 600);
        }
        QVERIFY(feed.analysis.textBytes() <= fields::TextBudget::standard);
    }

    void b13RepeatedIdsAreRanges()
    {
        stream::SkippedRows rows;
        for (base::Seq seq = 1; seq <= 1000; ++seq)
            rows.add(seq);
        QCOMPARE(rows.ranges(), std::size_t(1));
        for (base::Seq seq = 2000; seq < 2000 + 4 * stream::SkippedRows::most; seq += 2)
            rows.add(seq);
        QCOMPARE(rows.ranges(), stream::SkippedRows::most);
        QVERIFY(rows.knownFrom() > 1000);
        QVERIFY(!rows.contains(rows.knownFrom()));
        QVERIFY(rows.contains(2000 + 4 * stream::SkippedRows::most - 2));
        QVERIFY(!rows.contains(2000 + 4 * stream::SkippedRows::most - 1));
    }

    // Each late key wants all earlier messages once more: together they read a bounded share of them.
    void b9LateKeysReadABoundedShare()
    {
        Feed feed;
        qint64 readAgain = 0, came = 0;
        const QByteArray ballast(200'000, 'b');
        for (int key = 0; key < 60; ++key) {
            for (int i = 0; i < 60; ++i) {
                QByteArray text = "{\"ballast\":\"" + (i == 0 ? ballast : QByteArray()) + "\",\"f"
                    + QByteArray::number(key) + "\":{\"place\":\"" + "r" + QByteArray::number(i % 20)
                    + "\",\"v\":" + QByteArray::number(i) + "}}";
                came += text.size();
                feed.read(text, 600);
                if (const auto again = feed.analysis.takeAgain()) {
                    readAgain += came;
                    feed.analysis.adopt(*again);
                }
            }
        }
        QVERIFY(readAgain > 0);
        QVERIFY(readAgain <= fields::Extractor::idleShare * came + (16 << 20));
    }
};

QTEST_GUILESS_MAIN(TestMessageAnalysis)
#include "tst_messageanalysis.moc"
