// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/mainwindow.h"

#include "ui/shell/connectiontab.h"
#include "ui/shell/connectiontabs.h"
#include "ui/shell/settingspage.h"
#include "ui/shell/workbench.h"

namespace shell {

ConnectionTab &MainWindow::addTab(stream::StreamHandle &handle, bool show)
{
    auto *tab = new ConnectionTab(m_context, handle, m_memory, m_shelf);
    tab->workbench().setPage(QLatin1StringView("settings"), new SettingsPage(*m_actions));
    tab->workbench().restorePanels(m_memory.preferences.panels);
    connect(tab, &ConnectionTab::changed, this, [this, tab] { tabChanged(tab); });
    m_tabs->add(tab, show);
    tabChanged(&this->tab());
    emit tabAdded(tab);
    return *tab;
}

void MainWindow::newConnection()
{
    if (ConnectionTab *const tab = addFreshTab())
        tab->focusFirst();
}

ConnectionTab *MainWindow::addFreshTab()
{
    if (m_context.mayAddConnection && !m_context.mayAddConnection())
        raiseNotice(QStringLiteral("connections"), widgets::Tone::Bad,
            tr("This run has had as many connections as it can count. Start the program again for more."));
    else if (m_context.addConnection)
        return &addTab(m_context.addConnection());
    return nullptr;
}

// The widgets go first, then the connection they showed; its closing handshake needs no tab.
void MainWindow::closeTab(ConnectionTab *tab)
{
    if (m_tabs->count() == 1)
        return void(close());
    if (!m_context.endConnection)
        return;
    m_tabs->take(tab);
    tabChanged(&this->tab());
    tab->setParent(nullptr);
    connect(tab, &QObject::destroyed, this, [this, handle = &tab->handle()] { m_context.endConnection(*handle); });
    tab->deleteLater();
}

} // namespace shell
