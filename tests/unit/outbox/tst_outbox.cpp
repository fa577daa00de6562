// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outbox/outbox.h"
#include "core/outbox/tokenexpiry.h"

#include <QTest>

using namespace std::chrono_literals;
using base::literals::operator""_MiB;
using outbox::EntryPtr;
using outbox::Outbox;
using outbox::Refusal;
using outbox::State;

namespace {

constexpr qint64 second = 1'000'000'000;
constexpr qint64 start = 1'700'000'000 * second;

//! An Outbox whose file answers when it is told to.
struct Bench
{
    Outbox outbox;
    QList<quint64> numbers;

    explicit Bench(messaging::Guarantee guarantee = messaging::Guarantee::AtMostOnce,
        const messaging::OutboxSettings &settings = {})
    {
        outbox.setSettings(settings, guarantee);
    }
    quint64 add(const QByteArray &payload, State state = State::Queued, qint64 at = start, const QByteArray &id = {})
    {
        const auto added = outbox.add(ws::Opcode::Text, payload, state, at, id);
        return added ? *added : 0;
    }
    void commit()
    {
        while (outbox.hasChanges())
            numbers.append(outbox.takeChanges().number);
        if (!numbers.isEmpty())
            outbox.committed(numbers.last());
    }
    quint64 addCommitted(
        const QByteArray &payload, State state = State::Queued, qint64 at = start, const QByteArray &id = {})
    {
        const quint64 added = add(payload, state, at, id);
        commit();
        return added;
    }
    //! Until the connection has it.
    quint64 hand()
    {
        const EntryPtr next = outbox.next();
        outbox.startWriting(next->id);
        commit();
        outbox.handed(outbox.ready()->id);
        return next->id;
    }
    State state(quint64 id) const { return outbox.find(id)->state; }
};

const auto atLeastOnce = messaging::Guarantee::AtLeastOnce;

} // namespace

class TestOutbox : public QObject
{
    Q_OBJECT
private slots:
    void queuedOnlyBehindTheCommit()
    {
        Bench bench;
        const quint64 id = bench.add("one");
        QCOMPARE(bench.state(id), State::Saving);
        QVERIFY(!bench.outbox.next());
        const Outbox::Writes writes = bench.outbox.takeChanges();
        QCOMPARE(writes.changes.size(), std::size_t(1));
        QCOMPARE(writes.changes[0].entry->state, State::Queued); // What the row will say.
        QCOMPARE(bench.state(id), State::Saving);
        bench.outbox.committed(writes.number);
        QCOMPARE(bench.state(id), State::Queued);
        QCOMPARE(bench.outbox.next()->id, id);
    }

    void writtenOnlyBehindTheCommit()
    {
        Bench bench;
        const quint64 id = bench.addCommitted("one");
        bench.outbox.startWriting(id);
        QCOMPARE(bench.state(id), State::Writing);
        QVERIFY(!bench.outbox.ready());
        bench.commit();
        QCOMPARE(bench.outbox.ready()->id, id);
        bench.outbox.handed(id);
        QVERIFY(!bench.outbox.ready());
        bench.outbox.taken(id);
        QCOMPARE(bench.state(id), State::Sent);
        bench.outbox.proven(id);
        QVERIFY(!bench.outbox.find(id));
        QCOMPARE(bench.outbox.view().over.front()->state, State::Sent);
        const auto writes = bench.outbox.takeChanges();
        QCOMPARE(writes.changes.back().kind, outbox::Change::Kind::Remove);
    }

    void firstInFirstOut()
    {
        Bench bench;
        for (const char *payload : {"a", "b", "c"})
            bench.addCommitted(payload);
        QByteArray order;
        for (int i = 0; i < 3; ++i)
            order += bench.outbox.find(bench.hand())->payload;
        QCOMPARE(order, QByteArray("abc"));
    }

    void heldWaitsForAPerson()
    {
        Bench bench;
        const quint64 id = bench.addCommitted("order", State::Held);
        QCOMPARE(bench.state(id), State::Held);
        QVERIFY(!bench.outbox.next());
        QVERIFY(bench.outbox.release(id, start + 5 * second));
        QCOMPARE(bench.outbox.next()->id, id);
        QVERIFY(!bench.outbox.release(id, start)); // Once is enough.
    }

    void releasedWhileItIsSaved()
    {
        Bench bench;
        const quint64 id = bench.add("order", State::Held);
        const auto writes = bench.outbox.takeChanges();
        QVERIFY(bench.outbox.release(id, start));
        bench.outbox.committed(writes.number);
        QCOMPARE(bench.state(id), State::Queued);
    }

    void aLossMakesItUnknown_data()
    {
        QTest::addColumn<bool>("touched");
        QTest::addColumn<bool>("acknowledged");
        QTest::addColumn<State>("state");
        QTest::newRow("D03 a byte may have left") << true << false << State::Unknown;
        QTest::newRow("D03 none has") << false << false << State::Queued;
        QTest::newRow("D02 at least once: sent again") << true << true << State::Queued;
    }
    void aLossMakesItUnknown()
    {
        QFETCH(bool, touched);
        QFETCH(bool, acknowledged);
        QFETCH(State, state);
        Bench bench(acknowledged ? atLeastOnce : messaging::Guarantee::AtMostOnce);
        bench.addCommitted("x", State::Queued, start, acknowledged ? "7" : "");
        const quint64 id = bench.hand();
        bench.outbox.lost(id, touched);
        QCOMPARE(bench.state(id), state);
        bench.commit();
        QCOMPARE(bench.outbox.next() != nullptr, state == State::Queued); // Unknown is never sent again by itself.
        if (state == State::Unknown) {
            QVERIFY(bench.outbox.release(id, start)); // A person may.
            QCOMPARE(bench.outbox.next()->id, id);
        }
    }

    void aCrashBetweenWriteAndState_data() // What the file says after a kill.
    {
        QTest::addColumn<State>("row");
        QTest::addColumn<QByteArray>("messageId");
        QTest::addColumn<bool>("atLeast");
        QTest::addColumn<State>("state");
        QTest::newRow("D01 queued") << State::Queued << QByteArray() << false << State::Queued;
        QTest::newRow("D01 held") << State::Held << QByteArray() << false << State::Held;
        QTest::newRow("D02 writing, at most once") << State::Writing << QByteArray() << false << State::Unknown;
        QTest::newRow("D02 writing, at least once") << State::Writing << QByteArray("7") << true << State::Queued;
        QTest::newRow("D02 writing, at least once without an id")
            << State::Writing << QByteArray() << true << State::Unknown;
        QTest::newRow("D02 unknown stays") << State::Unknown << QByteArray() << false << State::Unknown;
    }
    void aCrashBetweenWriteAndState()
    {
        QFETCH(State, row);
        QFETCH(QByteArray, messageId);
        QFETCH(bool, atLeast);
        QFETCH(State, state);
        Bench bench(atLeast ? atLeastOnce : messaging::Guarantee::AtMostOnce);
        bench.outbox.adopt(
            {{.id = 3, .payload = "x", .enqueuedNs = start, .state = row, .messageId = messageId, .attempts = 1}});
        QCOMPARE(bench.state(3), state);
        QCOMPARE(bench.add("next"), quint64(4));
    }

    void acknowledgements()
    {
        Bench bench(atLeastOnce);
        const quint64 first = bench.addCommitted("a", State::Queued, start, "1");
        bench.addCommitted("b", State::Queued, start, "2");
        using Ack = Outbox::Ack;
        QCOMPARE(bench.outbox.acknowledge("1"), Ack::NotYetSent); // D04: of a future id.
        bench.hand();
        QCOMPARE(bench.outbox.acknowledge("9"), Ack::Unknown); // D04: unknown id.
        bench.outbox.proven(first);
        QVERIFY(bench.outbox.find(first)); // That the peer read it is no acknowledgement.
        bench.outbox.resend(first); // D04: the ack was lost.
        QCOMPARE(bench.state(first), State::Queued);
        QCOMPARE(bench.outbox.next()->id, first); // Before newer ones, with the same id.
        QCOMPARE(bench.outbox.next()->messageId, QByteArray("1"));
        QCOMPARE(bench.outbox.acknowledge("1"), Ack::Accepted); // D04: late, while the second one waits.
        QVERIFY(!bench.outbox.find(first));
        QCOMPARE(bench.outbox.acknowledge("1"), Ack::Repeated); // D04: twice.
        QCOMPARE(bench.outbox.next()->messageId, QByteArray("2"));
    }

    void oneIdTwice() // D06: the oldest is acknowledged first.
    {
        Bench bench(atLeastOnce);
        const quint64 first = bench.addCommitted("a", State::Queued, start, "1");
        const quint64 second_ = bench.addCommitted("b", State::Queued, start, "1");
        bench.hand();
        bench.hand();
        quint64 id = 0;
        QCOMPARE(bench.outbox.acknowledge("1", &id), Outbox::Ack::Accepted);
        QCOMPARE(id, first);
        QCOMPARE(bench.outbox.acknowledge("1", &id), Outbox::Ack::Accepted);
        QCOMPARE(id, second_);
    }

    void cancelledXorSent() // D08, at every step of the way.
    {
        for (int step = 0; step < 5; ++step) {
            Bench bench;
            const quint64 id = bench.add("x");
            if (step > 0)
                bench.commit();
            if (step > 1)
                bench.outbox.startWriting(id);
            if (step > 2)
                bench.commit();
            if (step > 3)
                bench.outbox.handed(id);
            const bool cancelled = bench.outbox.cancel(id) != nullptr;
            QCOMPARE(cancelled, step < 4);
            bench.commit();
            QVERIFY2(!bench.outbox.ready() && !bench.outbox.next(), "D08 cancelled and sent");
            if (cancelled)
                QCOMPARE(bench.outbox.view().over.front()->state, State::Cancelled);
        }
    }

    void cancelledIsGoneFromTheFileToo() // D08
    {
        Bench bench;
        const quint64 id = bench.add("x");
        (void)bench.outbox.cancel(id);
        const auto writes = bench.outbox.takeChanges();
        QCOMPARE(writes.changes.size(), std::size_t(2));
        QCOMPARE(writes.changes.back().kind, outbox::Change::Kind::Remove);
    }

    void undo()
    {
        Bench bench;
        const quint64 first = bench.addCommitted("a", State::Held);
        bench.addCommitted("b", State::Held);
        const EntryPtr taken = bench.outbox.cancel(first);
        QCOMPARE(bench.outbox.size(), 1);
        bench.outbox.restore(taken);
        QCOMPARE(bench.outbox.view().waiting.front()->payload, QByteArray("a")); // Where it was.
        QVERIFY(bench.outbox.view().over.empty());
        bench.outbox.restore(taken);
        QCOMPARE(bench.outbox.size(), 2);
    }

    void bounds()
    {
        Bench bench(messaging::Guarantee::AtMostOnce, {.messages = 3, .bytes = {10}});
        QVERIFY(bench.add("1234"));
        QVERIFY(bench.add("1234"));
        QCOMPARE(bench.outbox.add(ws::Opcode::Text, "123", State::Queued, start).error(), Refusal::Full);
        QVERIFY(bench.add("12"));
        QCOMPARE(bench.outbox.add(ws::Opcode::Text, "", State::Queued, start).error(), Refusal::Full);
        QVERIFY(bench.add("lost", State::Unknown)); // Listed in any case.
        QCOMPARE(bench.outbox.bytes(), qint64(14));
    }

    void tenThousandInFlight() // D13: bounded, and quick.
    {
        Bench bench(atLeastOnce);
        for (int i = 0; i < 10'000; ++i)
            QVERIFY(bench.add("x", State::Queued, start, QByteArray::number(i)));
        QCOMPARE(bench.add("x", State::Queued, start, "next"), quint64(0));
        bench.commit();
        for (int i = 0; i < 10'000; ++i)
            bench.outbox.startWriting(bench.outbox.next()->id);
        bench.commit();
        while (const EntryPtr ready = bench.outbox.ready())
            bench.outbox.handed(ready->id);
        for (int i = 9'999; i >= 0; --i) // Replies in any order.
            QCOMPARE(bench.outbox.acknowledge(QByteArray::number(i)), Outbox::Ack::Accepted);
        QCOMPARE(bench.outbox.size(), 0);
        QCOMPARE(bench.outbox.acknowledge("wrong"), Outbox::Ack::Unknown);
        QCOMPARE(bench.outbox.acknowledge("9"), Outbox::Ack::Repeated);
    }

    void ages()
    {
        Bench bench(messaging::Guarantee::AtMostOnce, {.maxAge = 60s, .keep = 1h});
        const quint64 old = bench.addCommitted("old", State::Queued, start);
        const quint64 young = bench.addCommitted("young", State::Queued, start + 50 * second);
        bench.outbox.holdOld(start + 100 * second); // Nobody wants an order of 100 s ago to go by itself.
        QCOMPARE(bench.state(old), State::Held);
        QCOMPARE(bench.state(young), State::Queued);
        QVERIFY(bench.outbox.release(old, start + 100 * second));
        bench.outbox.holdOld(start + 120 * second);
        QCOMPARE(bench.state(old), State::Queued); // Released just now.
        bench.outbox.expire(start + 50 * second + 3'601 * second);
        QCOMPARE(bench.state(young), State::Refused);
        QCOMPARE(bench.outbox.find(young)->refusal, Refusal::TooOld);
        QCOMPARE(bench.state(old), State::Queued);
        QVERIFY(bench.outbox.release(young, start + 3'700 * second)); // It is not lost: a person may send it.
        QCOMPARE(bench.state(young), State::Queued);
    }

    void theClockMayJump()
    {
        Bench bench;
        const quint64 id = bench.addCommitted("x", State::Queued, start);
        bench.outbox.holdOld(start - 3'600 * second);
        bench.outbox.expire(start - 3'600 * second);
        QCOMPARE(bench.state(id), State::Queued);
    }

    void neverAcknowledgedBecomesUnknown()
    {
        Bench bench(atLeastOnce);
        bench.addCommitted("x", State::Queued, start, "1");
        const quint64 id = bench.hand();
        bench.outbox.taken(id);
        bench.outbox.expire(start + 3'601 * second);
        QCOMPARE(bench.state(id), State::Unknown);
    }

    void aDiskThatFails() // D10
    {
        Bench bench;
        const quint64 waiting = bench.addCommitted("old");
        const quint64 saving = bench.add("new");
        const quint64 lost = bench.add("lost", State::Unknown);
        bench.outbox.startWriting(waiting);
        const auto writes = bench.outbox.takeChanges();
        const auto refused = bench.outbox.failed(writes.number, Refusal::DiskFailed);
        QCOMPARE(refused.size(), std::size_t(1));
        QCOMPARE(refused[0]->payload, QByteArray("new")); // It goes back to whoever wrote it.
        QVERIFY(!bench.outbox.find(saving));
        QCOMPARE(bench.state(lost), State::Unknown); // Listed all the same.
        // Without a *writing* in the file it must not be written: after a crash it would go out twice.
        QVERIFY(!bench.outbox.ready());
        QCOMPARE(bench.state(waiting), State::Held);
        // The disk is free again: what could not be written goes with the next.
        const quint64 next = bench.add("next");
        const auto again = bench.outbox.takeChanges();
        QVERIFY(std::ranges::none_of(again.changes, [&](const auto &change) { return change.entry->id == saving; }));
        QVERIFY(std::ranges::any_of(again.changes, [&](const auto &change) { return change.entry->id == lost; }));
        bench.outbox.committed(again.number);
        QCOMPARE(bench.state(next), State::Queued);
    }

    void payloadsAreNeverRewritten() // D12
    {
        const QByteArray claims = QByteArray("{\"sub\":\"me\",\"exp\":1700000000}")
                                      .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
        const QByteArray payload = "{\"type\":\"order\",\"token\":\"eyJhbGciOiJIUzI1NiJ9." + claims + ".c2ln\"}";
        QCOMPARE(outbox::tokenExpiry(payload), std::optional<qint64>(1'700'000'000));
        Bench bench;
        bench.addCommitted(payload, State::Held);
        bench.outbox.release(1, start);
        bench.hand();
        QCOMPARE(bench.outbox.find(1)->payload, payload);
        for (qsizetype size = 0; size < payload.size() - 7; ++size)
            QCOMPARE(outbox::tokenExpiry(payload.first(size)), std::optional<qint64>());
        QCOMPARE(outbox::tokenExpiry("eyJ.eyJ.eyJ eyJ!"), std::optional<qint64>());
    }

    void anotherAddress()
    {
        Bench bench;
        bench.addCommitted("x");
        const quint64 generation = bench.outbox.generation();
        bench.outbox.clear();
        QCOMPARE(bench.outbox.size(), 0);
        QVERIFY(bench.outbox.generation() > generation);
        QVERIFY(!bench.outbox.hasChanges()); // The file keeps its rows.
        bench.addCommitted("y");
        QCOMPARE(bench.state(1), State::Queued);
    }
};

QTEST_GUILESS_MAIN(TestOutbox)
#include "tst_outbox.moc"
