// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fakefeed.h"
#include "ui/charts/chartgrid.h"
#include "ui/charts/picklist.h"
#include "ui/charts/timebar.h"
#include "ui/dashboard/dashboardpanel.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QStyleFactory>
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

QPalette darkPalette()
{
    QPalette palette;
    palette.setColor(QPalette::Window, QColor(0x2b, 0x2d, 0x30));
    palette.setColor(QPalette::WindowText, QColor(0xe6, 0xe6, 0xe6));
    palette.setColor(QPalette::Base, QColor(0x1e, 0x1f, 0x22));
    palette.setColor(QPalette::Text, QColor(0xe6, 0xe6, 0xe6));
    palette.setColor(QPalette::Button, QColor(0x3a, 0x3d, 0x41));
    palette.setColor(QPalette::ButtonText, QColor(0xe6, 0xe6, 0xe6));
    palette.setColor(QPalette::Highlight, QColor(0x35, 0x74, 0xf0));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    return palette;
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
        Bench bench;
        bench.feed.addWave("v", {}, 9, 100, 5, 20);
        bench.open();
        const QImage picture = bench.chart(0).grab(bench.chart(0).chartLayout().plot).toImage();
        const QRgb colour = curveColour(0, Theme::of(bench.panel.palette()).dark).rgb();
        for (int x = 0; x < picture.width(); ++x) {
            bool painted = false;
            for (int y = 0; y < picture.height() && !painted; ++y)
                painted = picture.pixel(x, y) == colour;
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
        wheel(chart, chart.chartLayout().plot.center(), 1);
        QCOMPARE(bench.panel.window().span(), Nanoseconds(48s));
        QVERIFY(bench.panel.window().isLive());
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
        QTest::keyClick(&bench.chart(0), Qt::Key_Left);
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
        QCOMPARE(bench.panel.window().span(), Nanoseconds(5min));
    }
    void aLegendClickHidesACurve()
    {
        Bench bench;
        bench.feed.addWave("v", "A", 9, 100, 5, 20);
        bench.feed.addWave("v", "B", 8, 5000, 5, 20);
        bench.open();
        const double high = bench.chart(0).scale().high;
        QTest::mouseClick(bench.chart(0).legend().entries().at(1), Qt::LeftButton);
        bench.tick();
        QVERIFY(!bench.chart(0).legend().isShown(1));
        QVERIFY2(bench.chart(0).scale().high < high, "the axis follows what is shown");
        QTest::keyClick(bench.chart(0).legend().entries().at(1), Qt::Key_Space);
        QVERIFY(bench.chart(0).legend().isShown(1));
        QVERIFY2(bench.panel.window().isLive(), "Space on an entry is not the panel's");
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
        wheel(chart, chart.chartLayout().yAxis.center(), 1);
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
        keepPicture(bench.panel, "charts-16");
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
        if (dark)
            bench.panel.setPalette(darkPalette());
        fillMixed(bench.feed);
        bench.open();
        bench.tick();
        keepPicture(bench.panel, QString::fromLatin1(QTest::currentDataTag()));
        QCOMPARE(bench.panel.grid().charts().size(), std::size_t(6));
    }
};

QTEST_MAIN(TestDashboard)
#include "tst_dashboard.moc"
