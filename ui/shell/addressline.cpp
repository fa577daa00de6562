// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/addressline.h"

#include "core/settings/address.h"
#include "ui/widgets/callout.h"
#include "ui/profiles/profilebutton.h"
#include "ui/profiles/profileshelf.h"
#include "ui/shell/addressfield.h"
#include "ui/shell/sendonconnect.h"

#include <QCompleter>
#include <QHBoxLayout>
#include <QPushButton>

namespace shell {

AddressLine::AddressLine(QWidget *parent)
    : QWidget(parent)
    , m_field(new AddressField)
    , m_lines(new SendOnConnect)
    , m_profiles(new profiles::ProfileButton)
    , m_connect(new QPushButton(tr("Connect")))
    , m_problem(new widgets::Callout)
{
    m_connect->setObjectName(QStringLiteral("connect"));
    m_connect->setToolTip(tr("Connects to this address (Enter in the address)"));
    m_problem->setObjectName(QStringLiteral("addressProblem"));
    auto *line = new QHBoxLayout;
    line->addWidget(m_profiles);
    line->addWidget(m_field, 1);
    line->addWidget(m_lines);
    line->addWidget(m_connect);
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->addLayout(line);
    page->addWidget(m_problem);

    connect(m_connect, &QPushButton::clicked, m_field, &AddressField::enter);
    connect(m_field, &AddressField::addressEntered, this, [this](const QUrl &url) {
        recall(m_field->typed());
        emit openRequested(url, m_lines->lines());
    });
    connect(m_field, &AddressField::commandEntered, this, &AddressLine::commandEntered);
    connect(m_profiles, &profiles::ProfileButton::profileChosen, this, &AddressLine::profileChosen);
    connect(m_profiles, &profiles::ProfileButton::settingsRequested, this, &AddressLine::settingsRequested);
    connect(m_field, &AddressField::problemFound, this, &AddressLine::say);
    connect(m_field, &AddressField::problemGone, this, [this] { m_problem->say({}, widgets::Tone::Bad); });
    connect(m_field, &AddressField::escaped, this, &AddressLine::escaped);
    connect(m_field, &QLineEdit::textEdited, this, &AddressLine::recall);
    connect(m_field->completer(), qOverload<const QString &>(&QCompleter::activated), this, &AddressLine::recall);
}

void AddressLine::setRecent(const settings::RecentFeeds &recent)
{
    m_recent = recent;
    m_field->setRecent(recent);
}

void AddressLine::setShelf(profiles::ProfileShelf &shelf) { m_profiles->setShelf(shelf); }

void AddressLine::say(const text::Explanation &problem)
{
    m_problem->say(problem.whole(), widgets::Tone::Bad);
    placeProblem();
}

void AddressLine::floatProblem(QWidget *page)
{
    m_floatsOver = page;
    layout()->removeWidget(m_problem);
    m_problem->setParent(page);
    m_problem->hide();
    m_lines->setCompact(true);
    for (QWidget *part : {static_cast<QWidget *>(m_field), static_cast<QWidget *>(m_connect)})
        part->setFixedHeight(28);
}

void AddressLine::placeProblem()
{
    if (!m_floatsOver)
        return;
    const QPoint below = m_field->mapTo(m_floatsOver, QPoint(0, m_field->height() + 6));
    const int wide = std::max(m_field->width(), 320);
    const int high = m_problem->hasHeightForWidth() ? m_problem->heightForWidth(wide) : m_problem->sizeHint().height();
    m_problem->setGeometry(below.x(), below.y(), wide, high);
    m_problem->raise();
}

void AddressLine::showFeed(const QUrl &url, const QList<QByteArray> &sendOnConnect, const QString &profile)
{
    m_profiles->setCurrent(profile);
    m_recalled = url;
    m_field->setAddress(url);
    m_lines->setLines(sendOnConnect);
}

void AddressLine::edit()
{
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

QString AddressLine::problem() const { return m_problem->isHidden() ? QString() : m_problem->text(); }

// Lines that a person wrote for this very address stay; another known address brings its own.
void AddressLine::recall(const QString &typed)
{
    const auto url = settings::parseAddress(typed);
    if (!url || *url == m_recalled)
        return;
    if (const settings::RecentFeed *feed = m_recent.find(*url)) {
        m_recalled = *url;
        m_lines->setLines(feed->sendOnConnect);
    } else if (!m_recalled.isEmpty()) {
        // Another server must not be sent what was written for the last one.
        m_recalled.clear();
        m_lines->setLines({});
    }
}

} // namespace shell
