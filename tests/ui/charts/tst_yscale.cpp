// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/yscale.h"

#include <QTest>

#include <cmath>

using namespace charts;

class TestYScale : public QObject
{
    Q_OBJECT
private slots:
    void ladder_data()
    {
        QTest::addColumn<double>("asked");
        QTest::addColumn<double>("step");
        QTest::newRow("one") << 1.0 << 1.0;
        QTest::newRow("just above one") << 1.01 << 2.0;
        QTest::newRow("between two and five") << 3.0 << 5.0;
        QTest::newRow("above five") << 5.5 << 10.0;
        QTest::newRow("small") << 0.00013 << 0.0002;
        QTest::newRow("rounding noise") << 0.2000000000001 << 0.2;
        QTest::newRow("huge") << 3e200 << 5e200;
    }
    void ladder()
    {
        QFETCH(double, asked);
        QFETCH(double, step);
        QVERIFY(qFuzzyCompare(ladderStep(asked), step));
    }

    void scale_data()
    {
        QTest::addColumn<double>("min");
        QTest::addColumn<double>("max");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::addColumn<double>("step");
        QTest::newRow("plain") << 0.0 << 10.0 << 0.0 << 10.0 << 2.0;
        QTest::newRow("price") << 64012.3 << 64018.9 << 64012.0 << 64022.0 << 2.0;
        QTest::newRow("both signs") << -3.0 << 4.0 << -4.0 << 6.0 << 2.0;
        QTest::newRow("constant") << 100.0 << 100.0 << 95.0 << 105.0 << 2.0;
        QTest::newRow("zero") << 0.0 << 0.0 << -1.0 << 1.5 << 0.5;
        QTest::newRow("positive stays positive") << 0.1 << 4.1 << 0.0 << 5.0 << 1.0;
        QTest::newRow("negative stays negative") << -4.1 << -0.1 << -5.0 << 0.0 << 1.0;
    }
    void scale()
    {
        QFETCH(double, min);
        QFETCH(double, max);
        const YScale scale = scaleFor({min, max}, 5);
        QVERIFY(scale.low <= min);
        QVERIFY(scale.high >= max);
        if (QByteArray(QTest::currentDataTag()) == "zero" || QByteArray(QTest::currentDataTag()) == "constant")
            return; // Only that it holds the value matters.
        QTEST(scale.low, "low");
        QTEST(scale.high, "high");
        QTEST(scale.step, "step");
    }

    void hostileValuesGiveAFiniteScale_data()
    {
        QTest::addColumn<double>("min");
        QTest::addColumn<double>("max");
        QTest::newRow("whole range") << -1.7e308 << 1.7e308;
        QTest::newRow("greatest") << 1.7e308 << 1.7e308;
        QTest::newRow("denormal") << 4e-320 << 5e-320;
        QTest::newRow("tiny difference on a big value") << 1e18 << 1e18 + 128;
        QTest::newRow("empty") << 1.0 << 0.0;
    }
    void hostileValuesGiveAFiniteScale()
    {
        QFETCH(double, min);
        QFETCH(double, max);
        const YScale scale = scaleFor({min, max}, 5);
        QVERIFY(std::isfinite(scale.low) && std::isfinite(scale.high));
        QVERIFY(scale.low < scale.high);
        QVERIFY(scale.step > 0);
        const auto values = gridValues(scale);
        QVERIFY(values.size() >= 2 && values.size() <= 64);
        const int digits = labelDigits(scale);
        QVERIFY(digits >= 1 && digits <= 15);
    }

    void growsAtOnce()
    {
        const YScale now = scaleFor({0, 10}, 5);
        QVERIFY(nextScale(now, {0, 10.1}, 5).high >= 10.1);
        QVERIFY(nextScale(now, {-0.1, 10}, 5).low <= -0.1);
    }
    void staysWhileInside()
    {
        const YScale now = scaleFor({0, 10}, 5);
        // One step finer spans 5; 0.8 of it is 4.
        QCOMPARE(nextScale(now, {2, 6.1}, 5), now);
        QCOMPARE(nextScale(now, {}, 5), now);
    }
    void shrinksBelowFourFifthsOfTheFinerSpan()
    {
        const YScale now = scaleFor({0, 10}, 5);
        const YScale next = nextScale(now, {2, 5.9}, 5);
        QCOMPARE(next.step, 1.0);
        QVERIFY(next.low <= 2 && next.high >= 5.9);
    }
    void doesNotFlutter()
    {
        // An extent that breathes between 3.9 and 4.1 changes the axis once at most.
        YScale scale = scaleFor({0, 10}, 5);
        int changes = 0;
        for (int i = 0; i < 100; ++i) {
            const YScale next = nextScale(scale, {1, i % 2 == 0 ? 4.9 : 5.1}, 5);
            changes += next != scale ? 1 : 0;
            scale = next;
        }
        QVERIFY(changes <= 1);
    }
    void zoomKeepsTheAnchor()
    {
        const YScale scale = zoomed({0, 10, 2}, 0.5, 4, 5);
        QCOMPARE(scale.low, 2.0);
        QCOMPARE(scale.high, 7.0);
        QCOMPARE(scale.step, 1.0);
        YScale deep{64000, 64010, 2};
        for (int i = 0; i < 500; ++i)
            deep = zoomed(deep, 0.5, 64001.234, 5);
        QVERIFY(deep.low < deep.high);
        for (int i = 0; i < 5000; ++i)
            deep = zoomed(deep, 2, 64001.234, 5);
        QVERIFY(std::isfinite(deep.high - deep.low));
    }
    void gridHasNoNegativeZero()
    {
        for (const double value : gridValues({-1, 1, 0.5}))
            QVERIFY(value != 0 || !std::signbit(value));
        QCOMPARE(gridValues({-1, 1, 0.5}).size(), std::size_t(5));
    }
    void labelsTellNeighboursApart()
    {
        QCOMPARE(labelDigits({64012, 64022, 2}), 5);
        QCOMPARE(labelDigits({64012.00, 64012.10, 0.02}), 7);
        QCOMPARE(labelDigits({0, 1, 0.2}), 2);
    }
};

QTEST_GUILESS_MAIN(TestYScale)
#include "tst_yscale.moc"
