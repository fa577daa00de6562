// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/histogram.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using namespace std::chrono_literals;
using base::Nanoseconds;
using metrics::Histogram;

class TestHistogram : public QObject
{
    Q_OBJECT
private:
    //! Numbers of every size, many of them at the borders of doublings.
    static std::vector<qint64> someNumbers(std::uint64_t seed)
    {
        std::mt19937_64 random(seed);
        std::vector<qint64> all(1 + random() % 3000);
        const auto most = 1 + random() % 62;
        for (qint64 &each : all) {
            const auto bits = random() % most;
            each = static_cast<qint64>(random() & ((1ULL << bits) - 1));
            if (random() % 8 == 0)
                each = static_cast<qint64>(1ULL << bits) - static_cast<qint64>(random() % 2);
        }
        return all;
    }
    static Histogram of(const std::vector<qint64> &numbers)
    {
        Histogram histogram;
        for (const qint64 each : numbers)
            histogram.add(each);
        return histogram;
    }

private slots:
    void nothingBeforeTheFirst()
    {
        const Histogram none;
        QVERIFY(!none.min() && !none.max() && !none.mean() && !none.percentile(0.5));
        QCOMPARE(none, Histogram());
    }
    void exactMeanMinMax()
    {
        Histogram histogram;
        for (const Nanoseconds time : {Nanoseconds(30ms), Nanoseconds(10ms), Nanoseconds(20ms)})
            histogram.add(time);
        QCOMPARE(histogram.count(), 3);
        QCOMPARE(*metrics::meanMs(histogram), 20.0);
        QCOMPARE(*histogram.min(), qint64(10'000'000));
        QCOMPARE(*histogram.max(), qint64(30'000'000));
    }
    // The property: any percentile of any numbers is within 1 % of the exact one by nearest rank.
    void percentilesAreWithinOnePercent()
    {
        static_assert(Histogram::relativeError <= 0.01);
        for (std::uint64_t seed = 1; seed <= 300; ++seed) {
            std::vector<qint64> numbers = someNumbers(seed);
            const Histogram histogram = of(numbers);
            std::ranges::sort(numbers);
            for (const double share : {0.0, 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1.0}) {
                const auto rank = std::max(1.0, std::ceil(share * static_cast<double>(numbers.size())));
                const auto exact = static_cast<double>(numbers[static_cast<std::size_t>(rank) - 1]);
                const auto found = static_cast<double>(*histogram.percentile(share));
                QVERIFY2(std::abs(found - exact) <= exact * Histogram::relativeError,
                    qPrintable(QStringLiteral("seed %1, share %2: %3, not %4").arg(seed).arg(share).arg(found).arg(exact)));
            }
        }
    }
    void smallNumbersAreExact()
    {
        for (qint64 number = 0; number < 128; ++number)
            QCOMPARE(*of({number, number + 1'000'000}).percentile(0.5), number);
    }
    void mergedIsAsIfAddedToOne()
    {
        for (std::uint64_t seed = 1; seed <= 50; ++seed) {
            std::vector<qint64> first = someNumbers(seed), second = someNumbers(seed + 1000);
            Histogram merged = of(first);
            merged.merge(of(second));
            first.insert(first.end(), second.begin(), second.end());
            QCOMPARE(merged, of(first));
        }
        Histogram same = of({7});
        same.merge({});
        QCOMPARE(same, of({7}));
    }
    void copiesAreTheirOwn()
    {
        Histogram first = of({1, 1'000'000});
        const Histogram copy = first;
        first.add(qint64(1'000'000));
        QVERIFY(first != copy);
        QCOMPARE(copy, of({1, 1'000'000}));
    }
    void bucketsHoldAllThatWasAdded()
    {
        const std::vector<qint64> numbers = someNumbers(7);
        quint64 seen = 0;
        qint64 before = -1;
        of(numbers).forEachBucket([&](qint64 lowest, qint64 highest, quint64 count) {
            QVERIFY(lowest > before && highest >= lowest);
            before = highest;
            seen += count;
            QCOMPARE(static_cast<quint64>(
                         std::ranges::count_if(numbers, [&](qint64 n) { return n >= lowest && n <= highest; })),
                count);
        });
        QCOMPARE(seen, quint64(numbers.size()));
    }
    void extremes()
    {
        Histogram histogram;
        histogram.add(-5ms);
        histogram.add(Nanoseconds::max());
        QCOMPARE(*histogram.min(), qint64(0));
        QCOMPARE(*histogram.percentile(0.5), qint64(0));
        QCOMPARE(*histogram.percentile(1.0), std::numeric_limits<qint64>::max());
        for (int i = 0; i < 100; ++i)
            histogram.add(Nanoseconds::max());
        QVERIFY(*histogram.mean() > 9e18); // The sum has more than 64 bits.
    }
};

QTEST_GUILESS_MAIN(TestHistogram)
#include "tst_histogram.moc"
