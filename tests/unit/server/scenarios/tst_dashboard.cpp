// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/scenarios/dashboard.h"

#include "tests/support/manualclock.h"
#include "tests/unit/server/recordingoutbox.h"

#include <QJsonDocument>
#include <QtEndian>
#include <QTest>

using server::Metric;
using namespace std::chrono_literals;

namespace {

//! A dashboard, its clock and its clients' post.
struct Bench
{
    void say(const QByteArray &message, server::ClientId client = 1, ws::Opcode opcode = ws::Opcode::Text)
    {
        dashboard.messageReceived(client, opcode, message, clock.now(), out);
    }
    //! Moves the clock by \a by, stopping at every deadline as the server does.
    void run(base::Nanoseconds by)
    {
        const auto end = clock.now().steady + by;
        while (dashboard.nextDeadline() && *dashboard.nextDeadline() <= end) {
            clock.advance(std::max(base::Nanoseconds(0), *dashboard.nextDeadline() - clock.now().steady));
            dashboard.advance(clock.now(), out);
        }
        clock.advance(end - clock.now().steady);
    }
    QJsonObject answer()
    {
        const auto sent = out.take();
        return sent.size() == 1 ? QJsonDocument::fromJson(sent.front().payload).object() : QJsonObject();
    }

    tests::ManualClock clock;
    tests::RecordingOutbox out;
    server::Dashboard dashboard;
};

} // namespace

class TestDashboard : public QObject
{
    Q_OBJECT
private slots:
    void pushesWhatWasSubscribed()
    {
        Bench bench;
        bench.say(R"({"type":"subscribe","metric":"sales","interval":1000})");
        bench.run(0s);
        const auto wall = bench.clock.now().wall;
        const QJsonObject first = bench.answer();
        QCOMPARE(first.value("type").toString(), QString("data"));
        QCOMPARE(first.value("metric").toString(), QString("sales"));
        QCOMPARE(first.value("value").toDouble(), server::MetricShapes().value(Metric::Sales, wall));
        QCOMPARE(first.value("timestamp").toInteger(), wall / 1ms);
        bench.run(10s);
        QCOMPARE(bench.out.take().size(), std::size_t(10));
        bench.say(R"({"type":"unsubscribe","metric":"sales"})");
        bench.run(10s);
        QVERIFY(bench.out.take().empty());
        QVERIFY(!bench.dashboard.nextDeadline());
    }
    void intervalIsClamped_data()
    {
        QTest::addColumn<QByteArray>("interval");
        QTest::addColumn<int>("messages"); // in a minute, behind the first
        QTest::newRow("absent: 1 s") << QByteArray() << 60;
        QTest::newRow("250 ms") << QByteArray("250") << 240;
        QTest::newRow("0: 20 ms") << QByteArray("0") << 3'000;
        QTest::newRow("negative: 20 ms") << QByteArray("-5") << 3'000;
        QTest::newRow("beyond any integer: 60 s") << QByteArray("1e300") << 1;
    }
    void intervalIsClamped()
    {
        QFETCH(QByteArray, interval);
        QFETCH(int, messages);
        Bench bench;
        bench.clock.set({.steady = 600s, .wall = 1'700'000'000s, .boot = 600s});
        bench.say(R"({"type":"subscribe","metric":"cpu")"
            + (interval.isEmpty() ? interval : ",\"interval\":" + interval) + "}");
        bench.run(60s);
        QCOMPARE(static_cast<int>(bench.out.take().size()), messages + 1);
    }
    void oneAggregationATick()
    {
        Bench bench;
        for (server::ClientId client = 1; client <= 50; ++client) {
            bench.say(R"({"type":"subscribe","metric":"orders","interval":500})", client);
            bench.say(R"({"type":"subscribe","metric":"cpu","interval":500,"format":"binary"})", client);
        }
        bench.run(0s);
        bench.out.take().clear();
        const quint64 before = bench.dashboard.aggregations();
        bench.run(5s);
        QCOMPARE(bench.out.take().size(), std::size_t(50 * 2 * 10));
        QCOMPARE(bench.dashboard.aggregations() - before, quint64(2 * 10));
    }
    void lateTimerSkipsAndDoesNotBurst()
    {
        Bench bench;
        bench.say(R"({"type":"subscribe","metric":"cpu","interval":20})");
        bench.run(0s);
        bench.out.take().clear();
        bench.clock.advance(10s);
        bench.dashboard.advance(bench.clock.now(), bench.out);
        QCOMPARE(bench.out.take().size(), std::size_t(1));
        QVERIFY(*bench.dashboard.nextDeadline() > bench.clock.now().steady);
    }
    void binary()
    {
        Bench bench;
        bench.say(R"({"type":"subscribe","metric":"latency","format":"binary"})");
        const QJsonObject ids = bench.answer();
        QCOMPARE(ids.value("type").toString(), QString("metrics"));
        QCOMPARE(ids.value("ids").toObject(),
            (QJsonObject{{"1", "sales"}, {"2", "orders"}, {"3", "traffic"}, {"4", "latency"}, {"5", "cpu"}}));
        bench.run(0s);
        const auto wall = bench.clock.now().wall;
        const auto sent = bench.out.take();
        QCOMPARE(sent.size(), std::size_t(1));
        QVERIFY(sent[0].opcode == ws::Opcode::Binary);
        QCOMPARE(sent[0].payload.size(), 12);
        const char *bytes = sent[0].payload.constData();
        QCOMPARE(qFromBigEndian<quint16>(bytes), quint16(4));
        QCOMPARE(qFromBigEndian<double>(bytes + 2), server::MetricShapes().value(Metric::Latency, wall));
        QCOMPARE(qFromBigEndian<quint16>(bytes + 10), static_cast<quint16>((wall / 1ms) % 65'536));
        bench.say(R"({"type":"subscribe","metric":"sales","format":"binary"})");
        QVERIFY2(bench.out.take().empty(), "the ids are announced once a client");
        bench.dashboard.left(1);
        bench.say(R"({"type":"subscribe","metric":"sales","format":"binary"})");
        QCOMPARE(bench.out.take().size(), std::size_t(1));
    }
    void subscribingAgainReplaces()
    {
        Bench bench;
        bench.say(R"({"type":"subscribe","metric":"cpu","interval":20})");
        bench.say(R"({"type":"subscribe","metric":"cpu","interval":1000})");
        bench.run(0s);
        bench.out.take().clear();
        bench.run(10s);
        QCOMPARE(bench.out.take().size(), std::size_t(10));
    }
    void leavingEndsSubscriptions()
    {
        Bench bench;
        bench.say(R"({"type":"subscribe","metric":"cpu"})", 1);
        bench.say(R"({"type":"subscribe","metric":"cpu"})", 2);
        bench.dashboard.left(1);
        bench.run(0s);
        const auto sent = bench.out.take();
        QCOMPARE(sent.size(), std::size_t(1));
        QCOMPARE(sent[0].client, server::ClientId(2));
    }
    void ping()
    {
        Bench bench;
        bench.say(R"({"type":"ping"})");
        QCOMPARE(bench.answer(), (QJsonObject{{"type", "pong"}}));
    }
    void syncBringsWhatWasMissed()
    {
        Bench bench;
        bench.say(R"({"type":"subscribe","metric":"sales","interval":1000,"ids":true})");
        bench.run(3s);
        auto sent = bench.out.take();
        const QJsonObject last = QJsonDocument::fromJson(sent.back().payload).object();
        QVERIFY(last.value("id").toInteger() > 0);
        bench.dashboard.left(1);
        bench.clock.advance(10s);
        bench.say(R"({"type":"subscribe","metric":"sales","interval":1000,"ids":true})");
        bench.say("{\"type\":\"sync\",\"lastMessageId\":" + QByteArray::number(last.value("id").toInteger()) + '}');
        sent = bench.out.take();
        QCOMPARE(sent.size(), std::size_t(10));
        qint64 before = last.value("id").toInteger();
        for (std::size_t i = 0; i + 1 < sent.size(); ++i) {
            const QJsonObject data = QJsonDocument::fromJson(sent[i].payload).object();
            QVERIFY(data.value("id").toInteger() > before);
            before = data.value("id").toInteger();
            const base::Nanoseconds wall = std::chrono::milliseconds(data.value("timestamp").toInteger());
            QCOMPARE(data.value("value").toDouble(), server::MetricShapes().value(Metric::Sales, wall));
        }
        const QJsonObject end = QJsonDocument::fromJson(sent.back().payload).object();
        QCOMPARE(end.value("type").toString(), QString("sync"));
        QCOMPARE(end.value("count").toInt(), 9);
        QCOMPARE(end.value("complete").toBool(), true);
    }
    void syncKeeps1000()
    {
        Bench bench;
        bench.say(R"({"type":"subscribe","metric":"sales","interval":20,"ids":true})");
        bench.say(R"({"type":"subscribe","metric":"cpu","interval":20,"ids":true})");
        for (const char *id : {"0", "5", "9007199254740992"}) {
            bench.say(QByteArray(R"({"type":"sync","lastMessageId":)") + id + '}');
            const auto sent = bench.out.take();
            const QJsonObject end = QJsonDocument::fromJson(sent.back().payload).object();
            QCOMPARE(end.value("count").toInt(), QByteArray(id).size() > 2 ? 0 : 1000);
            QCOMPARE(end.value("complete").toBool(), QByteArray(id).size() > 2);
        }
        bench.say(R"({"type":"sync"})");
        QCOMPARE(bench.answer().value("message").toString(), QString("Invalid message"));
    }
    void errors_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QString>("part");
        QTest::newRow("not JSON") << QByteArray("hello") << "Invalid message";
        QTest::newRow("no object") << QByteArray("[]") << "Invalid message";
        QTest::newRow("no type") << QByteArray("{}") << "Invalid message";
        QTest::newRow("type no text") << QByteArray(R"({"type":5})") << "Invalid message";
        QTest::newRow("unknown type") << QByteArray(R"({"type":"fly"})") << "unknown type 'fly'";
        QTest::newRow("unknown metric") << QByteArray(R"({"type":"subscribe","metric":"moon"})")
                                        << "unknown metric 'moon'; there are sales,";
        QTest::newRow("no metric") << QByteArray(R"({"type":"subscribe"})") << "unknown metric ''";
        QTest::newRow("interval no number")
            << QByteArray(R"({"type":"subscribe","metric":"cpu","interval":"1000"})") << "milliseconds";
        QTest::newRow("format unknown") << QByteArray(R"({"type":"subscribe","metric":"cpu","format":"xml"})")
                                        << "json or binary";
        QTest::newRow("unsubscribe unknown")
            << QByteArray(R"({"type":"unsubscribe","metric":"moon"})") << "unknown metric";
        QTest::newRow("over 64 KiB") << QByteArray(65'537, ' ') << "Invalid message";
        QTest::newRow("foreign text is cut")
            << QByteArray(R"({"type":"subscribe","metric":"?"})").replace("?", QByteArray(10'000, 'x'))
            << QString(64, 'x') + "';";
    }
    void errors()
    {
        QFETCH(QByteArray, message);
        QFETCH(QString, part);
        Bench bench;
        bench.say(message);
        const QJsonObject answer = bench.answer();
        QCOMPARE(answer.value("type").toString(), QString("error"));
        QVERIFY2(answer.value("message").toString().contains(part), qPrintable(answer.value("message").toString()));
        QVERIFY(!bench.dashboard.nextDeadline());
    }
    void binaryMessageIsRefused()
    {
        Bench bench;
        bench.say(R"({"type":"ping"})", 1, ws::Opcode::Binary);
        QCOMPARE(bench.answer().value("type").toString(), QString("error"));
    }
};

QTEST_GUILESS_MAIN(TestDashboard)
#include "tst_dashboard.moc"
