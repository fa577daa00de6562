// SPDX-License-Identifier: GPL-3.0-or-later
// What of a LiveChart moves besides its curves: the time axis and the cursor.
#include "ui/charts/livechart.h"

#include "ui/charts/timeticks.h"
#include "ui/text/format.h"

#include <QPainter>

namespace charts {

Nanoseconds LiveChart::timeStep() const
{
    const double nsPerPixel = static_cast<double>(range().nsPerColumn) * devicePixelRatioF();
    const auto stepFor = [&](const QString &label) {
        const int distance = fontMetrics().horizontalAdvance(label) + fontMetrics().height();
        return tickStep(Nanoseconds(static_cast<qint64>(nsPerPixel * distance)));
    };
    // The label depends on the step and the step on the label's width: twice is enough.
    return stepFor(widestTickLabel(stepFor(QStringLiteral("00:00:00"))));
}

void LiveChart::paintTimeAxis(QPainter &painter) const
{
    const series::ColumnRange columns = range();
    const double ratio = devicePixelRatioF();
    const Theme theme = Theme::of(palette());
    const Nanoseconds step = timeStep();
    const QRect plot = m_layout.plot;
    for (const qint64 tick : tickTimes(timeAt(columns, 0), timeAt(columns, columns.count) - 1, step)) {
        const int x = plot.left() + static_cast<int>(static_cast<double>(columnAt(columns, tick)) / ratio);
        painter.fillRect(x, plot.bottom() + 1, 1, fontMetrics().height() / 4, theme.frame);
        const QString label = tickLabel(tick, step);
        const int labelWidth = fontMetrics().horizontalAdvance(label);
        if (x + labelWidth / 2 >= width())
            continue;
        painter.setPen(theme.mutedText);
        painter.drawText(QRect(x - labelWidth / 2, plot.bottom() + 1, labelWidth + 2, m_layout.timeAxis.height()),
            Qt::AlignCenter, label);
    }
    painter.fillRect(plot.left(), plot.bottom(), plot.width(), 1, theme.frame);
}

void LiveChart::paintCursor(QPainter &painter) const
{
    if (!m_cursorNs)
        return;
    const series::ColumnRange columns = range();
    const qint64 column = columnAt(columns, *m_cursorNs);
    if (column < 0 || column >= columns.count)
        return;
    const Theme theme = Theme::of(palette());
    const QRect plot = m_layout.plot;
    const int x = plot.left() + static_cast<int>(static_cast<double>(column) / devicePixelRatioF());
    painter.fillRect(x, plot.top(), 1, plot.height(), theme.cursor);
    const QString label = text::timeOfDay(*m_cursorNs);
    QRect pill(0, plot.bottom() + 2, fontMetrics().horizontalAdvance(label) + fontMetrics().height() / 2,
        m_layout.timeAxis.height() - 3);
    pill.moveLeft(qBound(0, x - pill.width() / 2, width() - pill.width()));
    painter.fillRect(pill, palette().color(QPalette::Highlight));
    painter.setPen(palette().color(QPalette::HighlightedText));
    painter.drawText(pill, Qt::AlignCenter, label);
}

} // namespace charts
