// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow.h"

#include "ui/look/tokens.h"
#include "ui/shell/connectiontab.h"
#include "ui/shell/connectiontabs.h"
#include "ui/shell/lasttabs.h"
#include "ui/shell/shortcutlist.h"
#include "ui/shell/startpage.h"
#include "ui/shell/workbench.h"

#include <QAction>
#include <QCloseEvent>
#include <QIcon>
#include <QMenuBar>
#include <QPainter>
#include <QScreen>
#include <QVBoxLayout>

static void useResources() { Q_INIT_RESOURCE(resources); }

namespace shell {
namespace {

//! The row of the menus and the tabs.
class TopRow : public QWidget
{
public:
    TopRow() { setFixedHeight(32); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const look::Tokens &t = look::tokensOf(palette());
        QPainter painter(this);
        painter.fillRect(rect(), t.chrome);
        painter.fillRect(QRect(0, height() - 1, width(), 1), t.line);
    }
};

} // namespace

MainWindow::MainWindow(WindowContext context, QWidget *parent)
    : QWidget(parent)
    , m_context(std::move(context))
    , m_memory(m_context.configFolder)
    , m_shelf(m_context.configFolder)
    , m_theme(m_memory.preferences.theme)
{
    useResources();
    setWindowIcon(QIcon(QStringLiteral(":/icons/socketscope.svg")));
    m_actions = new Actions(m_theme, this);
    m_tabs = new ConnectionTabs(m_context.clock);
    m_last = new LastTabs(
        *m_tabs, m_memory, [this] { return addFreshTab(); }, this);
    buildLayout();
    connectAll();
    addTab(m_context.handle);
    restore();
    tab().focusFirst();
}

void MainWindow::buildLayout()
{
    auto *menus = new QMenuBar;
    m_actions->fillMenus(menus, m_tabs->listAction());
    menus->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    auto *top = new TopRow;
    auto *row = new QHBoxLayout(top);
    row->setContentsMargins(4, 0, 4, 1);
    row->setSpacing(8);
    row->addWidget(menus);
    row->addWidget(m_tabs->strip(), 1);
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);
    page->addWidget(top);
    page->addWidget(m_tabs, 1);
    setMinimumSize(960, 540);
}

void MainWindow::connectAll()
{
    connect(&m_memory, &Memory::saveFailed, this,
        [this](const QString &problem) { raiseNotice(QStringLiteral("settings"), widgets::Tone::Warning, problem); });
    connect(m_tabs, &ConnectionTabs::currentAboutToChange, this, &MainWindow::keepLayout);
    connect(m_tabs, &ConnectionTabs::currentChanged, this, &MainWindow::showTab);
    connect(m_tabs, &ConnectionTabs::closeRequested, this, &MainWindow::closeTab);
    connect(m_tabs, &ConnectionTabs::newRequested, this, &MainWindow::newConnection);
    connect(m_actions->newConnection, &QAction::triggered, this, &MainWindow::newConnection);
    connect(m_actions->next, &QAction::triggered, this, [this] { m_tabs->step(1); });
    connect(m_actions->previous, &QAction::triggered, this, [this] { m_tabs->step(-1); });
    connect(m_actions->address, &QAction::triggered, this, [this] { tab().editAddress(); });
    connect(m_actions->connectionSettings, &QAction::triggered, this, [this] { tab().editSettings(); });
    connect(m_actions->demo, &QAction::triggered, this, [this] { tab().openDemo(); });
    connect(m_actions->disconnect, &QAction::triggered, this, [this] { tab().disconnectNow(); });
    connect(m_actions->reconnect, &QAction::triggered, this, [this] { tab().handle().reconnectNow(); });
    connect(m_actions->ping, &QAction::triggered, this, [this] { tab().handle().pingNow(); });
    connect(m_actions->shortcuts, &QAction::triggered, this, [this] { (new ShortcutList(this))->show(); });
    connect(m_actions->close, &QAction::triggered, this, [this] { closeTab(&tab()); });
    connect(m_actions->quit, &QAction::triggered, this, &QWidget::close);
    connect(m_actions, &Actions::breakRequested, this, [this](Breakage breakage) { m_context.breakLinks(breakage); });
    m_actions->offerDesktopNotices(m_memory, static_cast<bool>(m_context.notifyDesktop));
    m_actions->newConnection->setEnabled(static_cast<bool>(m_context.addConnection));
}

void MainWindow::restore()
{
    // Room for the frame that the desktop puts around it.
    resize(QSize(1280, 800).boundedTo(screen()->availableSize() - QSize(16, 48)));
    if (!m_memory.preferences.windowGeometry.isEmpty())
        restoreGeometry(m_memory.preferences.windowGeometry);
    workbench().restoreLayout(m_memory.preferences.windowLayout);
    m_last->offer(tab());
    if (!m_memory.problem().isEmpty())
        raiseNotice(QStringLiteral("settings"), widgets::Tone::Warning, m_memory.problem());
}

// One layout for all: what stands in one tab stands in the next.
void MainWindow::keepLayout(ConnectionTab *before, ConnectionTab *next)
{
    settings::Preferences &kept = m_memory.preferences;
    if (!before)
        return;
    kept.windowLayout = before->workbench().saveLayout();
    kept.panels = before->workbench().savePanels();
    next->workbench().restoreLayout(kept.windowLayout);
}

void MainWindow::showTab()
{
    m_actions->setWorkbench(workbench());
    tabChanged(&tab());
    tab().focusFirst();
}

void MainWindow::tabChanged(const ConnectionTab *changed)
{
    if (changed != m_tabs->current())
        return;
    const QString address = changed->address().replace(QLatin1String("[*]"), QLatin1String("[*][*]"));
    setWindowTitle(changed->hasAddress() ? address + QStringLiteral(" – SocketScope") : QStringLiteral("SocketScope"));
    const bool isDemo = m_context.breakLinks && m_context.isDemo && m_context.isDemo(changed->handle().profile().url);
    m_actions->setState(changed->handle().tick().status.state, changed->hasAddress(), isDemo);
    m_actions->next->setEnabled(m_tabs->count() > 1);
    m_actions->previous->setEnabled(m_tabs->count() > 1);
}

void MainWindow::raiseNotice(const QString &key, widgets::Tone tone, const QString &text)
{
    tab().raiseNotice(key, tone, text);
}

ConnectionTab &MainWindow::tab() const { return *m_tabs->current(); }

bool MainWindow::showsStartPage() const { return tab().showsStartPage(); }

Workbench &MainWindow::workbench() const { return tab().workbench(); }

StartPage &MainWindow::startPage() const { return tab().startPage(); }

ConnectBar &MainWindow::connectBar() const { return tab().connectBar(); }

StatusLine &MainWindow::statusLine() const { return tab().statusLine(); }

NoticeBar &MainWindow::noticeBar() const { return tab().noticeBar(); }

void MainWindow::closeEvent(QCloseEvent *event)
{
    settings::Preferences &kept = m_memory.preferences;
    kept.windowGeometry = saveGeometry();
    kept.windowLayout = workbench().saveLayout();
    kept.theme = m_theme.choice();
    kept.panels = workbench().savePanels();
    m_last->keep();
    m_memory.savePreferences();
    event->accept();
    emit closed();
}

bool MainWindow::event(QEvent *event)
{
    const auto type = event->type();
    if (type == QEvent::Show || type == QEvent::Hide || type == QEvent::WindowStateChange) {
        for (const ConnectionTab *each : findChildren<ConnectionTab *>())
            each->handle().setHidden(!isVisible() || isMinimized());
    }
    if (event->type() == QEvent::ThemeChange)
        m_theme.followSystem();
    return QWidget::event(event);
}

} // namespace shell
