// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/composebar.h"

#include "ui/look/icons.h"
#include "ui/look/tokens.h"
#include "ui/messages/composerpanel.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace shell {
namespace {

//! A longer draft, or one of several lines, is written in the composer alone.
constexpr qsizetype longestLine = 2000;

} // namespace

ComposeBar::ComposeBar(messages::ComposerPanel &composer, QWidget *parent)
    : QWidget(parent)
    , m_composer(composer)
    , m_open(new QToolButton)
    , m_field(new QLineEdit)
    , m_send(new QPushButton(tr("Send")))
{
    setObjectName(QStringLiteral("composeBar"));
    setFixedHeight(40);
    m_open->setObjectName(QStringLiteral("openComposer"));
    m_open->setIcon(look::icon(QStringLiteral("compose")));
    m_open->setIconSize(QSize(16, 16));
    m_open->setAutoRaise(true);
    m_open->setCheckable(true);
    m_open->setFixedSize(28, 28);
    m_open->setToolTip(tr("Open the composer over the messages"));
    m_open->setAccessibleName(tr("Composer"));
    m_field->setObjectName(QStringLiteral("composeLine"));
    m_field->setAccessibleName(tr("Message to send"));
    m_field->setPlaceholderText(tr("Write a message; Ctrl+Enter sends it."));
    m_field->setFixedHeight(28);
    m_send->setObjectName(QStringLiteral("composeSend"));
    m_send->setProperty("kind", QStringLiteral("primary"));
    m_send->setFixedHeight(28);
    m_send->setToolTip(tr("Sends the message (Ctrl+Enter)"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 1, 12, 0);
    row->setSpacing(8);
    row->addWidget(m_open);
    row->addWidget(m_field, 1);
    row->addWidget(m_send);
    connect(m_open, &QToolButton::clicked, this, &ComposeBar::openToggled);
    connect(m_send, &QPushButton::clicked, this, [this] { m_composer.sendNow(); });
    connect(m_field, &QLineEdit::textEdited, &m_composer, &messages::ComposerPanel::setDraft);
    connect(&m_composer, &messages::ComposerPanel::draftChanged, this, &ComposeBar::showDraft);
    showDraft();
}

void ComposeBar::setOpen(bool open) { m_open->setChecked(open); }

void ComposeBar::showDraft()
{
    const QString draft = m_composer.draft(longestLine + 1);
    const bool one = draft.size() <= longestLine && !draft.contains(u'\n') && !draft.contains(QChar::ParagraphSeparator);
    m_field->setReadOnly(!one);
    const QString shown = one ? draft : draft.left(longestLine).simplified();
    if (m_field->text() != shown) {
        m_field->setText(shown);
        m_field->setCursorPosition(one ? static_cast<int>(shown.size()) : 0);
    }
    m_field->setToolTip(one ? QString() : tr("The message has several lines: open the composer to change it"));
    m_send->setEnabled(m_composer.canSend());
}

void ComposeBar::paintEvent(QPaintEvent *)
{
    const look::Tokens &t = look::tokensOf(palette());
    QPainter painter(this);
    painter.fillRect(rect(), t.chrome);
    painter.fillRect(QRect(0, 0, width(), 1), t.line);
}

void ComposeBar::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!enter || !event->modifiers().testFlag(Qt::ControlModifier))
        return QWidget::keyPressEvent(event);
    if (m_composer.canSend())
        m_composer.sendNow();
}

} // namespace shell
