// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/statisticstable.h"

#include "ui/charts/drawing.h"
#include "ui/charts/samplesearch.h"
#include "ui/text/format.h"

#include <QCoreApplication>
#include <QPainter>

#include <cmath>

namespace charts {
namespace {

struct TableWords
{
    Q_DECLARE_TR_FUNCTIONS(StatisticsTable)
};

QString signedValue(double value) { return (value > 0 ? QStringLiteral("+") : QString()) + text::value(value, 5); }

} // namespace

void StatisticsTable::update(
    std::span<const ChartSeries> series, qint64 fromNs, qint64 toNs, const Cursors &cursors)
{
    const bool isBetween = cursors.a && cursors.b;
    if (isBetween) {
        fromNs = std::min(*cursors.a, *cursors.b);
        toNs = std::max(*cursors.a, *cursors.b) + 1;
    }
    m_caches.resize(series.size());
    m_curves.clear();
    m_rows = {{isBetween ? TableWords::tr("between A and B, all samples") : TableWords::tr("visible range, all samples"),
        TableWords::tr("last"), TableWords::tr("min"), TableWords::tr("max"), TableWords::tr("mean"), TableWords::tr("RMS"),
        TableWords::tr("rate")}};
    if (isBetween)
        m_rows.front() << TableWords::tr("at A") << TableWords::tr("at B") << TableWords::tr("B − A") << TableWords::tr("slope /s");
    for (std::size_t i = 0; i < series.size() && m_curves.size() < mostRows; ++i) {
        if (!series[i].isShown)
            continue;
        const series::Statistics found = m_caches[i].over(series[i].view, fromNs, toNs);
        const auto shown = [&](double value) { return text::value(found.count > 0 ? value : std::nan(""), 5); };
        QStringList row{nameOf(series[i]), shown(found.last), shown(found.min), shown(found.max), shown(found.mean()),
            shown(found.rms()), found.count > 1 ? text::perSecond(found.rate()) : QStringLiteral("–")};
        if (isBetween) {
            const auto at = [&](qint64 timeNs) {
                const auto sample = sampleAtOrBefore(series[i].view, timeNs);
                return sample ? sample->value : std::nan("");
            };
            const double a = at(*cursors.a), b = at(*cursors.b);
            const double seconds = static_cast<double>(*cursors.b - *cursors.a) / 1e9;
            row << text::value(a, 5) << text::value(b, 5) << signedValue(b - a) << signedValue((b - a) / seconds);
        }
        m_rows.push_back(row);
        m_curves.push_back(series[i].curve);
    }
}

void StatisticsTable::paint(QPainter &painter, const QRect &place, const QFont &font, const look::Tokens &tokens) const
{
    if (m_rows.empty())
        return;
    const QFont words = sized(font, 12);
    const QFontMetrics metrics(words);
    const auto columns = static_cast<int>(m_rows.front().size());
    const int nameWidth = std::max(place.width() / (columns + 2), std::min(160, place.width() / 4));
    const int cell = (place.width() - nameWidth) / std::max(columns - 1, 1);
    for (std::size_t r = 0; r < m_rows.size(); ++r) {
        const int top = place.top() + static_cast<int>(r) * rowHeight;
        const int baseline = top + (rowHeight + metrics.capHeight()) / 2;
        painter.fillRect(place.left(), top, place.width(), 1, tokens.line);
        int left = place.left();
        if (r > 0) {
            const ChartSeries series{m_curves[r - 1], {}, true, false};
            painter.fillRect(left, top + rowHeight / 2 - 1, 10, 3, QColor::fromRgb(colourOf(series, tokens)));
            left += 16;
        }
        painter.setFont(words);
        painter.setPen(r == 0 ? tokens.text3 : tokens.text2);
        painter.drawText(left, baseline, metrics.elidedText(m_rows[r][0], Qt::ElideRight, nameWidth - (left - place.left())));
        for (int c = 1; c < columns; ++c) {
            const QString text = metrics.elidedText(m_rows[r][c], Qt::ElideRight, cell - 4);
            const int wide = drawFigures(nullptr, words, {}, text);
            painter.setPen(r == 0 ? tokens.text3 : c == 1 ? tokens.text : tokens.text2);
            drawFigures(&painter, words, QPointF(place.left() + nameWidth + c * cell - wide, baseline), text);
        }
    }
}

} // namespace charts
