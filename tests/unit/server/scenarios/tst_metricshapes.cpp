// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/scenarios/metricshapes.h"

#include <QTest>

#include <cmath>
#include <set>

using server::Metric;
using server::MetricShapes;
using namespace std::chrono_literals;

namespace {

constexpr base::Nanoseconds midnight = std::chrono::seconds(1'700'006'400); // 2023-11-15 00:00 UTC

double mean(const MetricShapes &shapes, Metric metric, base::Nanoseconds from, base::Nanoseconds length)
{
    double sum = 0.0;
    int count = 0;
    for (auto at = from; at < from + length; at += 5s, ++count)
        sum += shapes.value(metric, at);
    return sum / count;
}

} // namespace

class TestMetricShapes : public QObject
{
    Q_OBJECT
private slots:
    void names()
    {
        for (const Metric metric : server::allMetrics)
            QVERIFY(server::metricNamed(server::name(metric)) == metric);
        QVERIFY(!server::metricNamed("Sales"));
        QVERIFY(!server::metricNamed(""));
    }
    void staysInBounds()
    {
        const MetricShapes shapes;
        for (const Metric metric : server::allMetrics) {
            std::set<double> distinct;
            for (auto at = midnight; at < midnight + 24h; at += 7s) {
                const double value = shapes.value(metric, at);
                QVERIFY(std::isfinite(value) && value >= 0.0);
                QVERIFY(metric != Metric::Cpu || value <= 100.0);
                distinct.insert(value);
            }
            QVERIFY2(distinct.size() > 50, server::name(metric));
        }
    }
    void isAFunctionOfSeedAndTime()
    {
        QCOMPARE(MetricShapes(3).value(Metric::Sales, midnight), MetricShapes(3).value(Metric::Sales, midnight));
        QVERIFY(MetricShapes(3).value(Metric::Sales, midnight) != MetricShapes(4).value(Metric::Sales, midnight));
        QVERIFY2(std::isfinite(MetricShapes().value(Metric::Sales, base::Nanoseconds(-1))), "a clock before 1970");
    }
    void movesWithinASecond()
    {
        const MetricShapes shapes;
        int moved = 0;
        for (int i = 0; i < 100; ++i)
            moved += shapes.value(Metric::Latency, midnight + i * 250ms)
                != shapes.value(Metric::Latency, midnight + (i + 1) * 250ms);
        QVERIFY(moved > 80);
    }
    void dailyWave()
    {
        const MetricShapes shapes;
        QVERIFY(
            mean(shapes, Metric::Traffic, midnight + 15h, 2h) > 1.5 * mean(shapes, Metric::Traffic, midnight + 3h, 2h));
    }
    void outagesAreRareAndShort()
    {
        const MetricShapes shapes;
        int seconds = 0, outages = 0;
        bool before = false;
        for (auto at = midnight; at < midnight + 24h; at += 1s) {
            const bool now = shapes.isOutage(at);
            seconds += now;
            outages += now && !before;
            before = now;
            if (now) {
                QCOMPARE(shapes.value(Metric::Orders, at), 0.0);
                QVERIFY(shapes.value(Metric::Latency, at) > 300.0);
            }
        }
        QVERIFY2(outages > 50 && outages < 200, qPrintable(QString::number(outages)));
        QVERIFY2(seconds / outages >= 5 && seconds / outages <= 15, qPrintable(QString::number(seconds)));
    }
};

QTEST_GUILESS_MAIN(TestMetricShapes)
#include "tst_metricshapes.moc"
