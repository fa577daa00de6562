// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fakefeed.h"
#include "ui/charts/catalog.h"
#include "ui/charts/kinds/histogram.h"
#include "ui/charts/kinds/spectrum.h"
#include "ui/charts/kinds/states.h"
#include "ui/charts/livechart.h"
#include "ui/charts/windowsamples.h"
#include "ui/look/theme.h"

#include <QApplication>
#include <QDir>
#include <QTest>

#include <cmath>
#include <limits>

using namespace charts;
using namespace std::chrono_literals;
using tests::FakeFeed;
using tests::feedNow;
using tests::second;

namespace {

std::vector<ChartSeries> seriesOf(const FakeFeed &feed, quint32 count)
{
    std::vector<ChartSeries> all;
    for (quint32 i = 0; i < count; ++i)
        all.push_back({{{i}, QStringLiteral("k%1").arg(i), false, static_cast<int>(i)}, feed.store->view({i})});
    return all;
}

ChartInput inputOf(const std::vector<ChartSeries> &series, int width = 300, Nanoseconds span = 60s)
{
    return {.series = series, .columns = latticeFor(span, feedNow, width), .nowNs = feedNow};
}

//! A card of one kind over \a feed, on its own.
struct Card
{
    LiveChart chart;
    Card(const FakeFeed &feed, const QString &kind, quint32 count, bool dark, QSize size = {300, 180})
        : chart(feed.store, QStringLiteral("data.value"))
    {
        chart.setPalette(look::Theme::palette(dark));
        chart.resize(size);
        std::vector<CurveSpec> curves;
        for (const ChartSeries &series : seriesOf(feed, count))
            curves.push_back(series.curve);
        ChartSpec spec = chart.spec();
        spec.kind = kind;
        chart.setSpec(spec);
        chart.setCurves(curves, false);
        TimeWindow window;
        chart.setWindow(window, feedNow, true);
        chart.updateLegend();
    }
    QImage picture()
    {
        chart.grab(); // The first pass finds the gutter.
        return chart.grab().toImage().convertToFormat(QImage::Format_RGB32);
    }
};

//! How many pixels of the plot differ from those of an empty one.
int inked(const QImage &picture, const QImage &empty)
{
    int count = 0;
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x)
            count += picture.pixel(x, y) != empty.pixel(x, y) ? 1 : 0;
    }
    return count;
}

const double infinity = std::numeric_limits<double>::infinity();

} // namespace

class TestKinds : public QObject
{
    Q_OBJECT
private slots:
    void everyKind_data()
    {
        QTest::addColumn<QString>("kind");
        for (const KindEntry &entry : catalog())
            QTest::newRow(entry.id.toLatin1().constData()) << entry.id;
    }
    //! Live, for one and for many series, in both themes.
    void everyKind()
    {
        QFETCH(QString, kind);
        FakeFeed feed, none;
        for (int i = 0; i < 64; ++i) {
            feed.addWave(QStringLiteral("v"), QStringLiteral("k%1").arg(i), 1, 100 + 7 * i, 5 + i, 11 + i);
            none.add(QStringLiteral("v"), QStringLiteral("k%1").arg(i), 1);
        }
        for (const bool dark : {true, false}) {
            for (const quint32 count : {1U, 2U, 4U, 64U}) {
                Card full(feed, kind, count, dark);
                Card empty(none, kind, count, dark);
                const QImage picture = full.picture();
                const int ink = inked(picture, empty.picture());
                QVERIFY2(ink > 60, qPrintable(QStringLiteral("%1 series: %2").arg(count).arg(ink)));
                if (const QString folder = qEnvironmentVariable("SOCKETSCOPE_PICTURES"); !folder.isEmpty())
                    picture.save(QDir(folder).filePath(
                        QStringLiteral("kind-%1-%2-%3.png").arg(kind).arg(count).arg(dark ? "dark" : "light")));
            }
        }
    }
    //! U12: whatever is a number, and nothing at all.
    void hostileValues_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QList<double>>("values");
        const QHash<QString, QList<double>> sets{{"none", {}}, {"one", {5}}, {"constant", QList<double>(40, 7)},
            {"huge", {1e308, -1e308, 1.7e308, 3}}, {"denormal", QList<double>(20, 4e-320)},
            {"infinite", {infinity, -infinity, 1, infinity, 2}}, {"offset", {1e9 + 1e-3, 1e9, 1e9 + 2e-3}},
            {"zero", QList<double>(20, 0)}, {"negative", {-1, -100, -1e-9}}, {"gaps", {1, std::nan(""), 2, std::nan("")}}};
        for (const KindEntry &entry : catalog()) {
            for (auto it = sets.begin(); it != sets.end(); ++it)
                QTest::addRow("%s %s", qPrintable(entry.id), qPrintable(it.key())) << entry.id << it.value();
        }
    }
    void hostileValues()
    {
        QFETCH(QString, kind);
        QFETCH(QList<double>, values);
        FakeFeed feed;
        for (int k = 0; k < 2; ++k) {
            const auto id = feed.add(QStringLiteral("v"), QStringLiteral("k%1").arg(k), 1);
            for (int i = 0; i < values.size(); ++i)
                feed.store->append(id, {feedNow - (values.size() - i) * second, values[i]});
        }
        for (const char *const scale : {"linear", "log", "symlog"}) {
            Card card(feed, kind, 2, true);
            ChartSpec spec = card.chart.spec();
            spec.options["scale"] = QLatin1String(scale);
            spec.options["zero"] = true;
            spec.options["normalise"] = scale == QLatin1String("symlog");
            card.chart.setSpec(spec);
            QVERIFY(!card.picture().isNull());
            const YScale axis = card.chart.scale();
            QVERIFY(std::isfinite(axis.low) && std::isfinite(axis.high) && axis.low < axis.high);
            QVERIFY(gridValues(axis).size() <= 64);
        }
    }
    void tinyCardsArePainted()
    {
        FakeFeed feed;
        feed.addWave("v", "a", 1, 1, 1, 3);
        feed.addWave("v", "b", 1, 1, 1, 3);
        for (const KindEntry &entry : catalog()) {
            for (const QSize size : {QSize(1, 1), QSize(40, 40), QSize(240, 132), QSize(3000, 60)}) {
                Card card(feed, entry.id, 2, false, size);
                QVERIFY(!card.picture().isNull());
            }
        }
    }
    void aHistogramCountsEverySample()
    {
        FakeFeed feed;
        const auto id = feed.add("v", {}, 1);
        for (int i = 0; i < 1000; ++i)
            feed.store->append(id, {feedNow - (1000 - i) * second / 100, static_cast<double>(i % 100)});
        feed.store->append(id, {feedNow - second / 1000, 1000.0});
        const auto series = seriesOf(feed, 1);
        HistogramChart chart(false);
        chart.read(inputOf(series));
        quint64 all = 0;
        for (const quint64 count : chart.counts()[0])
            all += count;
        QCOMPARE(all, 1001U);
        QVERIFY2(std::abs(chart.median() - 50) < 3, qPrintable(QString::number(chart.median())));
    }
    void aSpectrumFindsTheWave()
    {
        FakeFeed feed;
        const auto id = feed.add("v", {}, 1);
        for (int i = 0; i < 4096; ++i) {
            const double t = i / 100.0;
            feed.store->append(id, {feedNow - (4096 - i) * second / 100, 42 + 3 * std::sin(2 * M_PI * 5 * t)});
        }
        const auto series = seriesOf(feed, 1);
        SpectrumChart chart(false);
        chart.read(inputOf(series));
        const std::vector<double> &bins = chart.amplitudes(0);
        const auto peak = std::ranges::max_element(bins) - bins.begin();
        const double hertz = static_cast<double>(peak) / static_cast<double>(bins.size() - 1) * chart.highest();
        QVERIFY2(std::abs(hertz - 5) < 0.1, qPrintable(QString::number(hertz)));
        QVERIFY2(std::abs(bins[static_cast<std::size_t>(peak)] - 3) < 0.5, qPrintable(QString::number(bins[static_cast<std::size_t>(peak)])));
    }
    void theTransformIsTheDefinition()
    {
        std::vector<std::complex<double>> values;
        for (int i = 0; i < 32; ++i)
            values.emplace_back(std::sin(i * 1.7) + i % 3, std::cos(i * 0.3));
        auto fast = values;
        transform(fast);
        for (std::size_t k = 0; k < values.size(); ++k) {
            std::complex<double> slow = 0;
            for (std::size_t i = 0; i < values.size(); ++i)
                slow += values[i] * std::polar(1.0, -2 * M_PI * static_cast<double>(i * k) / 32);
            QVERIFY(std::abs(slow - fast[k]) < 1e-9);
        }
    }
    void aStateLastsUntilTheNextAndNotAcrossAGap()
    {
        CurveShape shape;
        shape.columns.resize(10);
        shape.before = OuterPoint{-4, 2};
        shape.columns[3] = {.first = 1, .min = 1, .max = 1, .last = 1, .count = 1};
        shape.columns[6] = {.first = 0, .min = 0, .max = 1, .last = 0, .count = 3, .gapAfter = true};
        shape.endsInGap = true;
        QCOMPARE(stateRuns(shape),
            (std::vector<StateRun>{{0, 2, 2, false}, {3, 5, 1, false}, {6, 6, 0, true}}));
    }
    void onlySamplesInTheWindowAreLookedAt()
    {
        FakeFeed feed;
        const auto id = feed.add("v", {}, 1);
        for (int i = 0; i < 300'000; ++i)
            feed.store->append(id, {i, static_cast<double>(i)});
        const series::SeriesView view = feed.store->view(id);
        QList<qint64> seen;
        forEachSample(view, 4090, 4100, [&](const series::Sample &sample) { seen.append(sample.timeNs); });
        QCOMPARE(seen, (QList<qint64>{4090, 4091, 4092, 4093, 4094, 4095, 4096, 4097, 4098, 4099}));
        qsizetype count = 0;
        qint64 first = -1;
        forEachSample(view, 0, 300'000, [&](const series::Sample &sample) {
            first = first < 0 ? sample.timeNs : first;
            ++count;
        });
        QCOMPARE(count, mostSamples);
        QCOMPARE(first, qint64(100'000));
    }
};

QTEST_MAIN(TestKinds)
#include "tst_kinds.moc"
