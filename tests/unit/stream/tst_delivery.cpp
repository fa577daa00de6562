// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/stream/deliveryworld.h"

#include <QElapsedTimer>
#include <QTest>

using namespace std::chrono_literals;
using outbox::State;
using tests::DeliveryWorld;

// The delivery checker: seeded histories of invoke, ok, fail and info against what the server wrote down (D01 to D09).
class TestDelivery : public QObject
{
    Q_OBJECT
private:
    static int runs()
    {
        const int asked = qEnvironmentVariableIntValue("SOCKETSCOPE_DELIVERY_RUNS");
        return asked > 0 ? asked : 50;
    }
    static quint64 firstSeed()
    {
        bool given = false;
        const quint64 seed = qEnvironmentVariable("SOCKETSCOPE_DELIVERY_SEED").toULongLong(&given);
        return given ? seed : 20'261'125;
    }

    static messaging::SendingSettings settings(messaging::Guarantee guarantee, bool autoFlush)
    {
        messaging::SendingSettings settings;
        settings.delivery.guarantee = guarantee;
        settings.outbox.autoFlush = autoFlush;
        settings.outbox.maxAge = 24h;
        settings.outbox.keep = 48h;
        return settings;
    }

    static void disturb(DeliveryWorld &world)
    {
        base::SeededRandom &random = world.random;
        switch (random.next() % 16) {
        case 0:
            return world.reset(
                static_cast<qint64>(random.next() % 3'000)); // RST at byte k; a restarted server looks the same.
        case 1: return world.reset(0);
        case 2: return random.next() % 4 == 0 ? world.killClient() : void();
        case 3: return random.next() % 3 == 0 ? world.failDisk() : void();
        case 4: return world.pass(std::chrono::milliseconds(random.next() % 20'000));
        case 5: return world.releaseAll();
        case 6: return world.cancelOne();
        case 7:
        case 8: return world.connect();
        case 9:
        case 10: return world.disk(static_cast<int>(random.next() % 3));
        case 11: return world.exchange(static_cast<qint64>(random.next() % 500), true);
        case 12: return world.exchange(100'000, random.next() % 2 == 0); // Acknowledgements late.
        default:
            return world.send(
                QByteArray(static_cast<qsizetype>(random.next() % (random.next() % 5 == 0 ? 1'500 : 40)), 'x'));
        }
    }

    //! Everything that still goes is sent, read and proven.
    static void calm(DeliveryWorld &world)
    {
        for (int i = 0; i < 60; ++i) {
            world.connect();
            world.disk(100);
            world.releaseHeld();
            world.exchange(1 << 20, true);
            world.pass(61s); // Lost acknowledgements are asked for again.
        }
    }

    static QString sorted(const QSet<int> &ids)
    {
        QList<int> list = ids.values();
        std::sort(list.begin(), list.end());
        QStringList texts;
        for (const int id : list)
            texts << QString::number(id);
        return texts.join(QLatin1Char(' '));
    }

    static void check(
        const DeliveryWorld &world, messaging::Guarantee guarantee, bool autoFlush, const QByteArray &seed)
    {
        QMap<int, int> count;
        for (const int id : world.server.log)
            ++count[id];
        QVERIFY2(!world.server.failed, seed);
        QSet<int> unknown, waiting;
        for (const auto &entry : world.outgoing->outbox().view().waiting)
            (entry->state == State::Unknown ? unknown : waiting).insert(DeliveryWorld::idOf(*entry));
        for (const auto &entry : world.outgoing->outbox().view().waiting) {
            if (waiting.contains(DeliveryWorld::idOf(*entry)))
                qInfo() << entry->id << int(entry->state) << entry->attempts << entry->messageId << int(entry->refusal);
        }
        QVERIFY2(waiting.isEmpty(), seed + " still waiting: " + sorted(waiting).toUtf8());
        QSet<int> lost, unexpected, duplicates;
        for (int id = 1; id <= world.lastId; ++id) {
            const bool failed = world.refused.contains(id) || world.cancelled.contains(id);
            const bool info = unknown.contains(id) || world.stopped.contains(id) || world.killed.contains(id);
            if (failed && count.value(id) > 0)
                unexpected.insert(id); // It was said not to be sent.
            if (!failed && !info && count.value(id) == 0)
                lost.insert(id); // Neither there nor listed.
        }
        for (auto each = count.cbegin(); each != count.cend(); ++each) {
            if (each.key() < 1 || each.key() > world.lastId)
                unexpected.insert(each.key());
            if (each.value() > 1 && guarantee == messaging::Guarantee::AtMostOnce)
                duplicates.insert(each.key());
        }
        QVERIFY2(lost.isEmpty(), seed + " lost: " + sorted(lost).toUtf8());
        QVERIFY2(unexpected.isEmpty(), seed + " unexpected: " + sorted(unexpected).toUtf8());
        QVERIFY2(duplicates.isEmpty(), seed + " duplicates: " + sorted(duplicates).toUtf8());
        if (!autoFlush || world.diskFailures > 0)
            return; // A person released in an order of her own.
        int last = 0;
        QSet<int> seen;
        for (const int id : world.server.log) {
            if (seen.contains(id))
                continue;
            QVERIFY2(id > last, seed + " out of order: " + QByteArray::number(id));
            last = id;
            seen.insert(id);
        }
    }

private slots:
    void histories_data()
    {
        QTest::addColumn<messaging::Guarantee>("guarantee");
        QTest::addColumn<bool>("autoFlush");
        QTest::newRow("D01 D02 D03 D08 D09 at most once, held") << messaging::Guarantee::AtMostOnce << false;
        QTest::newRow("D01 D02 D03 D08 D09 at most once, by itself") << messaging::Guarantee::AtMostOnce << true;
        QTest::newRow("D01 D02 D04 D08 D09 at least once, by itself") << messaging::Guarantee::AtLeastOnce << true;
        QTest::newRow("D01 D02 D04 D08 D09 at least once, held") << messaging::Guarantee::AtLeastOnce << false;
    }
    void histories()
    {
        QFETCH(messaging::Guarantee, guarantee);
        QFETCH(bool, autoFlush);
        qint64 invoked = 0, arrived = 0, unknown = 0, refused = 0;
        for (int run = 0; run < runs(); ++run) {
            const quint64 number = firstSeed() + static_cast<quint64>(run);
            const QByteArray seed = "SOCKETSCOPE_DELIVERY_SEED=" + QByteArray::number(number);
            DeliveryWorld world(number, settings(guarantee, autoFlush));
            for (int step = 0; step < 400; ++step)
                disturb(world);
            calm(world);
            check(world, guarantee, autoFlush, seed);
            if (QTest::currentTestFailed())
                return;
            invoked += world.lastId;
            arrived += world.server.log.size();
            refused += world.refused.size() + world.cancelled.size();
            unknown += world.outgoing->outbox().count(State::Unknown);
        }
        qInfo("%d runs from seed %llu: %lld invoked, %lld arrived, %lld refused or cancelled, %lld unknown and listed; "
              "lost 0, unexpected 0%s",
            runs(), static_cast<unsigned long long>(firstSeed()), invoked, arrived, refused, unknown,
            guarantee == messaging::Guarantee::AtMostOnce ? ", duplicates 0" : "");
        QVERIFY(arrived > invoked / 4); // The nemesis leaves something to check.
        QVERIFY(guarantee == messaging::Guarantee::AtLeastOnce || unknown > 0);
    }

    void aHundredReconnectsDuringAFlush() // D09
    {
        for (const auto guarantee : {messaging::Guarantee::AtMostOnce, messaging::Guarantee::AtLeastOnce}) {
            DeliveryWorld world(99, settings(guarantee, true));
            for (int i = 0; i < 300; ++i)
                world.send(QByteArray(30, 'x'));
            world.disk(10);
            for (int i = 0; i < 100; ++i) {
                world.connect();
                world.disk(3);
                world.exchange(300, true);
                world.disk(3);
                world.reset(static_cast<qint64>(world.random.next() % 200));
                world.disk(3);
            }
            calm(world);
            check(world, guarantee, true, "D09 seed 99");
        }
    }

    void resetAtEveryByte() // D03: unknown from the first byte that left, queued again before.
    {
        for (qint64 k = 0; k < 400; ++k) {
            DeliveryWorld world(1, settings(messaging::Guarantee::AtMostOnce, false));
            world.connect();
            for (int i = 0; i < 5; ++i)
                world.send(QByteArray(40, 'x'));
            world.reset(k);
            world.disk(10);
            QVERIFY2(world.outgoing->outbox().count(State::Unknown) == 5,
                QByteArray::number(k)); // All five left for the kernel.
            const qsizetype before = world.server.log.size();
            calm(world);
            QCOMPARE(world.server.log.size(), before); // None is sent again by itself.
        }
    }
};

QTEST_GUILESS_MAIN(TestDelivery)
#include "tst_delivery.moc"
