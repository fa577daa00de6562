// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/drawing.h"

#include "ui/charts/theme.h"
#include "ui/text/format.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace charts {

QRgb colourOf(const ChartSeries &series, const look::Tokens &tokens)
{
    return (series.curve.isOthers ? othersColour(tokens.dark) : curveColour(series.curve.colour, tokens.dark)).rgb();
}

InkLook inkLook(const ChartSeries &series, const ChartInput &input, const PlotCanvas &canvas)
{
    InkLook look{.colour = colourOf(series, canvas.tokens), .pen = canvas.pen(), .lattice = input.columns.first};
    if (series.isOld || (isDashed(series.curve.colour) && !series.curve.isOthers)) {
        look.dash = qRound(6 * canvas.ratio);
        look.space = qRound(3 * canvas.ratio);
    }
    look.opacity = series.isOld ? 0.45 : series.curve.colour >= colouredSlots ? 0.6 : 1;
    return look;
}

QPointF pointIn(const PlotCanvas &canvas, double x, double row)
{
    return {canvas.plot.x() + x, canvas.plot.y() + std::clamp<double>(row, -1e6, 1e6)};
}

std::optional<OuterPoint> endOf(const CurveShape &shape, bool held)
{
    if (shape.after || shape.columns.empty())
        return std::nullopt; // It goes on at the right.
    for (int x = static_cast<int>(shape.columns.size()) - 1; x >= 0; --x) {
        if (shape.columns[x].count > 0) {
            const bool goesOn = held && shape.holdTo && *shape.holdTo > x;
            return OuterPoint{goesOn ? *shape.holdTo : x, shape.columns[x].last};
        }
    }
    if (held && shape.before && shape.holdTo && !shape.endsInGap)
        return OuterPoint{*shape.holdTo, shape.before->value};
    return std::nullopt;
}

void paintGap(const PlotCanvas &canvas, const ColumnGap &gap)
{
    const int period = std::max(qRound(6 * canvas.ratio * std::sqrt(2)), 4);
    const int thick = std::max(qRound(canvas.ratio), 1);
    const QRgb hatch = canvas.tokens.hatch.rgb();
    const QRgb edge = canvas.tokens.edge.rgb();
    const int dash = qRound(3 * canvas.ratio);
    const int first = std::clamp(gap.first, 0, canvas.plot.width());
    const int last = std::clamp(gap.last, -1, canvas.plot.width() - 1);
    for (int y = 0; y < canvas.plot.height(); ++y) {
        QRgb *const line
            = reinterpret_cast<QRgb *>(canvas.image.scanLine(canvas.plot.y() + y)) + canvas.plot.x();
        for (int x = first; x <= last; ++x) {
            const bool isEnd = x - first < thick || (!gap.isOpen && last - x < thick);
            if (isEnd && y / dash % 2 == 0)
                line[x] = edge;
            else if (!isEnd && (x - gap.first + y) % period < thick)
                line[x] = hatch;
        }
    }
}

QSizeF enterPlot(QPainter &painter, const PlotCanvas &canvas)
{
    painter.setClipRect(canvas.plot.adjusted(0, 0, 1, 1));
    painter.translate(canvas.plot.topLeft());
    painter.scale(canvas.ratio, canvas.ratio);
    painter.setFont(canvas.font);
    return QSizeF(canvas.plot.size()) / canvas.ratio;
}

void tintColumn(const PlotCanvas &canvas, int x, double from, double to, QRgb colour, double opacity)
{
    const int top = std::max(static_cast<int>(std::lround(std::min(from, to))), 0);
    const int bottom = std::min(static_cast<int>(std::lround(std::max(from, to))), canvas.plot.height()) - 1;
    const auto mix = [opacity](int under, int over) { return static_cast<int>(under + (over - under) * opacity); };
    for (int y = top; y <= bottom; ++y) {
        QRgb &pixel = reinterpret_cast<QRgb *>(canvas.image.scanLine(canvas.plot.y() + y))[canvas.plot.x() + x];
        pixel = qRgb(mix(qRed(pixel), qRed(colour)), mix(qGreen(pixel), qGreen(colour)), mix(qBlue(pixel), qBlue(colour)));
    }
}

CurveShape narrowed(const CurveShape &shape, int width)
{
    CurveShape small;
    const std::size_t count = shape.columns.size();
    small.columns.resize(static_cast<std::size_t>(std::max(width, 1)));
    for (std::size_t x = 0; x < count; ++x) {
        const series::Column &from = shape.columns[x];
        series::Column &to = small.columns[x * small.columns.size() / count];
        if (from.count == 0) {
            (to.count > 0 ? to.gapAfter : to.gapBefore) |= breaksLine(from);
            continue;
        }
        if (to.count == 0) {
            const bool gap = to.gapBefore || from.gapBefore;
            to = from;
            to.gapBefore = gap;
            continue;
        }
        to.min = std::min(to.min, from.min);
        to.max = std::max(to.max, from.max);
        to.last = from.last;
        to.count += from.count;
        to.gapAfter = from.gapAfter;
    }
    return small;
}

QString nameOf(const ChartSeries &series)
{
    if (series.curve.isOthers)
        return QCoreApplication::translate("charts::LegendEntry", "others");
    return series.curve.name.isEmpty() ? QCoreApplication::translate("charts::LegendEntry", "value")
                                       : text::plain(series.curve.name, 60);
}

QFont sized(const QFont &base, int size, int weight)
{
    QFont font = base;
    if (base.pixelSize() > 0)
        font.setPixelSize(std::max(base.pixelSize() * size / 13, 1));
    else
        font.setPointSizeF(std::max(base.pointSizeF() * size / 13, 1.0));
    font.setWeight(static_cast<QFont::Weight>(weight));
    return font;
}

int drawFigures(QPainter *painter, const QFont &font, QPointF baseline, const QString &number)
{
    const QFontMetricsF metrics(font);
    double digit = 0;
    for (char16_t c = u'0'; c <= u'9'; ++c)
        digit = std::max(digit, metrics.horizontalAdvance(QChar(c)));
    double x = 0;
    if (painter)
        painter->setFont(font);
    for (const QChar c : number) {
        const double own = metrics.horizontalAdvance(c);
        const double cell = c.isDigit() ? digit : own;
        if (painter)
            painter->drawText(baseline + QPointF(x + (cell - own) / 2, 0), QString(c));
        x += cell;
    }
    return static_cast<int>(std::ceil(x));
}

} // namespace charts
