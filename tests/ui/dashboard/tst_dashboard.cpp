// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fakefeed.h"
#include "ui/charts/catalog.h"
#include "ui/charts/chartgrid.h"
#include "ui/charts/picklist.h"
#include "ui/charts/timebar.h"
#include "ui/dashboard/dashboardpanel.h"
#include "ui/look/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScreen>
#include <QScrollBar>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QStyleFactory>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

using namespace charts;
using namespace std::chrono_literals;
using dashboard::DashboardPanel;
using tests::FakeFeed;
using tests::feedNow;
using tests::second;

namespace {

//! A dashboard over a fake feed, on a clock moved by hand.
struct Bench
{
    FakeFeed feed;
    qint64 now = feedNow;
    DashboardPanel panel{feed.store, [this] { return now; }};

    explicit Bench(QSize size = {1000, 620}) { panel.resize(size); }
    void open()
    {
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        tick();
    }
    //! What the stream does after new samples.
    void tick()
    {
        stream::Tick tick;
        tick.sampleCount = feed.store->sampleCount();
        tick.seriesGeneration = feed.store->generation();
        tick.status.state = connection::State::Open;
        panel.setTick(tick);
        panel.refresh();
        QCoreApplication::processEvents();
    }
    LiveChart &chart(int index) { return *panel.grid().charts().at(index); }
    QString mark() { return panel.findChild<QLabel *>(QStringLiteral("pausedMark"))->text(); }
};

void wheel(QWidget &target, QPoint position, int notches, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QWheelEvent event(position, target.mapToGlobal(position), {}, {0, notches * 120}, Qt::NoButton, modifiers,
        Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&target, &event);
}

//! Keeps a picture when the environment names a folder for them, so that a person can look.
void keepPicture(QWidget &widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("SOCKETSCOPE_PICTURES");
    if (!folder.isEmpty())
        widget.grab().save(QDir(folder).filePath(name + QStringLiteral(".png")));
}

void fillManyCharts(FakeFeed &feed, int charts)
{
    static const QStringList keys{"BTC-USD", "ETH-USD", "SOL-USD", "XRP-USD"};
    for (int i = 0; i < charts; ++i) {
        const QString path = QStringLiteral("data.metric%1").arg(i, 2, 10, QLatin1Char('0'));
        for (int k = 0; k < 4; ++k)
            feed.addWave(path, keys[k], 100 - i, 100 * (i + 1) + 20 * k, 8 + 3 * k, 11 + 5 * k);
    }
}

void fillMixed(FakeFeed &feed)
{
    const QStringList symbols{"BTCUSDT", "ETHUSDT", "SOLUSDT", "a-very-long-instrument-name-2026-12-31-PERPETUAL"};
    double level = 64012;
    for (const QString &symbol : symbols)
        feed.addWave("data.price", symbol, 99, level -= 9, 4, 23);
    feed.addWave("data.volume", QStringLiteral("上海证券交易所"), 98, 1.4e9, 2e8, 17);
    feed.addWave("data.volume", QStringLiteral("深圳"), 98, 0.9e9, 1e8, 13);
    feed.addWave("a.rather.long.path.that.goes.on.and.on.through.nested.objects.until.it.ends.in.temperature", {}, 97,
        21.5, 0.02, 30);
    const auto broken = feed.add("status.latency_ms", {}, 96);
    for (int i = 0; i < 1200; ++i) {
        const qint64 time = feedNow - (1200 - i) * second / 10;
        if (i > 800 && i < 900)
            continue;
        if (i == 900)
            feed.store->markGap(broken, feedNow - 400 * second / 10);
        feed.store->append(broken, {time, 12 + (i % 37 == 0 ? 80.0 : i % 5)});
    }
    const auto slow = feed.add("orders", {}, 95);
    for (int i = 0; i < 8; ++i)
        feed.store->append(slow, {feedNow - (60 - i * 7) * second, static_cast<double>((i * 7) % 5)});
    feed.add("<table><table><b>html</b>", QStringLiteral("<h1>key</h1>"), 94);
}

} // namespace

class TestDashboard : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        qputenv("TZ", "UTC");
        QApplication::setStyle(QStyleFactory::create("Fusion"));
    }

    void saysWhatIsAwaited()
    {
        Bench bench;
        bench.panel.show();
        QLabel *found = nullptr;
        for (QLabel *const label : bench.panel.findChildren<QLabel *>()) {
            if (label->text().contains(QStringLiteral("Not connected")))
                found = label;
        }
        QVERIFY(found);
        QCOMPARE(found->textFormat(), Qt::PlainText);
        bench.tick();
        QVERIFY(found->text().contains(QStringLiteral("Waiting")));
        keepPicture(bench.panel, "charts-empty");
    }
    void chartsAppearWithTheFirstSamples()
    {
        Bench bench;
        bench.open();
        QVERIFY(bench.panel.grid().charts().empty());
        bench.feed.addWave("data.price", "BTC", 9, 100, 5, 20);
        bench.tick();
        QCOMPARE(bench.panel.grid().charts().size(), std::size_t(1));
        QVERIFY(bench.chart(0).isVisible());
        const QString value = bench.chart(0).legend().entries().at(0)->value();
        QVERIFY2(!value.isEmpty() && value != QStringLiteral("–"), qPrintable(value));
    }
    void theCurveIsPainted()
    {
        const auto isNear = [](QRgb a, QRgb b) {
            return std::abs(qRed(a) - qRed(b)) + std::abs(qGreen(a) - qGreen(b)) + std::abs(qBlue(a) - qBlue(b)) < 140;
        };
        Bench bench;
        bench.feed.addWave("v", {}, 9, 100, 5, 20);
        bench.open();
        const QImage picture = bench.chart(0).grab(bench.chart(0).chartLayout().plot).toImage();
        const QRgb colour = curveColour(bench.chart(0).curves()[0].colour, Theme::of(bench.panel.palette()).dark).rgb();
        for (int x = 0; x < picture.width() - 1; ++x) { // The last column is the live edge.
            bool painted = false;
            for (int y = 0; y < picture.height() && !painted; ++y)
                painted = isNear(picture.pixel(x, y), colour);
            QVERIFY2(painted, qPrintable(QString::number(x)));
        }
    }
    void theFrameIsMadeOnlyForANewLook()
    {
        Bench bench;
        bench.feed.addWave("v", {}, 9, 100, 5, 20);
        bench.open();
        const int made = bench.chart(0).frame().rendered();
        for (int i = 0; i < 20; ++i) {
            bench.now += second;
            bench.feed.store->append({0}, {bench.now, 100});
            bench.tick();
        }
        QCOMPARE(bench.chart(0).frame().rendered(), made);
        bench.feed.store->append({0}, {bench.now, 300});
        bench.tick();
        QCOMPARE(bench.chart(0).frame().rendered(), made + 1);
    }
    void spacePausesTheViewOnly()
    {
        Bench bench;
        bench.feed.addWave("v", {}, 9, 100, 5, 20);
        bench.open();
        bench.chart(0).setFocus();
        QTest::keyClick(&bench.chart(0), Qt::Key_Space);
        QVERIFY(!bench.panel.window().isLive());
        QVERIFY(bench.mark().contains(QStringLiteral("22:13:20")));
        QCoreApplication::processEvents();
        keepPicture(bench.panel, "charts-paused");
        bench.now += 30 * second;
        bench.feed.store->append({0}, {bench.now, 100});
        bench.tick();
        QCOMPARE(bench.panel.window().end(bench.now), feedNow);
        QTest::keyClick(&bench.chart(0), Qt::Key_End);
        QVERIFY(bench.panel.window().isLive());
        QVERIFY(bench.mark().isEmpty());
    }
    void buttonsPauseAndGoLive()
    {
        Bench bench;
        bench.feed.addWave("v", {}, 9, 100, 5, 20);
        bench.open();
        QToolButton *pause = nullptr;
        QToolButton *live = nullptr;
        for (QToolButton *const button : bench.panel.timeBar().findChildren<QToolButton *>()) {
            pause = button->text() == QStringLiteral("Pause") ? button : pause;
            live = button->text() == QStringLiteral("Go live") ? button : live;
        }
        QVERIFY(pause && live);
        QVERIFY(!live->isEnabled());
        QTest::mouseClick(pause, Qt::LeftButton);
        QVERIFY(!bench.panel.window().isLive());
        QTest::mouseClick(live, Qt::LeftButton);
        QVERIFY(bench.panel.window().isLive());
    }
    void dragPansIntoThePast()
    {
        Bench bench;
        bench.feed.addWave("v", {}, 9, 100, 5, 20);
        bench.open();
        LiveChart &chart = bench.chart(0);
        const QPoint from = chart.chartLayout().plot.center();
        QTest::mousePress(&chart, Qt::LeftButton, {}, from);
        QTest::mouseMove(&chart, from + QPoint(50, 0));
        QTest::mouseRelease(&chart, Qt::LeftButton, {}, from + QPoint(50, 0));
        const qint64 moved = feedNow - bench.panel.window().end(feedNow);
        QCOMPARE(moved, chart.nsPerColumn() * 50);
        bench.tick();
        keepPicture(bench.panel, "charts-panned");
    }
    void wheelZoomsTime()
    {
        Bench bench;
        bench.feed.addWave("v", {}, 9, 100, 5, 20);
        bench.open();
        LiveChart &chart = bench.chart(0);
        bench.panel.setFocus();
        wheel(chart, chart.chartLayout().plot.center(), 1);
        QCOMPARE(bench.panel.window().span(), Nanoseconds(1min)); // A stray turn is not a choice.
        wheel(chart, chart.chartLayout().plot.center(), 1, Qt::ControlModifier);
        QCOMPARE(bench.panel.window().span(), Nanoseconds(48s));
        QVERIFY(bench.panel.isLive());
        chart.setFocus();
        wheel(chart, chart.chartLayout().plot.center(), -1);
        QCOMPARE(bench.panel.window().span(), Nanoseconds(1min));
        wheel(chart, chart.chartLayout().plot.center(), 1);
        // Shift lets the wheel scroll the page.
        wheel(chart, chart.chartLayout().plot.center(), 1, Qt::ShiftModifier);
        QCOMPARE(bench.panel.window().span(), Nanoseconds(48s));
    }
    void keysAndComboChooseTheWindow()
    {
        Bench bench;
        bench.feed.addWave("v", {}, 9, 100, 5, 20);
        bench.open();
        QTest::keyClick(&bench.chart(0), Qt::Key_Minus);
        QCOMPARE(bench.panel.window().span(), Nanoseconds(2min));
        QTest::keyClick(&bench.chart(0), Qt::Key_Plus);
        QTest::keyClick(&bench.chart(0), Qt::Key_Plus);
        QCOMPARE(bench.panel.window().span(), Nanoseconds(30s));
        QTest::keyClick(&bench.chart(0), Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(bench.panel.window().end(feedNow), feedNow - 3 * second);
        auto *const combo = bench.panel.timeBar().findChild<QComboBox *>();
        combo->setFocus();
        QTest::keyClick(combo, Qt::Key_End);
        QCOMPARE(bench.panel.window().span(), Nanoseconds(1h));
        QTest::keyClick(combo, Qt::Key_Home);
        QTest::keyClick(&bench.chart(0), Qt::Key_End);
        bench.now += 2 * second;
        bench.tick();
        QCOMPARE(bench.panel.window().span(), Nanoseconds(1min));
    }
    void theWindowFollowsASlowSeries()
    {
        Bench bench;
        const auto id = bench.feed.add("slow", {}, 9);
        for (int i = 0; i < 20; ++i)
            bench.feed.store->append(id, {feedNow - (20 - i) * 5 * second, double(i)});
        bench.open();
        QCOMPARE(bench.panel.window().span(), Nanoseconds(2min)); // Of the five that suit it: what is there.
        bench.now += 2000 * second;
        for (int i = 0; i < 400; ++i)
            bench.feed.store->append(id, {feedNow + (i + 1) * 5 * second, double(i)});
        bench.tick();
        QCOMPARE(bench.panel.window().span(), Nanoseconds(5min));
    }
    void aLegendClickHidesACurve()
    {
        Bench bench;
        bench.feed.addWave("v", "A", 9, 100, 5, 20);
        bench.feed.addWave("v", "B", 8, 1000, 5, 20);
        bench.open();
        const double high = bench.chart(0).scale().high;
        QTest::mouseClick(bench.chart(0).legend().entries().at(1), Qt::LeftButton, Qt::ControlModifier);
        bench.tick();
        QVERIFY(!bench.chart(0).legend().isShown(1));
        QVERIFY2(bench.chart(0).scale().high < high, "the axis follows what is shown");
        QTest::keyClick(bench.chart(0).legend().entries().at(1), Qt::Key_Space);
        QVERIFY(bench.chart(0).legend().isShown(1));
        QVERIFY2(bench.panel.isLive(), "Space on an entry is not the panel's");
    }
    void theCursorIsSharedAndShowsValues()
    {
        Bench bench;
        bench.feed.addWave("v", {}, 9, 100, 5, 20);
        bench.feed.addWave("w", {}, 8, 100, 5, 20);
        const auto steps = bench.feed.add("steps", {}, 7);
        bench.feed.store->append(steps, {feedNow - 50 * second, 11});
        bench.feed.store->append(steps, {feedNow - 2 * second, 22});
        bench.panel.restore({{"windowMs", 60000}});
        bench.open();
        QCOMPARE(bench.chart(2).legend().entries().at(0)->value(), QStringLiteral("22"));
        LiveChart &chart = bench.chart(0);
        QTest::mouseMove(&chart, chart.chartLayout().plot.center());
        QCoreApplication::processEvents();
        QCOMPARE(bench.chart(2).legend().entries().at(0)->value(), QStringLiteral("11"));
        keepPicture(bench.panel, "charts-cursor");
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(&chart, &leave);
        QCOMPARE(bench.chart(2).legend().entries().at(0)->value(), QStringLiteral("22"));
    }
    void doubleClickResetsTheYAxis()
    {
        Bench bench;
        bench.feed.addWave("v", {}, 9, 100, 5, 20);
        bench.open();
        LiveChart &chart = bench.chart(0);
        const YScale automatic = chart.scale();
        wheel(chart, chart.chartLayout().yAxis.center(), 1, Qt::ControlModifier);
        bench.tick();
        QVERIFY(chart.isYManual());
        QVERIFY(chart.scale() != automatic);
        keepPicture(bench.panel, "charts-yzoom");
        QTest::mouseDClick(&chart, Qt::LeftButton, {}, chart.chartLayout().yAxis.center());
        bench.tick();
        QCOMPARE(chart.scale(), automatic);
        QTest::keyClick(&chart, Qt::Key_Plus, Qt::ControlModifier);
        QVERIFY(chart.isYManual());
        QTest::keyClick(&chart, Qt::Key_0, Qt::ControlModifier);
        QVERIFY(!chart.isYManual());
    }
    void closingAndMovingCharts()
    {
        Bench bench;
        for (const char *const path : {"a", "b", "c"})
            bench.feed.addWave(QString::fromLatin1(path), {}, 9, 100, 5, 20);
        bench.open();
        QTest::keyClick(&bench.chart(2), Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(bench.chart(1).field(), QStringLiteral("c"));
        QTest::keyClick(&bench.chart(0), Qt::Key_Delete);
        QCoreApplication::processEvents();
        QCOMPARE(bench.panel.grid().charts().size(), std::size_t(2));
        QCOMPARE(bench.chart(0).field(), QStringLiteral("c"));
        DashboardPanel next(bench.feed.store, [&bench] { return bench.now; });
        next.restore(bench.panel.save());
        next.refresh();
        QCOMPARE(next.grid().charts().at(0)->field(), QStringLiteral("c"));
        QCOMPARE(next.grid().charts().size(), std::size_t(2));
    }
    void moreFieldsAreChosenFromAList()
    {
        Bench bench;
        fillManyCharts(bench.feed, 9);
        bench.open();
        QCOMPARE(bench.panel.grid().charts().size(), std::size_t(6));
        QTest::keyClick(&bench.chart(0), Qt::Key_F);
        auto *list = bench.panel.findChild<PickList *>();
        QVERIFY(list && list->isVisible());
        keepPicture(*list, "charts-fields");
        QTest::keyClicks(&list->filter(), "08");
        QTest::keyClick(&list->filter(), Qt::Key_Return);
        QCOMPARE(bench.panel.grid().charts().size(), std::size_t(7));
        QCOMPARE(bench.chart(6).field(), QStringLiteral("data.metric08"));
        QTest::keyClick(&list->filter(), Qt::Key_Return);
        QCOMPARE(bench.panel.grid().charts().size(), std::size_t(6));
        list->close();
    }
    void keysAreChosenFromAList()
    {
        Bench bench;
        for (int i = 0; i < 12; ++i)
            bench.feed.addWave("v", QStringLiteral("KEY%1").arg(i), 50 - i, 100 + i, 5, 20);
        bench.open();
        QCOMPARE(bench.chart(0).curves().size(), std::size_t(8));
        keepPicture(bench.panel, "charts-keys");
        QTest::keyClick(&bench.chart(0), Qt::Key_K);
        auto *list = bench.panel.findChild<PickList *>();
        QVERIFY(list);
        const QRect line = list->list().visualItemRect(list->list().item(9));
        list->list().scrollToItem(list->list().item(9));
        QTest::mouseClick(
            list->list().viewport(), Qt::LeftButton, {}, list->list().visualItemRect(list->list().item(9)).center());
        Q_UNUSED(line);
        QCOMPARE(bench.chart(0).curves().size(), std::size_t(9));
        QCOMPARE(bench.chart(0).curves().back().name, QStringLiteral("KEY9"));
        list->close();
    }
    void theLimitAsksForAClick()
    {
        Bench bench;
        for (int i = 0; i < 2001; ++i) {
            series::SeriesEntry entry;
            entry.path = QStringLiteral("f%1").arg(i);
            bench.feed.store->tryCreate(entry);
        }
        bench.open();
        auto *const button = bench.panel.findChild<QPushButton *>(QStringLiteral("allowMore"));
        QVERIFY(button->isVisible());
        keepPicture(bench.panel, "charts-limit");
        const int limit = bench.feed.store->limit();
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(bench.feed.store->limit(), limit + 2000);
        QVERIFY(!button->isVisible());
    }
    void manyChartsScroll()
    {
        Bench bench({1280, 720});
        fillManyCharts(bench.feed, 16);
        bench.open();
        for (int i = 6; i < 16; ++i) {
            QTest::keyClick(&bench.chart(0), Qt::Key_F);
            auto *const list = bench.panel.findChild<PickList *>();
            list->list().setCurrentRow(i);
            QTest::keyClick(&list->list(), Qt::Key_Space);
            delete list;
        }
        bench.tick();
        QCOMPARE(bench.panel.grid().charts().size(), std::size_t(16));
        for (const LiveChart *const chart : bench.panel.grid().charts())
            QVERIFY(chart->height() >= chart->minimumSizeHint().height());
        // Whole rows: the view ends with the border of a card.
        QScrollBar *const bar = bench.panel.grid().verticalScrollBar();
        QCOMPARE(bar->singleStep(), bench.chart(4).y() - bench.chart(0).y());
        keepPicture(bench.panel, "charts-16");
    }
    //! Finding 2: the top label mixed two numbers, since only the plot was painted when the scale changed.
    void aNewScaleIsPaintedWhole()
    {
        Bench bench;
        bench.feed.addWave("v", {}, 9, 100, 5, 20);
        bench.open();
        LiveChart &chart = bench.chart(0);
        bench.now += second;
        bench.feed.store->append({0}, {bench.now, 123456});
        bench.tick();
        for (int i = 0; i < 3; ++i)
            QCoreApplication::processEvents();
        const QRect gutter = chart.chartLayout().yAxis.adjusted(2, 0, -2, 0);
        const QImage screen = bench.panel.screen()->grabWindow(bench.panel.winId()).toImage();
        const QPoint at = chart.mapTo(&bench.panel, gutter.topLeft());
        const QImage fresh = chart.grab(gutter).toImage().convertToFormat(QImage::Format_RGB32);
        QCOMPARE(screen.copy(QRect(at, gutter.size())).convertToFormat(QImage::Format_RGB32), fresh);
    }
    //! Finding 14: a live legend beside a held chart.
    void aHeldLegendStandsStill()
    {
        Bench bench;
        const auto id = bench.feed.add("v", {}, 9);
        bench.feed.store->append(id, {feedNow - 2 * second, 11});
        bench.feed.store->append(id, {feedNow - second, 22});
        bench.open();
        bench.panel.setLive(false);
        bench.now += 5 * second;
        bench.feed.store->append(id, {bench.now, 33});
        bench.tick();
        QCOMPARE(bench.chart(0).legend().entries().at(0)->value(), QStringLiteral("22"));
        QCOMPARE(bench.chart(0).headline(), QStringLiteral("22"));
        bench.panel.setLive(true);
        bench.tick();
        QCOMPARE(bench.chart(0).headline(), QStringLiteral("33"));
    }
    //! Finding 3: silence is said.
    void silenceIsSaid()
    {
        Bench bench;
        bench.feed.addWave("v", {}, 9, 100, 5, 20);
        bench.open();
        QCOMPARE(bench.chart(0).subtitle(), QString());
        bench.now += 9 * second;
        bench.tick();
        QVERIFY2(bench.chart(0).subtitle().contains(QStringLiteral("9")), qPrintable(bench.chart(0).subtitle()));
        QVERIFY(bench.chart(0).spoken().contains(QStringLiteral("old")));
        keepPicture(bench.panel, "charts-old");
    }
    //! Finding 13: ten minutes of window for 30 s of data.
    void theWindowBeginsWithWhatIsThere()
    {
        Bench bench;
        const auto id = bench.feed.add("slow", {}, 9);
        for (int i = 0; i < 3; ++i)
            bench.feed.store->append(id, {feedNow - (20 - i * 10) * second, double(i)});
        bench.open();
        QCOMPARE(bench.panel.span(), Nanoseconds(20s));
    }
    void sixCardsAreWholeInASmallWindow()
    {
        Bench bench({890, 330});
        bench.panel.setTimeBarShown(false);
        fillManyCharts(bench.feed, 6);
        bench.open();
        const QRect view = bench.panel.grid().viewport()->rect();
        for (const LiveChart *const chart : bench.panel.grid().charts()) {
            QVERIFY(view.contains(chart->geometry()));
            QVERIFY(chart->chartLayout().plot.height() >= 48);
        }
        QVERIFY(bench.chart(0).chartLayout().bottomAxis.isEmpty());
        QVERIFY(!bench.chart(3).chartLayout().bottomAxis.isEmpty());
        keepPicture(bench.panel, "charts-890x330");
    }
    void aKindIsChosenFromTheMenu()
    {
        Bench bench;
        bench.feed.addWave("v", "A", 9, 100, 5, 20);
        bench.feed.addWave("v", "B", 8, 120, 5, 20);
        bench.open();
        const auto curves = bench.chart(0).curves();
        for (const KindEntry &kind : catalog()) {
            QMenu menu;
            bench.chart(0).fillMenu(menu);
            for (QAction *const action : menu.actions()) {
                if (action->text() == kind.name)
                    action->trigger();
            }
            bench.tick();
            QCOMPARE(bench.chart(0).spec().kind, kind.id);
            QCOMPARE(bench.chart(0).curves(), curves);
            QVERIFY(!bench.panel.grab().isNull());
        }
    }
    void keysMoveFromCardToCard()
    {
        Bench bench;
        fillManyCharts(bench.feed, 6);
        bench.open();
        bench.chart(0).setFocus();
        QTest::keyClick(&bench.chart(0), Qt::Key_Right);
        QVERIFY(bench.chart(1).hasFocus());
        QTest::keyClick(&bench.chart(1), Qt::Key_Down);
        QVERIFY(!bench.chart(1).hasFocus());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        auto *const inside = QApplication::focusWidget();
        QVERIFY(qobject_cast<QToolButton *>(inside));
        QTest::keyClick(inside, Qt::Key_Escape);
        QVERIFY(qobject_cast<LiveChart *>(QApplication::focusWidget()));
    }
    void cursorsMeasure()
    {
        Bench bench;
        bench.feed.addWave("v", {}, 9, 100, 5, 20);
        bench.panel.restore({{"windowMs", 60000}});
        bench.open();
        LiveChart &chart = bench.chart(0);
        const QRect plot = chart.chartLayout().plot;
        QTest::mouseMove(&chart, plot.center() - QPoint(80, 0));
        QTest::keyClick(&chart, Qt::Key_1);
        QTest::mouseMove(&chart, plot.center());
        QTest::keyClick(&chart, Qt::Key_2);
        const Cursors cursors = bench.panel.grid().cursors();
        QVERIFY(cursors.a && cursors.b && *cursors.a < *cursors.b);
        QVERIFY(distanceText(cursors).contains(QStringLiteral("Hz")));
        bench.tick();
        // A card this large says what lies between them.
        QCOMPARE(chart.statistics().rows().size(), std::size_t(2));
        QCOMPARE(chart.statistics().rows()[0].size(), 11);
        QVERIFY(chart.chartLayout().table.bottom() < chart.height());
        keepPicture(bench.panel, "charts-ab");
        QTest::keyClick(&chart, Qt::Key_Escape);
        QVERIFY(!bench.panel.grid().cursors().a && !bench.panel.grid().cursors().b);
    }
    void aChartIsExportedAsPictureAndAsTable()
    {
        Bench bench;
        const auto id = bench.feed.add("v", "=1+1", 9);
        bench.feed.store->append(id, {feedNow - 100 * second, 7});
        bench.feed.store->append(id, {feedNow - second, 0.1});
        bench.feed.store->append(id, {feedNow - second / 2 + 1, -3});
        bench.panel.restore({{"windowMs", 10000}});
        bench.open();
        const QTemporaryDir folder;
        QSignalSpy done(&bench.panel, &DashboardPanel::exported);
        bench.panel.exportChart(&bench.chart(0), folder.filePath("a.csv"));
        QTRY_COMPARE(done.size(), 1);
        QCOMPARE(done[0][1].toString(), QString());
        QFile table(folder.filePath("a.csv"));
        QVERIFY(table.open(QIODevice::ReadOnly));
        QCOMPARE(table.readAll(), QByteArray("time,series,value\r\n2023-11-14T22:13:19.000000000Z,'=1+1,0.10000000000000001\r\n"
                                             "2023-11-14T22:13:19.500000001Z,'=1+1,-3\r\n"));
        bench.panel.exportChart(&bench.chart(0), folder.filePath("a.png"));
        QTRY_COMPARE(done.size(), 2);
        QCOMPARE(QImage(folder.filePath("a.png")).size(), bench.chart(0).size() * bench.chart(0).devicePixelRatioF());
        bench.panel.exportChart(&bench.chart(0), folder.filePath("nowhere/a.png"));
        QTRY_COMPARE(done.size(), 3);
        QVERIFY(!done[2][1].toString().isEmpty());
    }
    void aBoxShowsThatStretchAlone()
    {
        Bench bench;
        bench.feed.addWave("v", {}, 9, 100, 5, 20);
        bench.panel.restore({{"windowMs", 60000}});
        bench.open();
        QSignalSpy held(&bench.panel, &DashboardPanel::liveChanged);
        LiveChart &chart = bench.chart(0);
        const QRect plot = chart.chartLayout().plot;
        QTest::mousePress(&chart, Qt::LeftButton, Qt::ShiftModifier, plot.center() - QPoint(50, 0));
        QTest::mouseMove(&chart, plot.center());
        QTest::mouseRelease(&chart, Qt::LeftButton, Qt::ShiftModifier, plot.center());
        QVERIFY(!bench.panel.isLive());
        QCOMPARE(held.size(), 1);
        QVERIFY(bench.panel.span() < 10s);
    }
    void anotherStoreStartsAnew()
    {
        Bench bench;
        bench.feed.addWave("v", {}, 9, 100, 5, 20);
        bench.open();
        FakeFeed other;
        other.addWave("v", {}, 9, 500, 5, 20);
        bench.panel.setStore(other.store);
        bench.panel.refresh();
        QCoreApplication::processEvents();
        bench.panel.grab();
        QVERIFY(bench.chart(0).scale().low > 400);
    }
    void hostileNamesAndValuesArePlain()
    {
        Bench bench;
        const QString name
            = QStringLiteral("<table>").repeated(60) + QChar(0x202e) + QStringLiteral("&amp;<img src=x>");
        const auto id = bench.feed.add(name, name, 9);
        bench.feed.store->append(id, {feedNow - 3 * second, 1.7e308});
        bench.feed.store->append(id, {feedNow - 2 * second, -1.7e308});
        bench.feed.store->append(id, {feedNow - second, 4e-320});
        bench.open();
        QVERIFY(!bench.panel.grab().isNull());
        QVERIFY(bench.chart(0).legend().entries().at(0)->toolTip().contains(QStringLiteral("&lt;table&gt;")));
    }
    void pictures_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QSize>("size");
        QTest::newRow("charts-light") << false << QSize(1280, 720);
        QTest::newRow("charts-dark") << true << QSize(1280, 720);
        QTest::newRow("charts-narrow") << false << QSize(480, 600);
        QTest::newRow("charts-tiny") << true << QSize(260, 200);
    }
    void pictures()
    {
        QFETCH(bool, dark);
        QFETCH(QSize, size);
        Bench bench(size);
        bench.panel.setPalette(look::Theme::palette(dark));
        fillMixed(bench.feed);
        bench.open();
        bench.tick();
        keepPicture(bench.panel, QString::fromLatin1(QTest::currentDataTag()));
        QCOMPARE(bench.panel.grid().charts().size(), std::size_t(6));
    }
};

QTEST_MAIN(TestDashboard)
#include "tst_dashboard.moc"
