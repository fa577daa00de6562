// SPDX-License-Identifier: GPL-3.0-or-later
// How a LiveChart paints itself, from the store to the screen.
#include "ui/charts/cardactions.h"
#include "ui/charts/drawing.h"
#include "ui/charts/livechart.h"
#include "ui/charts/xaxis.h"
#include "ui/text/format.h"

#include <QPaintEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace charts {
namespace {

constexpr int gapLabelFrom = 88;

} // namespace

QFont LiveChart::axisFont() const { return sized(font(), 11); }

FrameLook LiveChart::look() const
{
    FrameLook look;
    look.size = size();
    look.plot = m_layout.plot;
    look.labels = m_labels;
    look.hasGrid = m_chart->axes().y == YAxis::Values;
    look.font = axisFont();
    look.theme = Theme::of(palette());
    look.devicePixelRatio = devicePixelRatioF();
    return look;
}

void LiveChart::labelAxis()
{
    const YAxis axis = m_chart->axes().y;
    if (axis == YAxis::Values) {
        if (m_labelled != m_scale)
            m_labels = yLabels(m_scale); // Formatting is dear, and the scale seldom another one.
        m_labelled = m_scale;
        return;
    }
    m_labelled.reset();
    m_labels.clear();
    if (axis == YAxis::None)
        return;
    const std::vector<QString> names = m_chart->names();
    for (std::size_t i = 0; i < names.size(); ++i)
        m_labels.push_back({1 - (static_cast<double>(i) + 0.5) / static_cast<double>(names.size()), names[i]});
}

void LiveChart::fetch()
{
    m_series.resize(m_curves.size());
    for (std::size_t i = 0; i < m_curves.size(); ++i)
        m_series[i] = {m_curves[i], m_store->view(m_curves[i].id), m_legend->isShown(i), m_ages[i].has_value()};
    m_chart->read({.series = m_series, .columns = range(), .nowNs = m_nowNs, .isLive = m_window.isLive()});
    m_gaps = m_chart->gaps();
}

int LiveChart::divisions() const { return std::clamp(m_layout.plot.height() / 32, 2, 6); }

ScaleKind LiveChart::scaleKind() const
{
    return scaleNamed(m_spec.options[QStringLiteral("scale")].toString());
}

void LiveChart::fitScale()
{
    if (m_manualScale) {
        m_scale = *m_manualScale;
        return;
    }
    Extent extent = m_chart->extent();
    if (m_spec.options[QStringLiteral("zero")].toBool() && !extent.isEmpty())
        extent.add(0);
    const bool isOther = m_scale.kind != scaleKind()
        || (m_scale.kind == ScaleKind::Linear
            && std::lround((m_scale.high - m_scale.low) / m_scale.step) != divisions());
    m_scale = m_hasScale && !isOther ? nextScale(m_scale, extent, divisions())
                                     : scaleFor(extent, divisions(), scaleKind());
    m_hasScale = m_hasScale || !extent.isEmpty();
}

bool LiveChart::fitGutter()
{
    const bool isLabelled = m_chart->axes().y == YAxis::Values && m_labelled == m_scale;
    labelAxis();
    if (isLabelled || m_chart->axes().y == YAxis::None)
        return false;
    const QFontMetrics metrics(axisFont());
    int widest = 0;
    for (const AxisLabel &label : m_labels)
        widest = std::max(widest, metrics.horizontalAdvance(label.text));
    const int needed = gutterFor(widest);
    if (needed <= m_gutter)
        return false;
    setGutter(needed);
    emit gutterGrown(m_gutter);
    return true;
}

void LiveChart::compose(const QImage &frame)
{
    const double ratio = devicePixelRatioF();
    const QRect part = m_layout.plot.adjusted(0, -plotMargin, plotMargin, plotMargin) & rect();
    const QSize size(qRound(part.width() * ratio), qRound(part.height() * ratio));
    if (m_layer.size() != size)
        m_layer = QImage(size, QImage::Format_RGB32);
    m_layer.setDevicePixelRatio(1);
    const QPoint origin(qRound(part.x() * ratio), qRound(part.y() * ratio));
    const int bytes = std::min(size.width(), frame.width() - origin.x()) * 4;
    for (int y = 0; y < size.height() && origin.y() + y < frame.height(); ++y)
        std::memcpy(m_layer.scanLine(y), frame.constScanLine(origin.y() + y) + origin.x() * 4, bytes);

    const look::Tokens &tokens = look::tokensOf(palette());
    const QRect plot
        = QRect(QPoint(0, qRound((m_layout.plot.y() - part.y()) * ratio)), plotPixels()) & m_layer.rect();
    const QFont font = axisFont();
    const PlotCanvas canvas{m_layer, plot, m_scale, tokens, font, ratio, m_window.isLive()};
    if (isOverTime()) {
        for (const ColumnGap &gap : m_gaps) {
            if (gap.last - gap.first >= 2)
                paintGap(canvas, gap);
        }
        if (m_window.isLive()) {
            const int thick = std::max(qRound(std::floor(ratio)), 1);
            for (int y = 0; y < plot.height(); ++y) {
                QRgb *const line = reinterpret_cast<QRgb *>(m_layer.scanLine(plot.y() + y)) + plot.width() - thick;
                std::fill(line, line + thick, tokens.accent.rgb());
            }
        }
    }
    m_chart->paint({.series = m_series, .columns = range(), .nowNs = m_nowNs, .isLive = m_window.isLive()}, canvas);
    m_layer.setDevicePixelRatio(ratio);
}

void LiveChart::paintHeader(QPainter &painter) const
{
    const look::Tokens &tokens = look::tokensOf(palette());
    const QRect header = m_layout.header;
    int right = header.right();
    if (m_actions->isVisible()) {
        right = m_actions->x() - 8;
    } else if (!m_headline.isEmpty() && m_chart->axes() == Axes{}) {
        const QFont large = sized(font(), 20, QFont::DemiBold);
        const int wide = drawFigures(nullptr, large, {}, m_headline);
        if (wide < header.width() / 2 + header.width() / 6) {
            std::size_t shown = 0;
            while (shown + 1 < m_curves.size() && !m_legend->isShown(shown))
                ++shown;
            const ChartSeries series{m_curves[shown], {}, true, m_ages[shown].has_value()};
            painter.setPen(series.isOld ? tokens.text3 : QColor::fromRgb(colourOf(series, tokens)));
            const int baseline = (header.height() + QFontMetrics(large).capHeight()) / 2 + 1;
            drawFigures(&painter, large, QPointF(right - wide, baseline), m_headline);
            right -= wide + 8;
        }
    }
    const QFont titleFont = sized(font(), 13, QFont::DemiBold);
    const QFont unitFont = sized(font(), 12);
    const QFontMetrics titleMetrics(titleFont);
    const QFontMetrics unitMetrics(unitFont);
    const QString title = text::plain(m_spec.title.isEmpty() ? m_field : m_spec.title, 200);
    const QString unit = subtitle();
    const int unitWidth = unit.isEmpty() ? 0 : unitMetrics.horizontalAdvance(unit) + 8;
    const int room = std::max(right - header.left(), 0);
    // The title is the feed's own word: it is cut last.
    const bool hasUnit = unitWidth > 0 && unitWidth < room / 2;
    const QString shown
        = titleMetrics.elidedText(title, Qt::ElideMiddle, room - (hasUnit ? unitWidth : 0));
    const int baseline = (header.height() + titleMetrics.capHeight()) / 2 + 1;
    painter.setFont(titleFont);
    painter.setPen(tokens.text);
    painter.drawText(header.left(), baseline, shown);
    if (!hasUnit)
        return;
    painter.setFont(unitFont);
    painter.setPen(m_ages.size() == 1 && m_ages[0] ? tokens.warn : tokens.text3);
    painter.drawText(header.left() + titleMetrics.horizontalAdvance(shown) + 8, baseline, unit);
}

void LiveChart::paintBottomAxis(QPainter &painter) const
{
    if (m_layout.bottomAxis.isEmpty())
        return;
    const QFont font = axisFont();
    const QFontMetrics metrics(font);
    const QRect plot = m_layout.plot;
    const auto labels = isOverTime() ? timeLabels(range(), devicePixelRatioF(), metrics, plot.left(), width())
                                     : partLabels(m_chart->xLabels(), metrics, plot.left(), plot.width(), width());
    painter.setFont(font);
    painter.setPen(look::tokensOf(palette()).text3);
    const int baseline = m_layout.bottomAxis.top() + (m_layout.bottomAxis.height() + metrics.capHeight()) / 2;
    for (const PlacedLabel &label : labels)
        painter.drawText(label.left, baseline, label.text);
}

QString LiveChart::gapWords(const ColumnGap &gap) const
{
    const series::ColumnRange columns = range();
    const qint64 from = timeAt(columns, gap.first);
    const qint64 to = timeAt(columns, gap.last + 1);
    for (const Outage &outage : m_outages) {
        if (outage.beginNs >= to || outage.endNs.value_or(m_nowNs) <= from)
            continue;
        const Nanoseconds length(outage.endNs.value_or(m_nowNs) - outage.beginNs);
        return tr("%1 · %2").arg(outage.cause, text::duration(length));
    }
    return tr("no data · %1").arg(text::duration(Nanoseconds(to - from)));
}

void LiveChart::paintGapWords(QPainter &painter) const
{
    const look::Tokens &tokens = look::tokensOf(palette());
    const double ratio = devicePixelRatioF();
    const QFont font = axisFont();
    const QFontMetrics metrics(font);
    for (const ColumnGap &gap : m_gaps) {
        const int left = m_layout.plot.left() + static_cast<int>(gap.first / ratio);
        const int wide = static_cast<int>((gap.last - gap.first + 1) / ratio);
        if (wide < gapLabelFrom)
            continue;
        const QString words = metrics.elidedText(gapWords(gap), Qt::ElideRight, wide - 16);
        const QRect box(left + (wide - metrics.horizontalAdvance(words) - 12) / 2, m_layout.plot.top() + 6,
            metrics.horizontalAdvance(words) + 12, 18);
        painter.fillRect(box, tokens.raised);
        painter.setFont(font);
        painter.setPen(tokens.text2);
        painter.drawText(box, Qt::AlignCenter, words);
    }
}

void LiveChart::paintNothing(QPainter &painter) const
{
    if (std::ranges::any_of(m_series, [](const ChartSeries &series) { return series.isShown && !series.view.isEmpty(); }))
        return;
    painter.setFont(sized(font(), 12));
    painter.setPen(look::tokensOf(palette()).text3);
    const QString words = m_series.empty() ? tr("No series chosen") : tr("No values yet");
    painter.drawText(m_layout.plot, Qt::AlignCenter, words);
}

void LiveChart::paintEvent(QPaintEvent *event)
{
    if (!rect().contains(m_layout.plot)) { // Too small for a plot: nothing but the card.
        QPainter(this).fillRect(rect(), look::tokensOf(palette()).card);
        return;
    }
    fetch();
    fitScale();
    if (fitGutter())
        fetch();
    const int framesBefore = m_frame.rendered();
    const QImage &frame = m_frame.image(look());
    // QRegion::contains(QRect) means *overlaps*. Outside of the event the labels still show the old scale.
    if (m_frame.rendered() != framesBefore && !(QRegion(rect()) - event->region()).isEmpty())
        update();
    compose(frame);

    QPainter painter(this);
    const double ratio = devicePixelRatioF();
    const QRect layer = m_layout.plot.adjusted(0, -plotMargin, plotMargin, plotMargin) & rect();
    for (const QRect &part : event->region() - layer)
        painter.drawImage(QPointF(part.topLeft()), frame,
            QRectF(part.x() * ratio, part.y() * ratio, part.width() * ratio, part.height() * ratio));
    painter.drawImage(layer.topLeft(), m_layer);
    if (event->region().intersects(m_layout.header))
        paintHeader(painter);
    if (event->region().intersects(m_layout.table))
        m_statistics.paint(painter, m_layout.table, font(), look::tokensOf(palette()));
    paintBottomAxis(painter);
    paintNothing(painter);
    if (isOverTime()) {
        paintGapWords(painter);
        paintCursors(painter, m_cursors,
            {m_layout, range(), m_series, m_scale, m_chart->axes().y == YAxis::Values, ratio, axisFont(),
                look::tokensOf(palette())});
    }
    if (m_boxX) {
        QColor tint = look::tokensOf(palette()).accent;
        tint.setAlphaF(0.15F);
        const int left = std::min(*m_boxX, m_boxEnd);
        painter.fillRect(left, m_layout.plot.top(), std::abs(m_boxEnd - *m_boxX), m_layout.plot.height(), tint);
    }
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(look::tokensOf(palette()).accent, 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);
    }
}

} // namespace charts
