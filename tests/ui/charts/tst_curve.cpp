// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/curve.h"

#include <QTest>

#include <cmath>

using namespace charts;

namespace {

constexpr int height = 101;
const YScale scale{.low = 0, .high = 100, .step = 20}; // Row = 100 - value.

series::Column sample(double value) { return {.first = value, .min = value, .max = value, .last = value, .count = 1}; }

std::vector<PixelRun> runsOf(const CurveShape &shape)
{
    std::vector<PixelRun> runs;
    appendRuns(runs, shape, scale, height);
    return runs;
}

QList<int> columnsWithPixels(const std::vector<PixelRun> &runs)
{
    QList<int> columns;
    for (const PixelRun &run : runs) {
        if (!columns.contains(run.x))
            columns.append(run.x);
    }
    return columns;
}

} // namespace

class TestCurve : public QObject
{
    Q_OBJECT
private slots:
    void nothingDrawsNothing()
    {
        QVERIFY(runsOf({}).empty());
        CurveShape empty;
        empty.columns.resize(5);
        empty.holdTo = 4;
        QVERIFY(runsOf(empty).empty());
        QVERIFY(extentOf(empty).isEmpty());
    }
    void oneSampleIsADot()
    {
        CurveShape shape;
        shape.columns.resize(5);
        shape.columns[2] = sample(40);
        QCOMPARE(runsOf(shape), (std::vector<PixelRun>{{2, 60, 60}}));
    }
    void aColumnCoversItsMinimumAndMaximum()
    {
        CurveShape shape;
        shape.columns.resize(1);
        shape.columns[0] = {.first = 50, .min = 10, .max = 90, .last = 40, .count = 7};
        QCOMPARE(runsOf(shape), (std::vector<PixelRun>{{0, 10, 90}}));
    }
    void theLastValueIsHeldToNow()
    {
        CurveShape shape;
        shape.columns.resize(6);
        shape.columns[1] = sample(40);
        shape.holdTo = 4;
        const auto runs = runsOf(shape);
        QCOMPARE(columnsWithPixels(runs), (QList<int>{1, 2, 3, 4}));
        for (const PixelRun &run : runs)
            QVERIFY(run.top == 60 && run.bottom == 60);
    }
    void aValueBeforeTheWindowIsHeldThroughIt()
    {
        CurveShape shape;
        shape.columns.resize(4);
        shape.before = OuterPoint{-100000, 25};
        shape.holdTo = 3;
        QCOMPARE(columnsWithPixels(runsOf(shape)), (QList<int>{0, 1, 2, 3}));
        QCOMPARE(extentOf(shape), (Extent{25, 25}));
    }
    void afterAGapNothingIsHeld()
    {
        CurveShape shape;
        shape.columns.resize(6);
        shape.columns[1] = sample(40);
        shape.columns[1].gapAfter = true;
        shape.holdTo = 5;
        QCOMPARE(columnsWithPixels(runsOf(shape)), (QList<int>{1}));
    }
    void noLineCrossesAGap_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("marked at its left") << 0;
        QTest::newRow("marked at its right") << 1;
        QTest::newRow("in a column of its own") << 2;
    }
    void noLineCrossesAGap()
    {
        QFETCH(int, kind);
        CurveShape shape;
        shape.columns.resize(9);
        shape.columns[1] = sample(10);
        shape.columns[7] = sample(80);
        shape.columns[1].gapAfter = kind == 0;
        shape.columns[7].gapBefore = kind == 1;
        shape.columns[4].gapBefore = kind == 2;
        QCOMPARE(columnsWithPixels(runsOf(shape)), (QList<int>{1, 7}));
    }
    void linesEnterAndLeave()
    {
        CurveShape shape;
        shape.columns.resize(11);
        shape.before = OuterPoint{-10, 0};
        shape.after = OuterPoint{20, 100};
        const auto runs = runsOf(shape);
        QCOMPARE(columnsWithPixels(runs).size(), 11);
        const Extent extent = extentOf(shape);
        QVERIFY(std::abs(extent.min - 100.0 / 3) < 1e-9);
        QVERIFY(std::abs(extent.max - 200.0 / 3) < 1e-9);
    }
    void lineIsConnectedAndExact_data()
    {
        QTest::addColumn<int>("x2");
        QTest::addColumn<int>("row2");
        for (const int x2 : {1, 2, 3, 10, 50}) {
            for (const int row2 : {0, 1, 37, 49, 50, 51, 100})
                QTest::addRow("to %d,%d", x2, row2) << x2 << row2;
        }
    }
    void lineIsConnectedAndExact()
    {
        QFETCH(int, x2);
        QFETCH(int, row2);
        std::vector<PixelRun> runs;
        appendLine(runs, 0, 50, x2, row2, 60, height);
        QCOMPARE(runs.size(), std::size_t(x2 + 1));
        QVERIFY(runs.front().top <= 50 && runs.front().bottom >= 50);
        QVERIFY(runs.back().top <= row2 && runs.back().bottom >= row2);
        for (std::size_t i = 1; i < runs.size(); ++i) {
            QCOMPARE(runs[i].x, runs[i - 1].x + 1);
            // Touching, at least by a corner.
            QVERIFY(runs[i].top <= runs[i - 1].bottom + 1);
            QVERIFY(runs[i].bottom >= runs[i - 1].top - 1);
        }
        for (const PixelRun &run : runs) {
            const double exact = 50 + (row2 - 50.0) * run.x / x2;
            QVERIFY(run.top <= std::ceil(exact) && run.bottom >= std::floor(exact));
        }
    }
    void aClippedLineIsThePartOfTheWholeLine()
    {
        std::vector<PixelRun> whole;
        appendLine(whole, 100, -300, 400, 900, 1000, 10000);
        std::vector<PixelRun> clipped;
        appendLine(clipped, -50, -300, 250, 900, 200, height);
        std::size_t compared = 0;
        for (const PixelRun &run : clipped) {
            for (const PixelRun &other : whole) {
                if (other.x != run.x + 150)
                    continue;
                ++compared;
                QCOMPARE(run.top, std::max(other.top, 0));
                QCOMPARE(run.bottom, std::min(other.bottom, height - 1));
            }
        }
        QCOMPARE(compared, clipped.size());
        QVERIFY(compared > 10);
    }
    void farValuesAreClipped()
    {
        CurveShape shape;
        shape.columns = {sample(1e300), sample(-1e300), sample(50)};
        for (const PixelRun &run : runsOf(shape))
            QVERIFY(run.top >= 0 && run.bottom < height);
    }
    void theExtentLeavesOutWhatIsNotFinite()
    {
        Extent extent;
        extent.add(std::numeric_limits<double>::quiet_NaN());
        extent.add(std::numeric_limits<double>::infinity());
        QVERIFY(extent.isEmpty());
        extent.add(3);
        QCOMPARE(extent, (Extent{3, 3}));
    }
    void writingStaysInsideThePlot()
    {
        QImage image(20, 20, QImage::Format_RGB32);
        image.fill(Qt::white);
        writeRuns(image, {5, 5}, {10, 10}, {{0, 0, 9}, {9, 0, 9}, {4, 9, 9}}, qRgb(0, 0, 0), 3);
        for (int y = 0; y < 20; ++y) {
            for (int x = 0; x < 20; ++x) {
                const bool inside = x >= 5 && x < 15 && y >= 5 && y < 15;
                QVERIFY(inside || image.pixel(x, y) == qRgb(255, 255, 255));
            }
        }
        QCOMPARE(image.pixel(7, 5), qRgb(0, 0, 0));
        QCOMPARE(image.pixel(14, 14), qRgb(0, 0, 0));
    }
};

QTEST_GUILESS_MAIN(TestCurve)
#include "tst_curve.moc"
