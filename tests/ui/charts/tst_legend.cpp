// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/legend.h"

#include <QTest>

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
        legend.resize(1200, 100);
        std::vector<charts::CurveSpec> curves(static_cast<std::size_t>(names.size()));
        for (std::size_t i = 0; i < curves.size(); ++i)
            curves[i].name = names[static_cast<qsizetype>(i)];
        legend.setCurves(curves);
        for (std::size_t i = 0; i < curves.size(); ++i)
            legend.setValue(i, QStringLiteral("3,523.101"));
        const QFontMetrics metrics = legend.fontMetrics();
        const int line = metrics.height();
        const auto entries = legend.findChildren<charts::LegendEntry *>();
        QCOMPARE(entries.size(), names.size());
        for (const charts::LegendEntry *entry : entries) {
            const int room = entry->width() - (line * 5 / 8 + line / 2) - line / 2 - line / 2
                - metrics.horizontalAdvance(QStringLiteral("3,523.101"));
            QVERIFY2(room >= metrics.horizontalAdvance(entry->name()), qPrintable(entry->name()));
        }
    }
};

QTEST_MAIN(TestLegend)
#include "tst_legend.moc"
