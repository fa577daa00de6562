// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/kinds/table.h"

#include "ui/charts/drawing.h"
#include "ui/charts/samplesearch.h"
#include "ui/charts/timewindow.h"
#include "ui/text/format.h"

#include <QCoreApplication>
#include <QPainter>

#include <cmath>

namespace charts {

void TableChart::read(const ChartInput &input)
{
    m_columns.update(input);
    if (!m_pace.isDue(input))
        return;
    m_rows.clear();
    for (std::size_t i = 0; i < input.series.size(); ++i) {
        const ChartSeries &series = input.series[i];
        if (!series.isShown)
            continue;
        const auto last = sampleAtOrBefore(series.view, timeAt(input.columns, input.columns.count) - 1);
        const auto interval = meanInterval(series.view);
        Row row{i, text::value(last ? last->value : std::nan(""), 6), QStringLiteral("–"), QStringLiteral("–")};
        if (last)
            row.age = text::duration(Nanoseconds(std::max<qint64>(input.nowNs - last->timeNs, 0) / 100'000'000 * 100'000'000));
        if (interval.count() > 0)
            row.rate = text::perSecond(1e9 / static_cast<double>(interval.count()));
        m_rows.push_back(row);
    }
}

void TableChart::paint(const ChartInput &input, const PlotCanvas &canvas)
{
    QPainter painter(&canvas.image);
    const QSizeF size = enterPlot(painter, canvas);
    const QFont font = sized(canvas.font, 13); // The axis font is 11 of 13 already.
    painter.setFont(font);
    const QFontMetrics metrics(font);
    constexpr double line = 20;
    const double valueWidth = std::min(92.0, size.width() * 0.3);
    const double ageWidth = size.width() > 280 ? 64 : 0;
    const double rateWidth = size.width() > 380 ? 64 : 0;
    const double curveWidth = size.width() > 220 ? std::clamp(size.width() * 0.22, 48.0, 120.0) : 0;
    const double nameWidth = size.width() - valueWidth - ageWidth - rateWidth - curveWidth - 16;
    const auto cell = [&](double x, double wide, double top, const QString &words, Qt::Alignment side) {
        painter.drawText(QRectF(x, top, wide, line), side | Qt::AlignVCenter,
            metrics.elidedText(words, Qt::ElideMiddle, static_cast<int>(wide)));
    };
    const double right = size.width();
    painter.setPen(canvas.tokens.text3);
    cell(right - ageWidth - valueWidth, valueWidth, 0, QCoreApplication::translate("ValueTable", "last"), Qt::AlignRight);
    if (ageWidth > 0)
        cell(right - ageWidth, ageWidth, 0, QCoreApplication::translate("ValueTable", "age"), Qt::AlignRight);
    if (rateWidth > 0)
        cell(right - ageWidth - valueWidth - rateWidth, rateWidth, 0, QCoreApplication::translate("ValueTable", "rate"), Qt::AlignRight);
    const int room = static_cast<int>(size.height() / line) - 1;
    const bool isCut = static_cast<int>(m_rows.size()) > room;
    const int shown = isCut ? std::max(room - 1, 0) : static_cast<int>(m_rows.size());
    for (int k = 0; k < shown; ++k) {
        const Row &row = m_rows[static_cast<std::size_t>(k)];
        if (row.series >= input.series.size() || row.series >= m_columns.size())
            return;
        const ChartSeries &series = input.series[row.series];
        const double top = line * (k + 1);
        painter.fillRect(QRectF(0, top + line / 2 - 1, 10, 3), QColor::fromRgb(colourOf(series, canvas.tokens)));
        painter.setPen(canvas.tokens.text2);
        cell(16, nameWidth - 8, top, nameOf(series), Qt::AlignLeft);
        painter.setPen(series.isOld ? canvas.tokens.text3 : canvas.tokens.text);
        const double words = drawFigures(nullptr, font, {}, row.value);
        drawFigures(&painter, font, QPointF(right - ageWidth - words, top + (line + metrics.capHeight()) / 2), row.value);
        painter.setPen(series.isOld ? canvas.tokens.warn : canvas.tokens.text3);
        if (ageWidth > 0)
            cell(right - ageWidth, ageWidth, top, row.age, Qt::AlignRight);
        painter.setPen(canvas.tokens.text3);
        if (rateWidth > 0)
            cell(right - ageWidth - valueWidth - rateWidth, rateWidth, top, row.rate, Qt::AlignRight);
    }
    if (isCut) {
        painter.setPen(canvas.tokens.text3);
        cell(0, size.width(), line * (shown + 1), QCoreApplication::translate("ValueTable", "+%1 more").arg(static_cast<int>(m_rows.size()) - shown), Qt::AlignLeft);
    }
    painter.end();
    if (curveWidth <= 0)
        return;
    for (int k = 0; k < shown; ++k) {
        // A small curve is the plot's columns, a few of them joined.
        const Row &row = m_rows[static_cast<std::size_t>(k)];
        const QRect part(canvas.plot.x() + qRound((16 + nameWidth) * canvas.ratio),
            canvas.plot.y() + qRound((line * (k + 1) + 4) * canvas.ratio), qRound(curveWidth * canvas.ratio),
            qRound(12 * canvas.ratio));
        const CurveShape small = narrowed(m_columns.shape(row.series), part.width());
        const Extent extent = extentOf(small);
        if (extent.isEmpty() || !canvas.plot.contains(part))
            continue;
        YScale scale = scaleFor(extent, 2);
        if (extent.max > extent.min)
            scale = {.low = extent.min, .high = extent.max, .step = extent.max - extent.min};
        m_ink.add(small, RowMapper(scale, part.height()));
        m_ink.paint(canvas.image, part, {.colour = colourOf(input.series[row.series], canvas.tokens), .pen = canvas.ratio});
    }
}

} // namespace charts
