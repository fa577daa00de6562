// SPDX-License-Identifier: GPL-3.0-or-later
// How long one repaint of a whole dashboard takes, beside Qt Charts and QCustomPlot doing the same.
#include "tests/bench/repaintpeer.h"
#include "ui/charts/livechart.h"

#include <QApplication>
#include <QElapsedTimer>

#include <cstdio>

namespace {

constexpr qint64 millisecond = 1'000'000;
constexpr qint64 start = 1'700'000'000'000 * millisecond;

struct Ours
{
    std::shared_ptr<series::SeriesStore> store = std::make_shared<series::SeriesStore>();
    std::vector<series::SeriesId> ids;
    std::vector<std::unique_ptr<charts::LiveChart>> charts;
};

Ours makeOurs(const bench::RepaintTask &task)
{
    Ours ours;
    for (int c = 0; c < task.charts; ++c) {
        std::vector<charts::CurveSpec> curves;
        for (int s = 0; s < task.series; ++s) {
            series::SeriesEntry entry;
            entry.path = QStringLiteral("chart%1").arg(c);
            entry.key = QStringLiteral("key%1").arg(s);
            ours.ids.push_back(ours.store->create(entry));
            curves.push_back({ours.ids.back(), entry.key, false, s});
            for (int i = 0; i < task.samples; ++i)
                ours.store->append(ours.ids.back(), {start + i * millisecond, task.value(s, i)});
        }
        auto chart = std::make_unique<charts::LiveChart>(ours.store, QStringLiteral("chart%1").arg(c));
        chart->setCurves(curves, false);
        chart->show();
        chart->resize(chart->size() + QSize(task.plotWidth, task.plotHeight) - chart->chartLayout().plot.size());
        ours.charts.push_back(std::move(chart));
    }
    QCoreApplication::processEvents(); // Nothing is painted before the windows are exposed.
    return ours;
}

double repaintOurs(const bench::RepaintTask &task)
{
    Ours ours = makeOurs(task);
    charts::TimeWindow window;
    window.setSpan(std::chrono::milliseconds(task.samples));
    qint64 spent = 0;
    for (int frame = 0; frame <= task.frames; ++frame) {
        const int first = task.samples + frame * task.perFrame;
        for (std::size_t k = 0; k < ours.ids.size(); ++k) {
            for (int i = first; i < first + task.perFrame; ++i)
                ours.store->append(
                    ours.ids[k], {start + i * millisecond, task.value(static_cast<int>(k) % task.series, i)});
        }
        const qint64 now = start + (first + task.perFrame) * millisecond;
        QElapsedTimer timer;
        timer.start();
        for (const auto &chart : ours.charts) {
            chart->setWindow(window, now, true);
            chart->repaint(chart->chartLayout().plot | chart->chartLayout().bottomAxis);
            if (frame % 15 == 0)
                chart->updateLegend();
        }
        spent += frame == 0 ? 0 : timer.nsecsElapsed();
    }
    return static_cast<double>(spent) / 1e6 / task.frames;
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    const bench::RepaintTask task;
    std::printf("one dashboard repaint: %d charts x %d series x %d samples in view, plots %d px wide\n", task.charts,
        task.series, task.samples, task.plotWidth);
    bench::RepaintTask ours = task;
    ours.frames = 120;
    std::printf("  SocketScope                        %8.1f ms a frame\n", repaintOurs(ours));
    std::printf("  Qt Charts, 2 points a pixel        %8.1f ms a frame\n", repaintQtCharts(task, 2));
    bench::RepaintTask whole = task;
    whole.frames = 1;
    std::printf("  Qt Charts, every sample            %8.1f ms a frame\n", repaintQtCharts(whole, 0));
#ifdef HAVE_QCUSTOMPLOT
    std::printf("  QCustomPlot, without antialiasing  %8.1f ms a frame\n", repaintQCustomPlot(task));
#endif
    return 0;
}
