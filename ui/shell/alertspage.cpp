// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/alertspage.h"

#include "ui/look/icons.h"
#include "ui/look/tokens.h"
#include "ui/text/format.h"

#include <QLabel>
#include <QListWidget>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace shell {
namespace {

// State colours never stand alone: the picture says the same.
QString alertIcon(widgets::Tone tone)
{
    switch (tone) {
    case widgets::Tone::Bad:
    case widgets::Tone::Warning: return QStringLiteral("warning");
    case widgets::Tone::Good: return QStringLiteral("check");
    case widgets::Tone::Busy:
    case widgets::Tone::Neutral: return QStringLiteral("info");
    }
    return {};
}

} // namespace

AlertsPage::AlertsPage(const base::Clock &clock, QWidget *parent)
    : Page(tr("Alerts"), parent)
    , m_clock(clock)
    , m_pages(new QStackedWidget)
    , m_list(new QListWidget)
{
    setObjectName(QStringLiteral("alertsPage"));
    auto *empty = new QLabel(tr("Nothing to tell so far.\nWhat happens to this connection is listed here."));
    empty->setTextFormat(Qt::PlainText);
    empty->setAlignment(Qt::AlignCenter);
    m_list->setObjectName(QStringLiteral("alerts"));
    m_list->setAccessibleName(tr("Alerts"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setWordWrap(true);
    m_list->setIconSize(QSize(16, 16));
    m_pages->addWidget(empty);
    m_pages->addWidget(m_list);
    body()->addWidget(m_pages, 1);
}

void AlertsPage::setStanding(const QList<Notice> &notices)
{
    QHash<QString, widgets::Tone> now;
    for (const Notice &notice : notices) {
        const auto before = m_standing.constFind(notice.key);
        if (before == m_standing.constEnd() || *before != notice.tone)
            add(notice);
        now.insert(notice.key, notice.tone);
    }
    m_standing = now;
}

void AlertsPage::add(const Notice &notice)
{
    const QString when = text::dateTime(m_clock.now().wall.count()).left(19);
    auto *item = new QListWidgetItem(look::icon(alertIcon(notice.tone)), when + QStringLiteral("   ") + text::plain(notice.text, 500));
    item->setData(Qt::AccessibleTextRole, item->text());
    const look::Tokens &t = look::tokensOf(palette());
    if (notice.tone == widgets::Tone::Bad)
        item->setForeground(t.bad);
    m_list->insertItem(0, item);
    if (m_list->count() > mostEntries)
        delete m_list->takeItem(mostEntries);
    m_pages->setCurrentWidget(m_list);
    if (!isVisible() && (notice.tone == widgets::Tone::Bad || notice.tone == widgets::Tone::Warning))
        emit unseenChanged(++m_unseen);
}

void AlertsPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (std::exchange(m_unseen, 0))
        emit unseenChanged(0);
}

} // namespace shell
