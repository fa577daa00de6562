// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/emptystate.h"

#include "ui/look/fonts.h"
#include "ui/look/icons.h"
#include "ui/look/tokens.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace widgets {

EmptyState::EmptyState(const QString &icon, QWidget *parent)
    : QWidget(parent)
    , m_name(icon)
    , m_icon(new QLabel)
    , m_sentence(new QLabel)
    , m_help(new QLabel)
    , m_action(new QPushButton)
{
    QFont medium = look::font(look::TextRole::Body);
    medium.setWeight(QFont::Medium);
    m_sentence->setFont(medium);
    m_help->setFont(look::font(look::TextRole::Small));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(4);
    column->addStretch(1);
    column->addWidget(m_icon, 0, Qt::AlignHCenter);
    column->addSpacing(8);
    for (QLabel *label : {m_sentence, m_help}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignHCenter);
        column->addWidget(label);
    }
    column->addSpacing(8);
    column->addWidget(m_action, 0, Qt::AlignHCenter);
    column->addStretch(1);
    connect(m_action, &QPushButton::clicked, this, &EmptyState::actionRequested);
    tint();
    say({});
}

void EmptyState::say(const QString &sentence, const QString &help, const QString &action)
{
    m_sentence->setText(sentence);
    m_help->setText(help);
    m_help->setVisible(!help.isEmpty());
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setAccessibleName(sentence);
    setAccessibleDescription(help);
}

void EmptyState::tint()
{
    const look::Tokens &t = look::tokensOf(palette());
    m_icon->setPixmap(look::iconPixmap(m_name, t.text3, 20, devicePixelRatioF()));
    QPalette quiet = palette();
    quiet.setColor(QPalette::WindowText, t.text3);
    if (m_help->palette().color(QPalette::WindowText) != t.text3)
        m_help->setPalette(quiet);
}

void EmptyState::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        tint();
    QWidget::changeEvent(event);
}

} // namespace widgets
