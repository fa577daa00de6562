// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/repaintpeer.h"

#include <qcustomplot.h>

#include <QCoreApplication>
#include <QElapsedTimer>

#include <memory>
#include <vector>

namespace bench {

double repaintQCustomPlot(const RepaintTask &task)
{
    std::vector<std::unique_ptr<QCustomPlot>> plots;
    for (int c = 0; c < task.charts; ++c) {
        auto plot = std::make_unique<QCustomPlot>();
        plot->setNotAntialiasedElements(QCP::aeAll);
        plot->resize(task.plotWidth + 70, task.plotHeight + 40);
        for (int s = 0; s < task.series; ++s) {
            QCPGraph *const graph = plot->addGraph();
            graph->setPen(QPen(QColor::fromHsv(s * 80, 255, 200), 0));
            for (int i = 0; i < task.samples; ++i)
                graph->addData(i * 0.001, task.value(s, i));
        }
        plot->yAxis->setRange(40, 140);
        plot->show();
        plots.push_back(std::move(plot));
    }
    QCoreApplication::processEvents(); // Nothing is painted before the windows are exposed.
    QElapsedTimer timer;
    for (int frame = 0; frame <= task.frames; ++frame) {
        if (frame == 1)
            timer.start(); // The first frame warms caches.
        const int first = task.samples + frame * task.perFrame;
        for (const auto &plot : plots) {
            for (int s = 0; s < task.series; ++s) {
                for (int i = first; i < first + task.perFrame; ++i)
                    plot->graph(s)->addData(i * 0.001, task.value(s, i));
            }
            const double end = (first + task.perFrame) * 0.001;
            plot->xAxis->setRange(end - task.samples * 0.001, end);
            plot->replot(QCustomPlot::rpImmediateRefresh);
        }
    }
    return static_cast<double>(timer.nsecsElapsed()) / 1e6 / task.frames;
}

} // namespace bench
