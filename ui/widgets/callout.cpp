// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/callout.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace widgets {

Callout::Callout(QWidget *parent) : QFrame(parent), m_label(new QLabel(this)), m_line(new QHBoxLayout(this))
{
    m_label->setTextFormat(Qt::PlainText);
    m_label->setWordWrap(true);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    const int space = fontMetrics().height() / 2;
    m_line->setContentsMargins(space, space, space, space);
    m_line->addWidget(m_label, 1);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    hide();
}

void Callout::say(const QString &text, Tone tone)
{
    if (m_label->text() != text)
        m_label->setText(text);
    if (tone != m_tone) {
        m_tone = tone;
        colour();
    }
    setVisible(!text.isEmpty());
}

QString Callout::text() const { return m_label->text(); }

void Callout::addWidget(QWidget *widget) { m_line->addWidget(widget, 0, Qt::AlignTop); }

void Callout::colour()
{
    const QColor words = coloursOf(m_tone, palette()).text;
    QPalette own = m_label->palette();
    if (own.color(QPalette::WindowText) == words)
        return;
    own.setColor(QPalette::WindowText, words);
    m_label->setPalette(own);
    update();
}

void Callout::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        colour();
    QFrame::changeEvent(event);
}

void Callout::paintEvent(QPaintEvent *)
{
    const ToneColours colours = coloursOf(m_tone, palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colours.edge);
    painter.setBrush(colours.ground);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
}

} // namespace widgets
