// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow.h"

#include "core/base/redact.h"
#include "ui/panels/panel.h"
#include "ui/shell/addressline.h"
#include "ui/shell/connectbar.h"
#include "ui/shell/noticebar.h"
#include "ui/shell/shortcutlist.h"
#include "ui/shell/startpage.h"
#include "ui/shell/statusline.h"
#include "ui/shell/workbench.h"
#include "ui/text/failuretext.h"
#include "ui/text/format.h"

#include <QAction>
#include <QCloseEvent>
#include <QIcon>
#include <QMenuBar>
#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>

static void useResources() { Q_INIT_RESOURCE(resources); }

namespace shell {

MainWindow::MainWindow(WindowContext context, QWidget *parent)
    : QWidget(parent), m_context(std::move(context)), m_memory(m_context.configFolder), m_theme(m_memory.preferences.theme)
{
    useResources();
    setWindowIcon(QIcon(QStringLiteral(":/icons/socketscope.svg")));
    m_workbench = new Workbench(m_context.handle, panels::catalog());
    m_actions = new Actions(*m_workbench, m_theme, this);
    buildLayout();
    connectAll();
    restore();
    tickArrived(m_context.handle.tick());
    if (showsStartPage())
        m_start->setFocus();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildLayout()
{
    m_menus = new QMenuBar;
    m_actions->fillMenus(m_menus, *m_workbench);
    m_bar = new ConnectBar;
    m_notices = new NoticeBar;
    m_start = new StartPage;
    m_pages = new QStackedWidget;
    m_pages->addWidget(m_start);
    m_pages->addWidget(m_workbench);
    m_statusLine = new StatusLine(m_context.handle);
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);
    page->setMenuBar(m_menus);
    page->addWidget(m_bar);
    page->addWidget(m_notices);
    page->addWidget(m_pages, 1);
    page->addWidget(m_statusLine);
    m_bar->hide();
    setMinimumSize(fontMetrics().averageCharWidth() * 80, fontMetrics().height() * 24);
}

void MainWindow::connectAll()
{
    connect(&m_context.handle, &stream::StreamHandle::tickArrived, this, &MainWindow::tickArrived);
    connect(&m_context.handle, &stream::StreamHandle::sendRefused, this, [this](const stream::SendRefusal &refusal) { m_statusLine->notify(text::explain(refusal.error).whole()); });
    connect(m_bar->line(), &AddressLine::openRequested, this, &MainWindow::open);
    connect(m_bar->line(), &AddressLine::escaped, m_workbench, &Workbench::focusCentre);
    connect(m_bar, &ConnectBar::disconnectRequested, this, &MainWindow::disconnectNow);
    connect(m_start, &StartPage::openRequested, this, &MainWindow::open);
    connect(m_start, &StartPage::demoRequested, this, &MainWindow::openDemo);
    connect(m_start, &StartPage::forgetRequested, &m_memory, &Memory::forget);
    connect(m_workbench, &Workbench::noticeRaised, m_statusLine, &StatusLine::notify);
    connect(&m_memory, &Memory::recentChanged, this, &MainWindow::setRecent);
    connect(&m_memory, &Memory::saveFailed, this, [this](const QString &problem) { raiseNotice(QStringLiteral("settings"), panels::Tone::Warning, problem); });
    connect(m_actions->address, &QAction::triggered, this, &MainWindow::editAddress);
    connect(m_actions->demo, &QAction::triggered, this, &MainWindow::openDemo);
    connect(m_actions->disconnect, &QAction::triggered, this, &MainWindow::disconnectNow);
    connect(m_actions->reconnect, &QAction::triggered, this, [this] { m_context.handle.reconnectNow(); });
    connect(m_actions->ping, &QAction::triggered, this, [this] { m_context.handle.pingNow(); });
    connect(m_actions->shortcuts, &QAction::triggered, this, [this] { (new ShortcutList(this))->show(); });
    connect(m_actions->close, &QAction::triggered, this, &QWidget::close);
    connect(m_actions->quit, &QAction::triggered, this, &QWidget::close);
}

void MainWindow::restore()
{
    resize(QSize(1280, 720).boundedTo(screen()->availableSize()));
    if (!m_memory.preferences.windowGeometry.isEmpty())
        restoreGeometry(m_memory.preferences.windowGeometry);
    m_workbench->restoreLayout(m_memory.preferences.windowLayout);
    m_workbench->restorePanels(m_memory.preferences.panels);
    setRecent();
    if (!m_memory.problem().isEmpty())
        raiseNotice(QStringLiteral("settings"), panels::Tone::Warning, m_memory.problem());
}

void MainWindow::setRecent()
{
    m_start->setRecent(m_memory.recent());
    m_bar->line()->setRecent(m_memory.recent());
}

void MainWindow::open(const QUrl &url, const QList<QByteArray> &sendOnConnect)
{
    m_memory.remember({.url = url, .sendOnConnect = sendOnConnect, .lastUsedMs = m_context.clock.now().wall.count() / 1'000'000});
    m_context.open(url, sendOnConnect);
    showProfile();
    m_workbench->focusCentre();
}

void MainWindow::openDemo()
{
    const QString problem = m_context.openDemo();
    if (!problem.isEmpty())
        return raiseNotice(QStringLiteral("demo"), panels::Tone::Bad, problem);
    m_notices->clear(QStringLiteral("demo"));
    showProfile();
    m_workbench->focusCentre();
}

void MainWindow::disconnectNow()
{
    m_context.handle.close(ws::CloseCode::Normal, {});
}

void MainWindow::editAddress()
{
    (showsStartPage() ? m_start->line() : m_bar->line())->edit();
}

void MainWindow::tickArrived(const stream::Tick &tick)
{
    const connection::State state = tick.status.state;
    if (m_context.handle.profile() != m_shown)
        showProfile();
    m_notices->setStanding(standingNotices(tick, m_shown.policy));
    if (state == m_state)
        return;
    m_state = state;
    m_bar->setState(state);
    m_actions->setState(state, !m_shown.url.isEmpty());
    if (state == connection::State::Open)
        rememberOpened();
}

// An address from the command line; its messages stay there, they may carry what must not be written down.
void MainWindow::rememberOpened()
{
    const bool demo = m_context.isDemo && m_context.isDemo(m_shown.url);
    if (!demo && !m_memory.recent().find(m_shown.url))
        m_memory.remember({.url = m_shown.url, .sendOnConnect = {}, .lastUsedMs = m_context.clock.now().wall.count() / 1'000'000});
}

void MainWindow::showProfile()
{
    m_shown = m_context.handle.profile();
    const bool any = !m_shown.url.isEmpty();
    m_pages->setCurrentWidget(any ? static_cast<QWidget *>(m_workbench) : m_start);
    m_bar->setVisible(any);
    if (any)
        m_bar->line()->showFeed(m_shown.url, m_shown.sendOnConnect);
    const QString address = text::plain(base::redactedUrl(m_shown.url), 200).replace(QLatin1String("[*]"), QLatin1String("[*][*]"));
    setWindowTitle(any ? address + QStringLiteral(" – SocketScope") : QStringLiteral("SocketScope"));
    m_actions->setState(m_context.handle.tick().status.state, any);
}

void MainWindow::raiseNotice(const QString &key, panels::Tone tone, const QString &text) { m_notices->raise({.key = key, .tone = tone, .text = text}); }

bool MainWindow::showsStartPage() const { return m_pages->currentWidget() == m_start; }

bool MainWindow::saveScreenshot(const QString &file) { return grab().save(file, "PNG"); }

void MainWindow::closeEvent(QCloseEvent *event)
{
    settings::Preferences &kept = m_memory.preferences;
    kept.windowGeometry = saveGeometry();
    kept.windowLayout = m_workbench->saveLayout();
    kept.theme = m_theme.choice();
    kept.panels = m_workbench->savePanels();
    m_memory.savePreferences();
    event->accept();
    emit closed();
}

bool MainWindow::event(QEvent *event)
{
    if (event->type() == QEvent::ThemeChange)
        m_theme.followSystem();
    return QWidget::event(event);
}

} // namespace shell
