// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/noticebar.h"

#include <QPushButton>
#include <QToolButton>

namespace shell {

NoticeBar::NoticeBar(QWidget *parent)
    : Callout(parent)
    , m_reconnect(new QPushButton(tr("Reconnect now")))
    , m_dismiss(new QToolButton)
{
    m_reconnect->setObjectName(QStringLiteral("reconnect"));
    addWidget(m_reconnect);
    connect(m_reconnect, &QPushButton::clicked, this, &NoticeBar::reconnectRequested);
    m_dismiss->setObjectName(QStringLiteral("dismiss"));
    m_dismiss->setText(QStringLiteral("×"));
    m_dismiss->setAutoRaise(true);
    m_dismiss->setToolTip(tr("Puts this notice away"));
    m_dismiss->setAccessibleName(tr("Put away"));
    addWidget(m_dismiss);
    connect(m_dismiss, &QToolButton::clicked, this, [this] {
        if (const auto top = m_notices.top())
            m_notices.dismiss(top->key);
        showTop();
    });
}

void NoticeBar::raise(const Notice &notice)
{
    m_notices.raise(notice);
    showTop();
}

void NoticeBar::clear(const QString &key)
{
    m_notices.clear(key);
    showTop();
}

void NoticeBar::setStanding(const QList<Notice> &notices)
{
    m_notices.setStanding(notices);
    showTop();
}

void NoticeBar::showTop()
{
    const qsizetype more = m_notices.count() - 1;
    m_dismiss->setText(more > 0 ? tr("%1 more").arg(more) + QStringLiteral("  ×") : QStringLiteral("×"));
    const auto top = m_notices.top();
    m_reconnect->setVisible(top && top->action == NoticeAction::ReconnectNow);
    say(top ? top->text : QString(), top ? top->tone : widgets::Tone::Neutral);
}

} // namespace shell
