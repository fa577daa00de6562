// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/series/seriesstore.h"
#include "core/series/statistics.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace series;

class TestStatistics : public QObject
{
    Q_OBJECT
private slots:
    //! Whatever stretch is asked for: the same as adding every sample of it.
    void anyStretchIsExact()
    {
        SeriesStore store;
        const SeriesId id = store.create({});
        std::mt19937 random(3);
        std::vector<Sample> all;
        for (int i = 0; i < 30'000; ++i) {
            const double value = i % 701 == 0 ? std::nan("") : static_cast<double>(random() % 1000) - 300;
            all.push_back({i * 10, value});
            store.append(id, all.back());
        }
        StatisticsCache cache;
        for (int round = 0; round < 200; ++round) {
            const auto from = static_cast<qint64>(random() % 310'000);
            const auto to = from + static_cast<qint64>(random() % 310'000);
            Statistics expected;
            for (const Sample &sample : all) {
                if (sample.timeNs >= from && sample.timeNs < to)
                    expected.add(sample);
            }
            const Statistics found = cache.over(store.view(id), from, to);
            QCOMPARE(found.count, expected.count);
            if (found.count == 0)
                continue;
            QCOMPARE(found.min, expected.min);
            QCOMPARE(found.max, expected.max);
            QCOMPARE(found.first, expected.first);
            QCOMPARE(found.last, expected.last);
            QCOMPARE(found.sum, expected.sum); // Whole numbers: exact in any order.
            QCOMPARE(found.rms(), expected.rms());
            QCOMPARE(found.slope(), expected.slope());
        }
    }
    void whatIsAppendedLaterCounts()
    {
        SeriesStore store;
        const SeriesId id = store.create({});
        StatisticsCache cache;
        QCOMPARE(cache.over(store.view(id), 0, 1'000'000).count, 0U);
        QVERIFY(std::isnan(cache.over(store.view(id), 0, 10).mean()));
        for (int i = 0; i < 10'000; ++i) {
            store.append(id, {i, 2});
            if (i % 97 == 0)
                QCOMPARE(cache.over(store.view(id), 0, 1'000'000).count, quint64(i + 1));
        }
        QCOMPARE(cache.over(store.view(id), 0, 1'000'000).mean(), 2.0);
        QCOMPARE(cache.over(store.view(id), 0, 1'000'000).rate(), 1e9);
    }
};

QTEST_GUILESS_MAIN(TestStatistics)
#include "tst_statistics.moc"
