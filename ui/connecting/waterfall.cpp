// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connecting/waterfall.h"

#include "ui/connecting/attemptwords.h"
#include "ui/text/format.h"

#include <QPainter>

#include <algorithm>
#include <utility>

namespace connecting {
namespace {

constexpr double leastWidth = 2;

base::Nanoseconds endOf(const connection::Attempt::Phase &phase, base::Nanoseconds now)
{
    return std::max(phase.begin, phase.end == base::Nanoseconds(0) ? now : phase.end);
}

} // namespace

std::vector<WaterfallBar> waterfallBars(
    const connection::Attempt &attempt, base::Nanoseconds now, double width, double rowHeight)
{
    std::vector<WaterfallBar> bars;
    if (attempt.phases.empty())
        return bars;
    const base::Nanoseconds begin = attempt.startedAt.steady;
    const auto whole = static_cast<double>(std::max<qint64>((endOf(attempt.phases.back(), now) - begin).count(), 1));
    double top = 0;
    for (const auto &phase : attempt.phases) {
        const base::Nanoseconds took = endOf(phase, now) - phase.begin;
        const double length
            = std::clamp(static_cast<double>(took.count()) / whole * width, leastWidth, std::max(width, leastWidth));
        const double left = std::clamp(
            static_cast<double>((phase.begin - begin).count()) / whole * width, 0.0, std::max(width - length, 0.0));
        bars.push_back({.phase = phase.phase, .took = took, .area = QRectF(left, top, length, rowHeight)});
        top += rowHeight;
    }
    return bars;
}

Waterfall::Waterfall(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Time spent on each step of opening the connection"));
}

void Waterfall::setAttempt(std::shared_ptr<const connection::Attempt> attempt, base::Nanoseconds now)
{
    const auto rows = [](const auto &facts) { return facts ? facts->phases.size() : 0; };
    const bool resized = rows(attempt) != rows(m_attempt);
    m_attempt = std::move(attempt);
    m_now = now;
    QStringList spoken;
    if (m_attempt) {
        for (const WaterfallBar &bar : waterfallBars(*m_attempt, now, 1, 1))
            spoken << phaseName(bar.phase) + u' ' + text::duration(bar.took);
    }
    setAccessibleDescription(spoken.join(QStringLiteral(", ")));
    if (resized)
        updateGeometry();
    update();
}

int Waterfall::rowHeight() const { return fontMetrics().height() * 5 / 4; }
int Waterfall::timeWidth() const { return fontMetrics().horizontalAdvance(QStringLiteral("00 min 00 s")); }

int Waterfall::nameWidth() const
{
    int widest = 0;
    for (int i = 0; i <= static_cast<int>(connection::OpenPhase::Answer); ++i)
        widest = std::max(widest, fontMetrics().horizontalAdvance(phaseName(static_cast<connection::OpenPhase>(i))));
    return widest + fontMetrics().averageCharWidth() * 2;
}

QSize Waterfall::sizeHint() const
{
    const int rows = m_attempt ? static_cast<int>(m_attempt->phases.size()) : 0;
    return {nameWidth() + timeWidth() + fontMetrics().averageCharWidth() * 20, rows * rowHeight()};
}

QSize Waterfall::minimumSizeHint() const
{
    return {nameWidth() + timeWidth() + fontMetrics().averageCharWidth() * 6, sizeHint().height()};
}

void Waterfall::paintEvent(QPaintEvent *)
{
    if (!m_attempt)
        return;
    QPainter painter(this);
    const double barsWidth = std::max(width() - nameWidth() - timeWidth(), 10);
    const double inset = rowHeight() / 5.0;
    for (const WaterfallBar &bar : waterfallBars(*m_attempt, m_now, barsWidth, rowHeight())) {
        const QRectF row(0, bar.area.top(), width(), bar.area.height());
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, phaseName(bar.phase));
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, text::duration(bar.took));
        QColor ground = palette().color(QPalette::Highlight);
        painter.fillRect(bar.area.translated(nameWidth(), 0).adjusted(0, inset, 0, -inset), ground);
    }
}

} // namespace connecting
