// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/connectiontab.h"

#include "core/base/redact.h"
#include "ui/panels/panel.h"
#include "ui/shell/addressline.h"
#include "ui/shell/connectbar.h"
#include "ui/shell/memory.h"
#include "ui/shell/noticebar.h"
#include "ui/shell/startpage.h"
#include "ui/shell/statusline.h"
#include "ui/shell/workbench.h"
#include "ui/text/failuretext.h"
#include "ui/text/format.h"

#include <QStackedWidget>
#include <QVBoxLayout>

namespace shell {

ConnectionTab::ConnectionTab(const WindowContext &context, stream::StreamHandle &handle, Memory &memory, QWidget *parent)
    : QWidget(parent), m_context(context), m_handle(handle), m_memory(memory)
{
    buildLayout();
    connectAll();
    setRecent();
    tickArrived(m_handle.tick());
}

ConnectionTab::~ConnectionTab() = default;

void ConnectionTab::buildLayout()
{
    m_workbench = new Workbench(m_handle, panels::catalog());
    m_bar = new ConnectBar;
    m_notices = new NoticeBar;
    m_start = new StartPage;
    m_pages = new QStackedWidget;
    m_pages->addWidget(m_start);
    m_pages->addWidget(m_workbench);
    m_statusLine = new StatusLine(m_handle);
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);
    page->addWidget(m_bar);
    page->addWidget(m_notices);
    page->addWidget(m_pages, 1);
    page->addWidget(m_statusLine);
    m_bar->hide();
}

void ConnectionTab::connectAll()
{
    connect(&m_handle, &stream::StreamHandle::tickArrived, this, &ConnectionTab::tickArrived);
    connect(&m_handle, &stream::StreamHandle::sendRefused, this, [this](const stream::SendRefusal &refusal) { m_statusLine->notify(text::explain(refusal.error).whole()); });
    connect(m_bar->line(), &AddressLine::openRequested, this, &ConnectionTab::open);
    connect(m_bar->line(), &AddressLine::escaped, m_workbench, &Workbench::focusCentre);
    connect(m_notices, &NoticeBar::reconnectRequested, this, [this] { m_handle.reconnectNow(); });
    connect(m_bar, &ConnectBar::disconnectRequested, this, &ConnectionTab::disconnectNow);
    connect(m_start, &StartPage::openRequested, this, &ConnectionTab::open);
    connect(m_start, &StartPage::demoRequested, this, &ConnectionTab::openDemo);
    connect(m_start, &StartPage::forgetRequested, &m_memory, &Memory::forget);
    connect(m_workbench, &Workbench::noticeRaised, m_statusLine, &StatusLine::notify);
    connect(&m_memory, &Memory::recentChanged, this, &ConnectionTab::setRecent);
}

void ConnectionTab::setRecent()
{
    m_start->setRecent(m_memory.recent());
    m_bar->line()->setRecent(m_memory.recent());
}

void ConnectionTab::open(const QUrl &url, const QList<QByteArray> &sendOnConnect)
{
    m_memory.remember({.url = url, .sendOnConnect = sendOnConnect, .lastUsedMs = m_context.clock.now().wall.count() / 1'000'000});
    m_context.open(m_handle, url, sendOnConnect);
    showProfile();
    m_workbench->focusCentre();
}

void ConnectionTab::openDemo()
{
    const QString problem = m_context.openDemo(m_handle);
    if (!problem.isEmpty())
        return raiseNotice(QStringLiteral("demo"), panels::Tone::Bad, problem);
    m_notices->clear(QStringLiteral("demo"));
    showProfile();
    m_workbench->focusCentre();
}

void ConnectionTab::disconnectNow() { m_handle.close(ws::CloseCode::Normal, {}); }

void ConnectionTab::editAddress() { (showsStartPage() ? m_start->line() : m_bar->line())->edit(); }

void ConnectionTab::focusFirst() { showsStartPage() ? m_start->setFocus() : m_workbench->focusCentre(); }

void ConnectionTab::tickArrived(const stream::Tick &tick)
{
    const connection::State state = tick.status.state;
    if (m_handle.profile() != m_shown)
        showProfile();
    m_notices->setStanding(standingNotices(tick, m_shown.policy));
    if (state == m_state)
        return;
    m_state = state;
    m_bar->setState(state);
    if (state == connection::State::Open)
        rememberOpened();
    emit changed();
}

// An address from the command line; its messages stay there, they may carry what must not be written down.
void ConnectionTab::rememberOpened()
{
    const bool demo = m_context.isDemo && m_context.isDemo(m_shown.url);
    if (!demo && !m_memory.recent().find(m_shown.url))
        m_memory.remember({.url = m_shown.url, .sendOnConnect = {}, .lastUsedMs = m_context.clock.now().wall.count() / 1'000'000});
}

void ConnectionTab::showProfile()
{
    m_shown = m_handle.profile();
    m_pages->setCurrentWidget(hasAddress() ? static_cast<QWidget *>(m_workbench) : m_start);
    m_bar->setVisible(hasAddress());
    if (hasAddress())
        m_bar->line()->showFeed(m_shown.url, m_shown.sendOnConnect);
    emit changed();
}

QString ConnectionTab::address() const { return text::plain(base::redactedUrl(m_shown.url), 200); }

void ConnectionTab::raiseNotice(const QString &key, panels::Tone tone, const QString &text) { m_notices->raise({.key = key, .tone = tone, .text = text}); }

bool ConnectionTab::showsStartPage() const { return m_pages->currentWidget() == m_start; }

} // namespace shell
