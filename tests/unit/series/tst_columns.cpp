// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/series/columns.h"
#include "core/series/seriesstore.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

using namespace series;

namespace {

constexpr double noValue = std::numeric_limits<double>::quiet_NaN();

// The same by brute force: sort everything, then look at each column alone.
std::vector<Column> oracle(std::vector<Sample> all, ColumnRange range)
{
    std::stable_sort(all.begin(), all.end(), [](const Sample &a, const Sample &b) { return a.timeNs < b.timeNs; });
    std::vector<Column> columns(static_cast<std::size_t>(range.count));
    bool gap = false;
    for (const Sample &sample : all) {
        const auto index = static_cast<qint64>(std::floor(static_cast<long double>(sample.timeNs) / range.nsPerColumn));
        const bool inside = index >= range.first && index < range.first + range.count;
        if (inside) {
            Column &column = columns[static_cast<std::size_t>(index - range.first)];
            if (std::isnan(sample.value)) {
                column.gapAfter = column.count > 0;
            } else {
                if (column.count == 0)
                    column = {sample.value, sample.value, sample.value, sample.value, 0, gap, false};
                column.min = std::min(column.min, sample.value);
                column.max = std::max(column.max, sample.value);
                column.last = sample.value;
                column.gapAfter = false;
                ++column.count;
            }
        }
        gap = std::isnan(sample.value);
    }
    return columns;
}

bool same(const Column &a, const Column &b)
{
    return a.first == b.first && a.min == b.min && a.max == b.max && a.last == b.last && a.count == b.count
        && a.gapBefore == b.gapBefore && a.gapAfter == b.gapAfter;
}

} // namespace

class ColumnsTest : public QObject
{
    Q_OBJECT
private slots:
    void matchesBruteForce_data();
    void matchesBruteForce();
    void gapIsNotJoined();
    void sampleBeforeTheRange();
    void negativeTimesAndHugeRanges();
    void emptyView();
};

void ColumnsTest::matchesBruteForce_data()
{
    QTest::addColumn<double>("lateShare");
    QTest::addColumn<double>("gapShare");
    QTest::addColumn<int>("count");
    QTest::newRow("in order") << 0.0 << 0.0 << 20000;
    QTest::newRow("with gaps") << 0.0 << 0.05 << 20000;
    QTest::newRow("some late") << 0.02 << 0.0 << 20000;
    QTest::newRow("much late, gaps") << 0.5 << 0.02 << 20000;
    QTest::newRow("few") << 0.2 << 0.2 << 9;
}

void ColumnsTest::matchesBruteForce()
{
    QFETCH(double, lateShare);
    QFETCH(double, gapShare);
    QFETCH(int, count);
    std::mt19937_64 random(42);
    std::uniform_real_distribution<double> share(0, 1);
    SeriesStore store;
    const SeriesId id = store.create({});
    std::vector<Sample> all;
    qint64 now = 1'700'000'000'000'000'000;
    for (int i = 0; i < count; ++i) {
        now += static_cast<qint64>(share(random) * 2e7);
        const bool late = i > 0 && share(random) < lateShare;
        const Sample sample{late ? now - 1 - static_cast<qint64>(share(random) * 3e9) : now, share(random) * 100 - 50};
        store.append(id, sample);
        all.push_back(sample);
        if (share(random) < gapShare && !late) {
            store.markGap(now);
            all.push_back({now, noValue});
        }
    }
    store.settle(now + 10'000'000'000);
    for (const qint64 width : {1'000'000LL, 7'000'003LL, 50'000'000LL, 1'000'000'000LL}) {
        const ColumnRange range{(now - 60'000'000'000) / width, static_cast<int>(80'000'000'000 / width), width};
        const auto expected = oracle(all, range);
        const auto actual = columnsOf(store.view(id), range);
        QCOMPARE(actual.size(), expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i)
            QVERIFY2(
                same(actual[i], expected[i]), qPrintable(QStringLiteral("column %1 of width %2").arg(i).arg(width)));
    }
}

void ColumnsTest::gapIsNotJoined()
{
    SeriesStore store;
    const SeriesId id = store.create({});
    store.append(id, {10, 1});
    store.markGap(id, 25);
    store.append(id, {30, 2});
    store.append(id, {31, 3});
    store.markGap(id, 32);
    const auto columns = columnsOf(store.view(id), {0, 5, 10});
    QCOMPARE(columns[1].count, 1u);
    QVERIFY(!columns[1].gapBefore);
    QVERIFY(!columns[1].gapAfter);
    QCOMPARE(columns[2].count, 0u);
    QCOMPARE(columns[3].count, 2u);
    QVERIFY(columns[3].gapBefore);
    QVERIFY(columns[3].gapAfter);
}

void ColumnsTest::sampleBeforeTheRange()
{
    SeriesStore store;
    const SeriesId id = store.create({});
    store.append(id, {10, 1});
    store.append(id, {20, 2});
    store.append(id, {15, 1.5});
    store.settle(20'000'000'000);
    Sample before;
    (void)columnsOf(store.view(id), {2, 3, 10}, &before);
    QCOMPARE(before.timeNs, 15);
    QCOMPARE(before.value, 1.5);
    (void)columnsOf(store.view(id), {0, 3, 10}, &before);
    QVERIFY(std::isnan(before.value));
    store.markGap(id, 25);
    const auto columns = columnsOf(store.view(id), {3, 3, 10}, &before);
    QVERIFY(std::isnan(before.value));
    store.append(id, {31, 4});
    QVERIFY(columnsOf(store.view(id), {3, 3, 10}, &before)[0].gapBefore);
}

void ColumnsTest::negativeTimesAndHugeRanges()
{
    SeriesStore store;
    const SeriesId id = store.create({});
    store.append(id, {-15, 1});
    store.append(id, {-10, 2});
    store.append(id, {5, 3});
    const auto columns = columnsOf(store.view(id), {-2, 3, 10});
    QCOMPARE(columns[0].count, 1u);
    QCOMPARE(columns[1].count, 1u);
    QCOMPARE(columns[2].count, 1u);
    QCOMPARE(columnsOf(store.view(id), {std::numeric_limits<qint64>::max() / 2, 10, 1'000'000}).size(), 10u);
}

void ColumnsTest::emptyView()
{
    Sample before{1, 1};
    const auto columns = columnsOf({}, {0, 4, 10}, &before);
    QCOMPARE(columns.size(), 4u);
    QCOMPARE(columns[3].count, 0u);
    QVERIFY(std::isnan(before.value));
    QVERIFY(columnsOf({}, {0, 0, 10}).empty());
}

QTEST_GUILESS_MAIN(ColumnsTest)
#include "tst_columns.moc"
