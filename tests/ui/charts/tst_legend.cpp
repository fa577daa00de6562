// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/drawing.h"
#include "ui/charts/legend.h"

#include <QTest>
#include <QToolButton>

class TestLegend : public QObject
{
    Q_OBJECT
private slots:
    // Where there is room, no name loses a letter: also the widest, which sets the width of a cell.
    void theWidestNameIsWhole_data()
    {
        QTest::addColumn<QStringList>("names");
        QTest::newRow("Latin") << QStringList{"temperature", "rpm"};
        QTest::newRow("Chinese") << QStringList{"螺纹钢", "沪铜", "豆粕"};
    }
    void theWidestNameIsWhole()
    {
        QFETCH(QStringList, names);
        QWidget window;
        charts::Legend legend(&window);
        legend.resize(1200, charts::Legend::rowHeight);
        std::vector<charts::CurveSpec> curves(static_cast<std::size_t>(names.size()));
        for (std::size_t i = 0; i < curves.size(); ++i)
            curves[i].name = names[static_cast<qsizetype>(i)];
        legend.setCurves(curves);
        for (std::size_t i = 0; i < curves.size(); ++i)
            legend.setValue(i, QStringLiteral("3,523.101"));
        const auto entries = legend.findChildren<charts::LegendEntry *>();
        QCOMPARE(entries.size(), names.size());
        for (const charts::LegendEntry *entry : entries) {
            const int value = charts::drawFigures(
                nullptr, charts::sized(entry->font(), 12, QFont::Medium), {}, QStringLiteral("3,523.101"));
            QVERIFY2(entry->width() >= entry->naturalWidth(value), qPrintable(entry->name()));
            QVERIFY(entry->isVisibleTo(&legend));
        }
    }
    void whatDoesNotFitIsCounted()
    {
        QWidget window;
        charts::Legend legend(&window);
        std::vector<charts::CurveSpec> curves(12);
        for (std::size_t i = 0; i < curves.size(); ++i)
            curves[i].name = QStringLiteral("instrument-%1").arg(i);
        legend.setCurves(curves);
        QCOMPARE(legend.heightFor(260, 160), charts::Legend::rowHeight);
        QCOMPARE(legend.heightFor(260, 240), 2 * charts::Legend::rowHeight);
        legend.resize(260, charts::Legend::rowHeight);
        const auto *const more = legend.findChild<QToolButton *>();
        int shown = 0;
        for (const charts::LegendEntry *entry : legend.entries()) {
            shown += entry->isVisibleTo(&legend) ? 1 : 0;
            QVERIFY(!entry->isVisibleTo(&legend) || entry->geometry().right() < legend.width());
        }
        QVERIFY(shown > 0 && shown < 12);
        QVERIFY(more->isVisibleTo(&legend));
        QCOMPARE(more->text(), QStringLiteral("+%1").arg(12 - shown));
        QVERIFY(more->geometry().right() < legend.width());
    }
    void aClickIsSoloAndASecondOneAll()
    {
        QWidget window;
        charts::Legend legend(&window);
        legend.setGeometry(0, 0, 600, charts::Legend::rowHeight);
        legend.setCurves(std::vector<charts::CurveSpec>(3));
        QTest::mouseClick(legend.entries()[1], Qt::LeftButton);
        QVERIFY(!legend.isShown(0) && legend.isShown(1) && !legend.isShown(2));
        QTest::mouseClick(legend.entries()[1], Qt::LeftButton);
        QCOMPARE(legend.shownCount(), 3);
        QTest::mouseClick(legend.entries()[2], Qt::LeftButton, Qt::ControlModifier);
        QVERIFY(!legend.isShown(2));
        QCOMPARE(legend.shownCount(), 2);
    }
};

QTEST_MAIN(TestLegend)
#include "tst_legend.moc"
