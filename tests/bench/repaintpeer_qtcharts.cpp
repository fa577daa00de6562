// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/repaintpeer.h"

#include <QChart>
#include <QChartView>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QLineSeries>
#include <QValueAxis>

#include <memory>
#include <vector>

namespace bench {

namespace {

//! The points that a chart gets for one frame, times counted from the left edge.
QList<QPointF> pointsOf(const RepaintTask &task, int series, int first, int pointsPerPixel)
{
    const int wanted = pointsPerPixel > 0 ? task.plotWidth * pointsPerPixel : task.samples;
    QList<QPointF> points;
    points.reserve(wanted);
    for (int i = 0; i < wanted; ++i) {
        const int sample = static_cast<int>(static_cast<qint64>(i) * task.samples / wanted);
        points.append({sample * 0.001, task.value(series, first + sample)});
    }
    return points;
}

struct Peer
{
    std::unique_ptr<QChartView> view;
    QList<QLineSeries *> lines;
};

Peer makePeer(const RepaintTask &task)
{
    auto *const chart = new QChart; // The view owns it.
    chart->setAnimationOptions(QChart::NoAnimation);
    chart->legend()->hide();
    auto *const x = new QValueAxis;
    auto *const y = new QValueAxis;
    chart->addAxis(x, Qt::AlignBottom);
    chart->addAxis(y, Qt::AlignLeft);
    x->setRange(0, task.samples * 0.001);
    y->setRange(40, 140);
    Peer peer;
    for (int s = 0; s < task.series; ++s) {
        auto *const line = new QLineSeries;
        line->setPen(QPen(QColor::fromHsv(s * 80, 255, 200), 1));
        chart->addSeries(line);
        line->attachAxis(x);
        line->attachAxis(y);
        peer.lines.append(line);
    }
    peer.view = std::make_unique<QChartView>(chart);
    peer.view->resize(task.plotWidth + 90, task.plotHeight + 90);
    peer.view->show();
    return peer;
}

} // namespace

double repaintQtCharts(const RepaintTask &task, int pointsPerPixel)
{
    std::vector<Peer> peers;
    for (int c = 0; c < task.charts; ++c)
        peers.push_back(makePeer(task));
    QCoreApplication::processEvents(); // Nothing is painted before the windows are exposed.
    qint64 spent = 0;
    for (int frame = 0; frame <= task.frames; ++frame) {
        std::vector<QList<QPointF>> points;
        for (int s = 0; s < task.series; ++s)
            points.push_back(pointsOf(task, s, frame * task.perFrame, pointsPerPixel));
        QElapsedTimer timer;
        timer.start();
        for (const Peer &peer : peers) {
            for (int s = 0; s < task.series; ++s)
                peer.lines[s]->replace(points[s]);
            peer.view->viewport()->repaint();
        }
        spent += frame == 0 ? 0 : timer.nsecsElapsed();
    }
    return static_cast<double>(spent) / 1e6 / task.frames;
}

} // namespace bench
