// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/scenarios/flood.h"

#include "tests/support/manualclock.h"
#include "tests/unit/server/recordingoutbox.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using server::Flood;
using namespace std::chrono_literals;

namespace {

QJsonObject object(const QByteArray &json) { return QJsonDocument::fromJson(json).object(); }

} // namespace

class TestFlood : public QObject
{
    Q_OBJECT
private slots:
    void message()
    {
        for (const int size : {Flood::smallestSize, Flood::defaultSize, 1'000, Flood::largestSize}) {
            for (const quint64 seq : {quint64(0), quint64(1), quint64(999'999)}) {
                const QByteArray json = Flood::message(seq, size);
                QCOMPARE(json.size(), size);
                const QJsonObject fields = object(json);
                QCOMPARE(fields.value("seq").toInteger(), static_cast<qint64>(seq));
                QVERIFY(fields.value("value").isDouble());
                QVERIFY(fields.value("key").isString());
            }
        }
    }
    void hugeSequenceNumberStaysJson() { QVERIFY(!object(Flood::message(~quint64(0), Flood::smallestSize)).isEmpty()); }

    void withoutRateKeepsTheBacklog()
    {
        Flood flood;
        tests::ManualClock clock;
        tests::RecordingOutbox out;
        flood.joined(1, QUrlQuery("size=1000"), clock.now(), out);
        QCOMPARE(out.sent.size(), std::size_t(1'049)); // The first whole number of messages that reach 1 MiB.
        QVERIFY(!flood.nextDeadline());
        flood.writable(1, clock.now(), out);
        QCOMPARE(out.sent.size(), std::size_t(1'049));
        out.backlog[1] -= 10'000;
        flood.writable(1, clock.now(), out);
        QVERIFY(out.pending(1) >= Flood::backlog && out.pending(1) < Flood::backlog + 1'000);
        quint64 seq = 0;
        for (const auto &sent : out.take())
            QCOMPARE(object(sent.payload).value("seq").toInteger(), static_cast<qint64>(seq++));
        flood.left(1);
        flood.writable(1, clock.now(), out);
        QVERIFY(out.take().empty());
    }
    void rate_data()
    {
        QTest::addColumn<int>("rate");
        for (const int rate : {1, 3, 50, 1'000, 250'000})
            QTest::newRow(qPrintable(QString::number(rate))) << rate;
    }
    void rate()
    {
        QFETCH(int, rate);
        Flood flood;
        tests::ManualClock clock;
        tests::RecordingOutbox out;
        flood.joined(1, QUrlQuery(QString("rate=%1&size=64").arg(rate)), clock.now(), out);
        const auto start = clock.now().steady;
        std::size_t sent = 0, wakes = 0;
        while (clock.now().steady - start < 10s) {
            clock.advance(std::max(base::Nanoseconds(0), *flood.nextDeadline() - clock.now().steady));
            flood.advance(clock.now(), out);
            sent += out.take().size();
            QVERIFY2(++wakes < 2'100, "not woken more often than every 5 ms");
        }
        const auto wanted = static_cast<std::size_t>(rate) * 10;
        QVERIFY2(sent <= wanted + static_cast<std::size_t>(rate) / 100 + 1
                && sent >= wanted - static_cast<std::size_t>(rate) / 100 - 1,
            qPrintable(QString::number(sent)));
    }
    void slowReaderIsOwedASecond()
    {
        Flood flood;
        tests::ManualClock clock;
        tests::RecordingOutbox out;
        flood.joined(1, QUrlQuery("rate=100"), clock.now(), out);
        out.backlog[1] = Flood::backlog;
        for (int i = 0; i < 100; ++i) {
            clock.advance(100ms);
            flood.advance(clock.now(), out);
        }
        QVERIFY(out.take().empty());
        clock.advance(1ms);
        clock.advance(std::max(base::Nanoseconds(0), *flood.nextDeadline() - clock.now().steady));
        flood.advance(clock.now(), out);
        const auto sent = out.take();
        QVERIFY2(sent.size() >= 99 && sent.size() <= 101, qPrintable(QString::number(sent.size())));
        QCOMPARE(object(sent.front().payload).value("seq").toInteger(), 0);
    }
    void refusal_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<bool>("refused");
        for (const char *query : {"", "rate=1", "size=64", "rate=10000000&size=1048576", "other=x"})
            QTest::newRow(query) << query << false;
        for (const char *query : {"rate=0", "rate=-1", "rate=x", "rate=", "rate=1.5", "rate=10000001", "size=63",
                 "size=1048577", "size=", "size=1e3"})
            QTest::newRow(query) << query << true;
    }
    void refusal()
    {
        QFETCH(QString, query);
        QTEST(Flood().refusal(QUrlQuery(query)).has_value(), "refused");
    }
};

QTEST_GUILESS_MAIN(TestFlood)
#include "tst_flood.moc"
