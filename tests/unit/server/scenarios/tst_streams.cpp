// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/scenarios/streams.h"

#include "tests/unit/server/scenariobench.h"

#include <QJsonArray>
#include <QTest>

using namespace std::chrono_literals;
using Bench = tests::ScenarioBench<server::Streams>;

class TestStreams : public QObject
{
    Q_OBJECT
private slots:
    void inOrder()
    {
        Bench bench;
        bench.scenario.joined(1, QUrlQuery("count=20&interval=10"), bench.clock.now(), bench.out);
        bench.say(1, "{\"type\":\"stream_start\",\"streamId\":\"logs\"}");
        bench.run(10s);
        const QList<QJsonObject> all = bench.heard(1);
        QCOMPARE(all.size(), 21);
        for (int i = 0; i < 20; ++i) {
            QCOMPARE(all[i].value("type").toString(), QString("stream_data"));
            QCOMPARE(all[i].value("seq").toInt(), i + 1);
            QVERIFY(all[i].contains("data"));
        }
        QCOMPARE(all.last().value("seq").toInt(), -1);
        QCOMPARE(all.last().value("end").toBool(), true);
        QVERIFY(!bench.scenario.nextDeadline());
    }
    void shuffledRepeatedAndDroppedOnRequest()
    {
        Bench bench;
        bench.scenario.joined(1, QUrlQuery("count=1000&interval=1"), bench.clock.now(), bench.out);
        bench.say(1, "{\"type\":\"stream_start\",\"streamId\":\"a\",\"shuffle\":20,\"repeat\":10,\"drop\":5}");
        bench.run(10s);
        int late = 0, highest = 0;
        std::map<int, int> seen;
        for (const QJsonObject &message : bench.heard(1)) {
            const int seq = message.value("seq").toInt();
            if (seq > 0) {
                late += seq < highest && seen[seq] == 0 ? 1 : 0;
                highest = std::max(highest, seq);
                ++seen[seq];
            }
        }
        QVERIFY2(late > 50 && late < 300, qPrintable(QString::number(late)));
        int gone = 0, twice = 0;
        for (int seq = 1; seq <= 1000; ++seq) {
            gone += seen[seq] == 0 ? 1 : 0;
            twice += seen[seq] == 2 ? 1 : 0;
        }
        QVERIFY2(gone > 20 && gone < 90, qPrintable(QString::number(gone)));
        QVERIFY2(twice > 50 && twice < 160, qPrintable(QString::number(twice)));
    }
    void stopped()
    {
        Bench bench;
        bench.scenario.joined(1, {}, bench.clock.now(), bench.out);
        bench.say(1, "{\"type\":\"stream_start\",\"streamId\":\"logs\"}");
        bench.run(1s);
        bench.heard(1);
        bench.say(1, "{\"type\":\"stream_stop\",\"streamId\":\"logs\"}");
        bench.run(10s);
        QVERIFY(bench.heard(1).isEmpty());
        bench.scenario.left(1);
        QCOMPARE(bench.scenario.held(), std::size_t(0));
    }
    void badQueries()
    {
        const server::Streams streams;
        for (const char *query : {"count=0", "interval=x", "drop=101", "shuffle=-1", "seed=1.5"})
            QVERIFY2(streams.refusal(QUrlQuery(query)), query);
        QVERIFY(!streams.refusal({}));
    }
};

QTEST_GUILESS_MAIN(TestStreams)
#include "tst_streams.moc"
