// SPDX-License-Identifier: GPL-3.0-or-later
// A kind of chart is two files and one line: what docs/adding.md promises.
#include "tests/ui/fakefeed.h"
#include "ui/charts/livechart.h"

#include <QMenu>
#include <QTest>

using namespace charts;

class TestNewCharts : public QObject
{
    Q_OBJECT
private slots:
    void theLineIsAllItTakes()
    {
        tests::FakeFeed feed;
        feed.addWave("v", {}, 1, 100, 5, 20);
        LiveChart chart(feed.store, QStringLiteral("v"));
        chart.resize(300, 180);
        ChartSpec spec = chart.spec();
        spec.kind = "mean";
        chart.setSpec(spec);
        chart.setCurves({{{0}, {}, false, 3}}, false);
        chart.setWindow({}, tests::feedNow, true);
        chart.grab();
        const QImage picture = chart.grab(chart.chartLayout().plot).toImage();
        // One level line from left to right, and nothing of the wave.
        const QRgb colour = curveColour(3, Theme::of(chart.palette()).dark).rgb();
        QList<int> rows;
        for (int y = 0; y < picture.height(); ++y) {
            if (std::abs(qRed(picture.pixel(20, y)) - qRed(colour)) < 60 && std::abs(qBlue(picture.pixel(20, y)) - qBlue(colour)) < 60)
                rows.append(y);
        }
        QVERIFY(!rows.isEmpty() && rows.size() <= 2);
        QCOMPARE(picture.pixel(20, rows[0]), picture.pixel(picture.width() - 20, rows[0]));
        QMenu menu;
        chart.fillMenu(menu);
        QVERIFY(std::ranges::any_of(menu.actions(), [](const QAction *action) { return action->text() == QStringLiteral("Mean"); }));
    }
};

QTEST_MAIN(TestNewCharts)
#include "tst_newcharts.moc"
