// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fakefeed.h"
#include "ui/charts/columncache.h"
#include "ui/charts/ink.h"
#include "ui/charts/samplesearch.h"
#include "ui/charts/timewindow.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace charts;
using namespace std::chrono_literals;
using tests::feedNow;
using tests::second;

namespace {

constexpr int width = 300;
constexpr int height = 120;
const YScale scale{.low = -100, .high = 100, .step = 50};
const double gap = std::numeric_limits<double>::quiet_NaN();

QImage painted(Ink &ink)
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(Qt::white);
    ink.paint(image, image.rect(), {.colour = qRgb(0, 0, 0), .pen = 1.5});
    return image;
}

//! Every pixel that drawing each sample and each line between neighbours sets; nothing is left out beforehand.
QImage bruteForce(const std::vector<series::Sample> &samples, const series::ColumnRange &range)
{
    const RowMapper mapper(scale, height);
    Ink ink;
    ink.reset(width);
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (std::isnan(samples[i].value))
            continue;
        const qint64 x = columnAt(range, samples[i].timeNs);
        const double row = mapper.row(samples[i].value);
        const bool isInside = x >= 0 && x < width;
        if (isInside)
            ink.box(static_cast<int>(x), row, row);
        if (i + 1 == samples.size() || std::isnan(samples[i + 1].value))
            continue;
        const qint64 nextX = columnAt(range, samples[i + 1].timeNs);
        const double nextRow = mapper.row(samples[i + 1].value);
        if (nextX != x)
            ink.line(x, row, nextX, nextRow);
        else if (isInside)
            ink.box(static_cast<int>(x), row, nextRow);
    }
    return painted(ink);
}

QImage drawn(const ColumnCache &cache)
{
    Ink ink;
    ink.add(cache.shape(), RowMapper(scale, height));
    return painted(ink);
}

} // namespace

class TestColumnCache : public QObject
{
    Q_OBJECT
private slots:
    void equalsDrawingEverySample_data()
    {
        QTest::addColumn<int>("perSecond");
        QTest::addColumn<int>("gapEvery");
        QTest::newRow("one sample in ten columns") << 1 << 0;
        QTest::newRow("three samples a column") << 15 << 0;
        QTest::newRow("two hundred samples a column") << 1000 << 0;
        QTest::newRow("sparse with gaps") << 1 << 7;
        QTest::newRow("dense with gaps") << 15 << 151;
    }
    //! The window slides, samples come a few at a time, and each frame must be what drawing everything gives.
    void equalsDrawingEverySample()
    {
        QFETCH(int, perSecond);
        QFETCH(int, gapEvery);
        tests::FakeFeed feed;
        const series::SeriesId id = feed.add(QStringLiteral("v"), {}, 1);
        std::vector<series::Sample> all;
        std::mt19937 random(7);
        std::uniform_real_distribution<double> step(-12, 12);
        ColumnCache cache;
        double value = 0;
        qint64 time = feedNow - 100 * second;
        int frames = 0;
        const int count = 130 * perSecond;
        for (int i = 0; i < count; ++i) {
            value = std::clamp(value + step(random), -140.0, 140.0);
            time += second / perSecond + static_cast<qint64>(random() % 1000);
            // A gap stands alone in its column, as a broken stream leaves it.
            const bool isGap = gapEvery > 0 && i % gapEvery == gapEvery - 1;
            if (isGap)
                time += second / 2;
            const series::Sample sample{time, isGap ? gap : value};
            if (isGap) {
                feed.store->markGap(id, time);
                time += second / 2;
            } else {
                feed.store->append(id, sample);
            }
            all.push_back(sample);
            if (i % std::max(count / 60, 1) != 0)
                continue;
            const qint64 now = time + second / 3;
            const auto range = latticeFor(60s, now, width);
            cache.update(feed.store->view(id), range, now);
            const QImage expected = bruteForce(all, range);
            if (drawn(cache) != expected) {
                drawn(cache).save(QStringLiteral("drawn.png"));
                expected.save(QStringLiteral("expected.png"));
                QFAIL(qPrintable(QStringLiteral("frame %1 differs; see drawn.png and expected.png").arg(frames)));
            }
            ++frames;
        }
        QVERIFY(frames >= 59);
    }
    void panningBackEqualsAFreshCache()
    {
        tests::FakeFeed feed;
        const series::SeriesId id = feed.addWave(QStringLiteral("v"), {}, 1, 0, 80, 7);
        ColumnCache kept;
        for (const int back : {0, 3, 9, 8, 40, 41, 2, 0, 70}) {
            const auto range = latticeFor(30s, feedNow - back * second, width);
            kept.update(feed.store->view(id), range, feedNow);
            ColumnCache fresh;
            fresh.update(feed.store->view(id), range, feedNow);
            QCOMPARE(drawn(kept), drawn(fresh));
        }
    }
    void onlyWhatIsNewIsComputed()
    {
        tests::FakeFeed feed;
        const series::SeriesId id = feed.addWave(QStringLiteral("v"), {}, 1, 0, 80, 7);
        ColumnCache cache;
        cache.update(feed.store->view(id), latticeFor(60s, feedNow, width), feedNow);
        QCOMPARE(cache.computed(), width);
        const qint64 later = feedNow + second;
        feed.store->append(id, {later, 5});
        cache.update(feed.store->view(id), latticeFor(60s, later, width), later);
        QVERIFY2(cache.computed() <= 7, qPrintable(QString::number(cache.computed())));
    }
    void aLateSampleAppears()
    {
        tests::FakeFeed feed;
        const series::SeriesId id = feed.add(QStringLiteral("v"), {}, 1);
        feed.store->append(id, {feedNow - 20 * second, 0});
        feed.store->append(id, {feedNow, 0});
        const auto range = latticeFor(60s, feedNow, width);
        ColumnCache cache;
        cache.update(feed.store->view(id), range, feedNow);
        feed.store->append(id, {feedNow - 10 * second, 90});
        feed.store->settle(feedNow + 10 * second);
        cache.update(feed.store->view(id), range, feedNow);
        QCOMPARE(cache.shape().columns[columnAt(range, feedNow - 10 * second)].max, 90.0);
    }
    void spikesSurviveAtEveryZoom()
    {
        tests::FakeFeed feed;
        const series::SeriesId id = feed.add(QStringLiteral("v"), {}, 1);
        for (int i = 0; i < 60'000; ++i)
            feed.store->append(id, {feedNow - (60'000 - i) * (second / 1000), i == 31'234 ? 99.0 : 1.0});
        for (const auto span : {61s, 90s, 600s, 3600s}) {
            const auto range = latticeFor(span, feedNow, width);
            ColumnCache cache;
            cache.update(feed.store->view(id), range, feedNow);
            QCOMPARE(extentOf(cache.shape()).max, 99.0);
            QCOMPARE(cache.shape().columns[columnAt(range, feedNow - (60'000 - 31'234) * (second / 1000))].max, 99.0);
        }
    }
    void searchFindsNeighbours()
    {
        tests::FakeFeed feed;
        const series::SeriesId id = feed.add(QStringLiteral("v"), {}, 1);
        QVERIFY(!sampleAtOrBefore(feed.store->view(id), feedNow));
        QVERIFY(!sampleAtOrAfter(feed.store->view(id), 0));
        for (int i = 0; i < 10'000; ++i)
            feed.store->append(id, {i * 10, static_cast<double>(i)});
        const series::SeriesView view = feed.store->view(id);
        for (const int i : {0, 1, 4095, 4096, 4097, 9999}) {
            QCOMPARE(sampleAtOrBefore(view, i * 10)->value, double(i));
            QCOMPARE(sampleAtOrBefore(view, i * 10 + 9)->value, double(i));
            QCOMPARE(sampleAtOrAfter(view, i * 10)->value, double(i));
            QCOMPARE(sampleAtOrAfter(view, i * 10 - 9)->value, double(i));
        }
        QVERIFY(!sampleAtOrBefore(view, -1));
        QVERIFY(!sampleAtOrAfter(view, 100'000));
        QCOMPARE(meanInterval(view), 10ns);
    }
};

QTEST_GUILESS_MAIN(TestColumnCache)
#include "tst_columncache.moc"
