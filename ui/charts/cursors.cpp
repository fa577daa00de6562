// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/cursors.h"

#include "ui/charts/drawing.h"
#include "ui/charts/samplesearch.h"
#include "ui/charts/timewindow.h"
#include "ui/text/format.h"

#include <QCoreApplication>
#include <QPainter>

#include <array>
#include <cmath>

namespace charts {
namespace {

struct CursorWords
{
    Q_DECLARE_TR_FUNCTIONS(Cursors)
};

//! Where \a timeNs stands in logical pixels; nothing when outside the plot.
std::optional<int> placeOf(qint64 timeNs, const CursorScene &scene)
{
    const qint64 column = columnAt(scene.range, timeNs);
    if (column < 0 || column >= scene.range.count)
        return std::nullopt;
    return scene.layout.plot.left() + static_cast<int>(static_cast<double>(column) / scene.ratio);
}

void paintPill(QPainter &painter, const QRect &pill, const QString &label, const QColor &ground, const QColor &text)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(pill, 4, 4);
    painter.setPen(text);
    painter.drawText(pill, Qt::AlignCenter, label);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void paintTime(QPainter &painter, int x, qint64 timeNs, const CursorScene &scene)
{
    if (scene.layout.bottomAxis.isEmpty())
        return;
    const QString label = text::timeOfDay(timeNs);
    QRect pill(0, scene.layout.bottomAxis.top() + 1, painter.fontMetrics().horizontalAdvance(label) + 10,
        scene.layout.bottomAxis.height() - 3);
    pill.moveLeft(qBound(2, x - pill.width() / 2, scene.layout.bottomAxis.width() - pill.width() - 2));
    paintPill(painter, pill, label, scene.tokens.text, scene.tokens.card);
}

//! A ring on each curve at \a timeNs.
void paintRings(QPainter &painter, int x, qint64 timeNs, const CursorScene &scene)
{
    if (!scene.hasValues)
        return;
    const QRect plot = scene.layout.plot;
    const RowMapper mapper(scene.scale, plot.height());
    painter.setRenderHint(QPainter::Antialiasing);
    for (const ChartSeries &series : scene.series) {
        if (!series.isShown)
            continue;
        const auto sample = sampleAtOrBefore(series.view, timeNs + scene.range.nsPerColumn - 1);
        if (!sample || !std::isfinite(sample->value))
            continue;
        const double row = mapper.row(sample->value);
        if (row < 0 || row > plot.height())
            continue;
        painter.setPen(QPen(QColor::fromRgb(colourOf(series, scene.tokens)), 2));
        painter.setBrush(scene.tokens.card);
        painter.drawEllipse(QPointF(x + 0.5, plot.top() + row + 0.5), 3, 3);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void paintMark(QPainter &painter, qint64 timeNs, const QString &name, bool isDashed, const CursorScene &scene)
{
    const std::optional<int> x = placeOf(timeNs, scene);
    if (!x)
        return;
    const QRect plot = scene.layout.plot;
    for (int y = plot.top(); y <= plot.bottom(); y += isDashed ? 6 : plot.height())
        painter.fillRect(*x, y, 1, isDashed ? std::min(3, plot.bottom() - y + 1) : plot.height(), scene.tokens.text);
    paintRings(painter, *x, timeNs, scene);
    paintPill(painter, QRect(*x - 8, plot.top() - 6, 16, 14), name, scene.tokens.text, scene.tokens.card);
    paintTime(painter, *x, timeNs, scene);
}

} // namespace

QString frequencyText(double hertz)
{
    static constexpr std::array units{"µHz", "mHz", "Hz", "kHz", "MHz", "GHz"};
    if (!std::isfinite(hertz) || hertz <= 0)
        return QStringLiteral("–");
    std::size_t unit = 2;
    double value = hertz;
    for (; value < 1 && unit > 0; --unit)
        value *= 1000;
    for (; value >= 1000 && unit + 1 < units.size(); ++unit)
        value /= 1000;
    return text::value(value, 3) + QChar(0x2009) + QString::fromUtf8(units[unit]);
}

QString distanceText(const Cursors &cursors)
{
    if (!cursors.a || !cursors.b)
        return {};
    const qint64 ns = std::abs(*cursors.b - *cursors.a);
    return CursorWords::tr("Δ %1 · 1/Δ %2")
        .arg(text::duration(std::chrono::nanoseconds(ns)), frequencyText(ns > 0 ? 1e9 / static_cast<double>(ns) : 0));
}

void paintCursors(QPainter &painter, const Cursors &cursors, const CursorScene &scene)
{
    const QRect plot = scene.layout.plot;
    painter.setFont(scene.font);
    if (cursors.a && cursors.b) {
        const auto x = [&](qint64 timeNs) {
            const auto column = static_cast<double>(std::clamp<qint64>(columnAt(scene.range, timeNs), 0, scene.range.count));
            return plot.left() + static_cast<int>(column / scene.ratio);
        };
        const int from = x(std::min(*cursors.a, *cursors.b));
        const int to = x(std::max(*cursors.a, *cursors.b));
        QColor tint = scene.tokens.accent;
        tint.setAlphaF(0.06F);
        painter.fillRect(from, plot.top(), to - from, plot.height(), tint);
        const QString words = distanceText(cursors);
        const int wide = painter.fontMetrics().horizontalAdvance(words) + 12;
        if (to - from > 24 && wide < plot.width()) {
            QRect pill((from + to - wide) / 2, plot.top() + 8, wide, 18);
            pill.moveLeft(std::clamp(pill.left(), plot.left(), plot.right() - wide));
            paintPill(painter, pill, words, scene.tokens.raised, scene.tokens.text);
        }
    }
    if (cursors.a)
        paintMark(painter, *cursors.a, QStringLiteral("A"), false, scene);
    if (cursors.b)
        paintMark(painter, *cursors.b, QStringLiteral("B"), true, scene);
    if (!cursors.pointer)
        return;
    if (const std::optional<int> x = placeOf(*cursors.pointer, scene)) {
        painter.fillRect(*x, plot.top(), 1, plot.height(), scene.tokens.text);
        paintRings(painter, *x, *cursors.pointer, scene);
        paintTime(painter, *x, *cursors.pointer, scene);
    }
}

} // namespace charts
