// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/statebadge.h"

#include "ui/text/names.h"

#include <QPainter>

namespace widgets {

StateBadge::StateBadge(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    QFont bold = font();
    bold.setBold(true);
    setFont(bold);
    setState(connection::State::Idle);
}

void StateBadge::setState(connection::State state) { display(text::stateName(state), toneOf(state)); }

void StateBadge::display(const QString &text, Tone tone)
{
    if (text == m_text && tone == m_tone)
        return;
    m_text = text;
    m_tone = tone;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize StateBadge::sizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    return {metrics.horizontalAdvance(m_text) + metrics.height() * 2, metrics.height() + metrics.height() / 2};
}

void StateBadge::paintEvent(QPaintEvent *)
{
    const ToneColours colours = coloursOf(m_tone, palette());
    const qreal unit = fontMetrics().height();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colours.edge);
    painter.setBrush(colours.ground);
    const QRectF area = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.drawRoundedRect(area, area.height() / 2, area.height() / 2);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.text);
    painter.drawEllipse(QPointF(unit * 0.8, area.center().y()), unit * 0.22, unit * 0.22);
    painter.setPen(colours.text);
    painter.drawText(area.adjusted(unit * 1.3, 0, -unit * 0.4, 0), Qt::AlignVCenter | Qt::AlignLeft, m_text);
}

} // namespace widgets
