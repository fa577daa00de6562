// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/drawing.h"
#include "ui/charts/ink.h"

#include <QTest>

#include <cmath>

using namespace charts;

namespace {

constexpr int height = 101;
const YScale scale{.low = 0, .high = 100, .step = 20}; // Row = 100 - value.

series::Column sample(double value) { return {.first = value, .min = value, .max = value, .last = value, .count = 1}; }

//! The plot as gray values, 0 where nothing is drawn, 255 where it is covered.
QImage drawn(const CurveShape &shape, bool held = false, double pen = 1.5)
{
    const int width = std::max<int>(static_cast<int>(shape.columns.size()), 1);
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(Qt::black);
    Ink ink;
    ink.add(shape, RowMapper(scale, height), held);
    ink.paint(image, image.rect(), {.colour = qRgb(255, 255, 255), .pen = pen});
    return image;
}

QList<int> columnsWithPixels(const QImage &image)
{
    QList<int> columns;
    for (int x = 0; x < image.width(); ++x) {
        for (int y = 0; y < image.height(); ++y) {
            if (qRed(image.pixel(x, y)) > 60) {
                columns.append(x);
                break;
            }
        }
    }
    return columns;
}

//! How much of column \a x is covered, in rows; and where the middle of it is.
std::pair<double, double> inkIn(const QImage &image, int x)
{
    double sum = 0, moment = 0;
    for (int y = 0; y < image.height(); ++y) {
        const double covered = qRed(image.pixel(x, y)) / 255.0;
        sum += covered;
        moment += covered * y;
    }
    return {sum, sum > 0 ? moment / sum : -1};
}

} // namespace

class TestCurve : public QObject
{
    Q_OBJECT
private slots:
    void nothingDrawsNothing()
    {
        CurveShape empty;
        empty.columns.resize(5);
        empty.holdTo = 4;
        QVERIFY(columnsWithPixels(drawn(empty)).isEmpty());
        QVERIFY(columnsWithPixels(drawn(empty, true)).isEmpty());
        QVERIFY(extentOf(empty).isEmpty());
    }
    void oneSampleIsADot()
    {
        CurveShape shape;
        shape.columns.resize(5);
        shape.columns[2] = sample(40);
        const QImage image = drawn(shape);
        QCOMPARE(columnsWithPixels(image), QList<int>{2});
        QVERIFY(std::abs(inkIn(image, 2).first - 1.5) < 0.02);
        QVERIFY(std::abs(inkIn(image, 2).second - 60) < 0.02);
    }
    void aColumnCoversItsMinimumAndMaximum()
    {
        CurveShape shape;
        shape.columns.resize(1);
        shape.columns[0] = {.first = 50, .min = 10, .max = 90, .last = 40, .count = 7};
        const QImage image = drawn(shape);
        QCOMPARE(qRed(image.pixel(0, 10)), 255);
        QCOMPARE(qRed(image.pixel(0, 90)), 255);
        QCOMPARE(qRed(image.pixel(0, 8)), 0);
        QVERIFY(std::abs(inkIn(image, 0).first - 81.5) < 0.05);
    }
    //! A slanted line is as thick as a flat one, wherever its middle falls between the rows.
    void aLineIsAntialiased_data()
    {
        QTest::addColumn<double>("to");
        for (const double to : {50.0, 50.3, 52.7, 57.0, 60.0, 75.0, 95.0})
            QTest::addRow("to %g", to) << to;
    }
    void aLineIsAntialiased()
    {
        QFETCH(double, to);
        CurveShape shape;
        shape.columns.resize(21);
        shape.columns[0] = sample(50);
        shape.columns[20] = sample(to);
        const QImage image = drawn(shape);
        const double slope = (to - 50) / 20;
        for (int x = 2; x < 19; ++x) {
            const auto [covered, middle] = inkIn(image, x);
            QVERIFY2(std::abs(middle - (50 - slope * x)) < 0.15, qPrintable(QString::number(middle)));
            QVERIFY2(std::abs(covered - 1.5 * std::sqrt(1 + slope * slope)) < 0.08, qPrintable(QString::number(covered)));
        }
    }
    //! The value that a line ends with is not drawn on as if it had been seen: silence is not data.
    void aLineEndsAtItsLastSample()
    {
        CurveShape shape;
        shape.columns.resize(9);
        shape.columns[1] = sample(40);
        shape.columns[3] = sample(40);
        shape.holdTo = 7;
        QCOMPARE(columnsWithPixels(drawn(shape)), (QList<int>{1, 2, 3}));
        QCOMPARE(endOf(shape)->x, 3);
        // What is held by its nature is drawn held.
        QCOMPARE(columnsWithPixels(drawn(shape, true)), (QList<int>{1, 2, 3, 4, 5, 6, 7}));
        QCOMPARE(endOf(shape, true)->x, 7);
    }
    void aStepIsHeldUntilTheNextValue()
    {
        CurveShape shape;
        shape.columns.resize(9);
        shape.columns[0] = sample(20);
        shape.columns[8] = sample(80);
        const QImage image = drawn(shape, true);
        for (int x = 1; x < 8; ++x)
            QVERIFY(std::abs(inkIn(image, x).second - 80) < 0.2 || x == 7);
        QVERIFY(qRed(image.pixel(8, 50)) == 255);
    }
    void aValueBeforeTheWindowIsHeldThroughIt()
    {
        CurveShape shape;
        shape.columns.resize(4);
        shape.before = OuterPoint{-100000, 25};
        shape.holdTo = 3;
        QCOMPARE(columnsWithPixels(drawn(shape, true)), (QList<int>{0, 1, 2, 3}));
        QCOMPARE(extentOf(shape, true), (Extent{25, 25}));
        QVERIFY(columnsWithPixels(drawn(shape)).isEmpty());
        QVERIFY(extentOf(shape).isEmpty());
    }
    void afterAGapNothingIsHeld()
    {
        CurveShape shape;
        shape.columns.resize(6);
        shape.columns[1] = sample(40);
        shape.columns[1].gapAfter = true;
        shape.holdTo = 5;
        QCOMPARE(columnsWithPixels(drawn(shape, true)), (QList<int>{1}));
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
        QCOMPARE(columnsWithPixels(drawn(shape)), (QList<int>{1, 7}));
        QCOMPARE(gapsOf(shape, 8), (std::vector<ColumnGap>{{2, 6, false}}));
    }
    void aGapThatLastsIsOpen()
    {
        CurveShape shape;
        shape.columns.resize(9);
        shape.columns[3] = sample(10);
        QVERIFY(gapsOf(shape, 8).empty());
        shape.endsInGap = true;
        QCOMPARE(gapsOf(shape, 6), (std::vector<ColumnGap>{{4, 6, true}}));
        QCOMPARE(commonGaps({{1, 5, false}, {7, 9, true}}, {{3, 8, true}}),
            (std::vector<ColumnGap>{{3, 5, false}, {7, 8, true}}));
    }
    void linesEnterAndLeave()
    {
        CurveShape shape;
        shape.columns.resize(11);
        shape.before = OuterPoint{-10, 0};
        shape.after = OuterPoint{20, 100};
        shape.columns[5] = sample(50);
        QCOMPARE(columnsWithPixels(drawn(shape)).size(), 11);
        shape.columns[5] = {};
        const Extent extent = extentOf(shape);
        QVERIFY(std::abs(extent.min - 100.0 / 3) < 1e-9);
        QVERIFY(std::abs(extent.max - 200.0 / 3) < 1e-9);
    }
    void farValuesAreClipped()
    {
        CurveShape shape;
        shape.columns = {sample(1e300), sample(-1e300), sample(50)};
        for (const double pen : {1.0, 1.5, 3.0, 6.0})
            QVERIFY(!drawn(shape, false, pen).isNull());
    }
    void dashesStayWithTheCurve()
    {
        CurveShape shape;
        shape.columns.assign(40, sample(50));
        Ink ink;
        ink.add(shape, RowMapper(scale, height));
        QImage first(40, height, QImage::Format_RGB32), second = first;
        first.fill(Qt::black);
        second.fill(Qt::black);
        ink.paint(first, first.rect(), {.colour = qRgb(255, 255, 255), .dash = 6, .space = 3, .lattice = 900});
        ink.paint(second, second.rect(), {.colour = qRgb(255, 255, 255), .dash = 6, .space = 3, .lattice = 901});
        QVERIFY(columnsWithPixels(first).size() < 30);
        for (int x = 1; x < 40; ++x)
            QCOMPARE(first.pixel(x, 50), second.pixel(x - 1, 50));
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
    void inkStaysInsideThePlot()
    {
        QImage image(20, 20, QImage::Format_RGB32);
        image.fill(Qt::white);
        CurveShape shape;
        shape.columns.assign(10, {.first = 0, .min = -500, .max = 500, .last = 0, .count = 3});
        Ink ink;
        ink.add(shape, RowMapper(scale, 10));
        ink.paint(image, {5, 5, 10, 10}, {.colour = qRgb(0, 0, 0), .pen = 3});
        ink.fill(image, {5, 5, 10, 10}, qRgb(0, 0, 0), 0.5, 1e6);
        for (int y = 0; y < 20; ++y) {
            for (int x = 0; x < 20; ++x) {
                const bool inside = x >= 5 && x < 15 && y >= 5 && y < 15;
                QVERIFY(inside || image.pixel(x, y) == qRgb(255, 255, 255));
            }
        }
        QCOMPARE(image.pixel(7, 5), qRgb(0, 0, 0));
        QCOMPARE(image.pixel(14, 14), qRgb(0, 0, 0));
        for (const QPointF &centre : {QPointF(0, 0), QPointF(19, 19), QPointF(-30, 4), QPointF(7, 1e6)})
            paintEndDot(image, centre, 2, qRgb(1, 2, 3), qRgb(4, 5, 6), true);
    }
};

QTEST_GUILESS_MAIN(TestCurve)
#include "tst_curve.moc"
