// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/series/columns.h"
#include "core/series/seriesstore.h"

#include <QTest>

#include <cmath>
#include <thread>

using namespace series;

namespace {

qsizetype samplesIn(const SeriesView &view)
{
    qsizetype count = 0;
    for (const auto &chunk : view.chunks)
        count += static_cast<qsizetype>(chunk->samples().size());
    for (const auto &chunk : view.corrections)
        count += static_cast<qsizetype>(chunk->samples().size());
    return count;
}

} // namespace

class SeriesStoreTest : public QObject
{
    Q_OBJECT
private slots:
    void inOrderIsVisibleAtOnce();
    void fullChunksStayTheSame();
    void lateSampleWaitsThenCorrects();
    void gapIsMarkedOnce();
    void catalogueFollowsCreation();
    void limitNeedsConsent();
    void inheritContinues();
    void budgetDropsTheOldest();
    void unknownIdIsEmpty();
    void readersWhileWriting();
};

void SeriesStoreTest::inOrderIsVisibleAtOnce()
{
    SeriesStore store;
    const SeriesId id = store.create({});
    QVERIFY(store.view(id).isEmpty());
    QVERIFY(std::isnan(store.view(id).last().value));
    for (int i = 0; i < 10000; ++i) {
        store.append(id, {i, i * 0.5});
        QCOMPARE(store.view(id).last().value, i * 0.5);
    }
    QCOMPARE(samplesIn(store.view(id)), 10000);
    QCOMPARE(store.sampleCount(), 10000u);
}

void SeriesStoreTest::fullChunksStayTheSame()
{
    SeriesStore store;
    const SeriesId id = store.create({});
    for (int i = 0; i < 9000; ++i)
        store.append(id, {i, 1});
    const SeriesView early = store.view(id);
    for (int i = 9000; i < 20000; ++i)
        store.append(id, {i, 1});
    const SeriesView late = store.view(id);
    for (std::size_t i = 0; i < early.chunks.size(); ++i)
        QCOMPARE(late.chunks[i].get(), early.chunks[i].get());
    QCOMPARE(early.version, late.version);
    QCOMPARE(samplesIn(late), 20000);
}

void SeriesStoreTest::lateSampleWaitsThenCorrects()
{
    SeriesStore store;
    const SeriesId id = store.create({});
    store.append(id, {1'000'000'000, 1});
    store.append(id, {500'000'000, 2});
    QCOMPARE(samplesIn(store.view(id)), 1);
    store.append(id, {1'500'000'000, 3});
    QCOMPARE(samplesIn(store.view(id)), 2);
    store.append(id, {2'500'000'000, 4});
    const SeriesView view = store.view(id);
    QCOMPARE(samplesIn(view), 4);
    QCOMPARE(view.corrections.size(), 1u);
    QCOMPARE(view.version, 1u);
    QCOMPARE(view.last().value, 4.0);
    for (int i = 0; i < 1024; ++i)
        store.append(id, {i, 5});
    QCOMPARE(samplesIn(store.view(id)), 4 + 1024);
    QCOMPARE(store.view(id).corrections.size(), 1u);
}

void SeriesStoreTest::gapIsMarkedOnce()
{
    SeriesStore store;
    const SeriesId id = store.create({});
    const SeriesId never = store.create({});
    store.append(id, {10, 1});
    store.markGap(5);
    store.markGap(20);
    store.append(id, {30, std::numeric_limits<double>::quiet_NaN()});
    QCOMPARE(samplesIn(store.view(id)), 2);
    QCOMPARE(store.view(id).last().timeNs, 10);
    QVERIFY(store.view(never).isEmpty());
}

void SeriesStoreTest::catalogueFollowsCreation()
{
    SeriesStore store;
    QCOMPARE(store.catalogue()->entries.size(), 0u);
    store.create({.path = QStringLiteral("a")});
    store.create({.path = QStringLiteral("b")});
    const auto two = store.catalogue();
    QCOMPARE(two->entries.size(), 2u);
    QCOMPARE(two->entries[1].id.value, 1u);
    QCOMPARE(two->generation, store.generation());
    store.judge({0}, FieldKind::Counter, 7);
    QVERIFY(store.generation() > two->generation);
    QCOMPARE(store.catalogue()->entries[0].rank, 7.0);
    QCOMPARE(store.catalogue()->entries[0].kind, FieldKind::Counter);
    QCOMPARE(two->entries[0].rank, 0.0);
    store.append({0}, {10, 1});
    const auto kept = store.view({0});
    store.supersede({0});
    QVERIFY(store.catalogue()->entries[0].superseded);
    QVERIFY(store.view({0}).isEmpty());
    QCOMPARE(samplesIn(kept), 1);
    QCOMPARE(store.bytes(), 0);
}

void SeriesStoreTest::limitNeedsConsent()
{
    SeriesStore store;
    for (int i = 0; i < SeriesStore::seriesStep; ++i)
        QVERIFY(store.tryCreate({}).has_value());
    QVERIFY(!store.catalogue()->limitReached);
    QVERIFY(!store.tryCreate({}).has_value());
    QVERIFY(store.catalogue()->limitReached);
    store.allowMore();
    QVERIFY(!store.catalogue()->limitReached);
    QCOMPARE(store.limit(), 4000);
    QVERIFY(store.tryCreate({}).has_value());
}

void SeriesStoreTest::inheritContinues()
{
    SeriesStore store;
    const SeriesId old = store.create({});
    for (int i = 0; i < 700; ++i)
        store.append(old, {i, 1});
    const SeriesId fresh = store.create({});
    store.inherit(fresh, old);
    store.append(fresh, {700, 2});
    QCOMPARE(samplesIn(store.view(fresh)), 701);
    QCOMPARE(samplesIn(store.view(old)), 700);
}

void SeriesStoreTest::budgetDropsTheOldest()
{
    const qint64 budget = 10 * Chunk::capacity * qint64(sizeof(Sample));
    SeriesStore store(budget);
    const SeriesId quick = store.create({});
    const SeriesId slow = store.create({});
    for (int i = 0; i < 100'000; ++i) {
        store.append(quick, {i, 1});
        if (i % 1000 == 0)
            store.append(slow, {i, 2});
        QVERIFY(store.bytes() <= budget);
    }
    QCOMPARE(store.view(quick).last().timeNs, 99'999);
    QVERIFY(store.view(quick).version > 0);
    QVERIFY(samplesIn(store.view(quick)) > 8 * Chunk::capacity - Chunk::capacity);
}

void SeriesStoreTest::unknownIdIsEmpty() { QVERIFY(SeriesStore().view({17}).isEmpty()); }

// Two threads draw while one writes: what a reader sees is sorted and never shrinks. (Run it under ThreadSanitizer,
// too.)
void SeriesStoreTest::readersWhileWriting()
{
    SeriesStore store;
    std::atomic<bool> done{false};
    std::atomic<bool> broken{false};
    const auto reader = [&] {
        qint64 newest = 0;
        while (!done) {
            const auto catalogue = store.catalogue();
            for (const SeriesEntry &entry : catalogue->entries) {
                const SeriesView view = store.view(entry.id);
                const Sample last = view.last();
                const auto columns = columnsOf(view, {last.timeNs / 100 - 50, 100, 100});
                quint64 inside = 0;
                for (const Column &column : columns)
                    inside += column.count;
                if (entry.id.value == 0 && last.timeNs < newest)
                    broken = true;
                if (!view.isEmpty() && inside == 0)
                    broken = true;
                if (entry.id.value == 0)
                    newest = last.timeNs;
            }
        }
    };
    std::thread first(reader);
    std::thread second(reader);
    std::vector<SeriesId> ids;
    for (int i = 1; i <= 60'000; ++i) {
        if (i % 5000 == 1)
            ids.push_back(store.create({}));
        const SeriesId id = ids[static_cast<std::size_t>(i) % ids.size()];
        store.append(id, {i % 97 == 0 ? i - 50 : i, double(i)});
        if (i % 1000 == 0)
            store.settle(i + 10'000'000'000);
    }
    done = true;
    first.join();
    second.join();
    QVERIFY(!broken);
}

QTEST_GUILESS_MAIN(SeriesStoreTest)
#include "tst_seriesstore.moc"
