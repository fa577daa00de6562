// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connecting/policypicture.h"

#include "ui/text/format.h"

#include <QPainter>

#include <algorithm>

namespace connecting {
namespace {

constexpr int shownWithoutLimit = 12;
constexpr int mostShown = 40;

} // namespace

QPolygonF policyPoints(const connection::BackoffSettings &settings, int attempts, const QRectF &area)
{
    QPolygonF points;
    if (attempts < 1)
        return points;
    const connection::Backoff backoff(settings);
    const auto top = static_cast<double>(std::max<qint64>(backoff.delayAt(attempts - 1).count(), 1));
    for (int i = 0; i < attempts; ++i) {
        const double x = area.left() + area.width() * (i + 0.5) / attempts;
        points.append({x, area.bottom() - area.height() * static_cast<double>(backoff.delayAt(i).count()) / top});
    }
    return points;
}

PolicyPicture::PolicyPicture(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Delay before each attempt"));
}

int PolicyPicture::attempts() const
{
    const int limit = m_settings.maxReconnectAttempts;
    return std::clamp(limit > 0 ? limit : shownWithoutLimit, 1, mostShown);
}

void PolicyPicture::setPolicy(const connection::BackoffSettings &settings, int attempt)
{
    if (settings == m_settings && attempt == m_attempt)
        return;
    m_settings = settings;
    m_attempt = attempt;
    const connection::Backoff backoff(settings);
    setAccessibleDescription(
        tr("From %1 to %2").arg(text::duration(backoff.delayAt(0)), text::duration(backoff.delayAt(attempts() - 1))));
    update();
}

QSize PolicyPicture::sizeHint() const { return {fontMetrics().averageCharWidth() * 30, fontMetrics().height() * 5}; }
QSize PolicyPicture::minimumSizeHint() const { return {fontMetrics().averageCharWidth() * 12, sizeHint().height()}; }

void PolicyPicture::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    const double line = fontMetrics().height();
    const QRectF area = QRectF(rect()).adjusted(4, line + 2, -4, -line - 2);
    const QPolygonF points = policyPoints(m_settings, attempts(), area);
    const double wide = area.width() / static_cast<double>(points.size());
    for (int i = 0; i < points.size(); ++i) {
        const bool present = i + 1 == m_attempt || (i + 1 == points.size() && m_attempt > points.size());
        QColor colour = palette().color(present ? QPalette::Highlight : QPalette::Text);
        const QRectF bar(points[i].x() - wide * 0.4, points[i].y(), wide * 0.8, area.bottom() - points[i].y());
        colour.setAlpha(m_settings.jitter ? (present ? 170 : 60) : (present ? 255 : 120));
        painter.fillRect(bar, colour);
        colour.setAlpha(255);
        painter.fillRect(QRectF(bar.left(), bar.top() - 1, bar.width(), 2), colour);
    }
    const connection::Backoff backoff(m_settings);
    painter.setPen(palette().color(QPalette::Text));
    const QRectF above(4, 1, width() - 8, line);
    painter.drawText(above, Qt::AlignLeft, m_settings.jitter ? tr("any delay up to") : tr("delay"));
    painter.drawText(above, Qt::AlignRight, text::duration(backoff.delayAt(attempts() - 1)));
    const QRectF below(4, height() - line - 1, width() - 8, line);
    painter.drawText(below, Qt::AlignLeft, tr("attempt 1"));
    painter.drawText(below, Qt::AlignRight,
        m_settings.maxReconnectAttempts > 0 ? QString::number(m_settings.maxReconnectAttempts) : tr("no limit"));
}

} // namespace connecting
