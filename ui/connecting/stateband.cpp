// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connecting/stateband.h"

#include "ui/widgets/valuelabel.h"
#include "ui/text/closecodetext.h"
#include "ui/text/names.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace connecting {

std::vector<BandSpan> bandSpans(const connection::History &history, base::Nanoseconds now, const QRectF &area)
{
    std::vector<BandSpan> spans;
    if (!history || history->empty() || area.width() < 1)
        return spans;
    const base::Nanoseconds begin = history->front().at.steady;
    const auto whole = static_cast<double>(std::max<qint64>((now - begin).count(), 1));
    const auto placeOf = [&](base::Nanoseconds at) {
        return area.left() + std::clamp(static_cast<double>((at - begin).count()) / whole, 0.0, 1.0) * area.width();
    };
    for (std::size_t i = 0; i < history->size(); ++i) {
        const auto &each = (*history)[i];
        const double left = std::min(placeOf(each.at.steady), area.right() - 1);
        const double right = i + 1 < history->size() ? placeOf((*history)[i + 1].at.steady) : area.right();
        spans.push_back(
            {each.to, each.closeCode, QRectF(left, area.top(), std::max(right - left, 1.0), area.height())});
    }
    return spans;
}

StateBand::StateBand(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("All states of this run"));
}

void StateBand::setHistory(const connection::History &history, base::Nanoseconds now)
{
    m_history = history;
    m_now = now;
    update();
}

QSize StateBand::sizeHint() const { return {fontMetrics().averageCharWidth() * 30, fontMetrics().height() * 5 / 2}; }
QSize StateBand::minimumSizeHint() const { return {fontMetrics().averageCharWidth() * 12, sizeHint().height()}; }

QRectF StateBand::band() const
{
    const double top = fontMetrics().height();
    return QRectF(0, top, width(), height() - top);
}

bool StateBand::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    QString words;
    for (const BandSpan &span : bandSpans(m_history, m_now, band())) {
        if (span.area.left() <= help->pos().x() && help->pos().x() <= span.area.right())
            words = text::stateName(span.state)
                + (span.closeCode ? QStringLiteral(", ") + text::closeCode(span.closeCode) : QString());
    }
    QToolTip::showText(help->globalPos(), widgets::literalToolTip(words), this);
    return true;
}

void StateBand::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(band(), palette().color(QPalette::Base));
    double freeFrom = 0;
    for (const BandSpan &span : bandSpans(m_history, m_now, band())) {
        // The edge colour of a tone is the stronger one: it must be seen from a pixel's width.
        painter.fillRect(span.area, widgets::coloursOf(widgets::toneOf(span.state), palette()).edge);
        const QString code = span.closeCode ? QString::number(span.closeCode) : QString();
        const double wide = fontMetrics().horizontalAdvance(code);
        const double left = std::min(span.area.left(), width() - wide);
        if (code.isEmpty() || left < freeFrom)
            continue;
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(QPointF(left, fontMetrics().ascent()), code);
        freeFrom = left + wide + fontMetrics().averageCharWidth();
    }
}

} // namespace connecting
