// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/lasttabs.h"

#include "ui/shell/connectiontab.h"
#include "ui/shell/connectiontabs.h"
#include "ui/shell/memory.h"
#include "ui/shell/startpage.h"
#include "ui/text/format.h"

namespace shell {

LastTabs::LastTabs(ConnectionTabs &tabs, Memory &memory, std::function<ConnectionTab *()> addTab, QObject *parent)
    : QObject(parent)
    , m_tabs(tabs)
    , m_memory(memory)
    , m_addTab(std::move(addTab))
{
}

void LastTabs::offer(ConnectionTab &tab)
{
    QStringList names;
    for (const settings::OpenTab &kept : m_memory.preferences.tabs)
        names << (kept.profile.isEmpty() ? text::address(kept.url, 200) : text::plain(kept.profile, 100));
    if (names.size() < 2)
        return;
    tab.startPage().offerLast(names);
    connect(&tab.startPage(), &StartPage::lastRequested, this, &LastTabs::open);
}

void LastTabs::open()
{
    ConnectionTab *const first = m_tabs.current();
    const QList<settings::OpenTab> kept = m_memory.preferences.tabs;
    first->startPage().offerLast({}); // A profile takes a moment to be read: the page may stand here for another click.
    for (const settings::OpenTab &each : kept) {
        ConnectionTab *const tab = first->showsStartPage() && &each == &kept.front() ? first : m_addTab();
        if (tab)
            tab->openAgain(each);
    }
    m_tabs.setCurrent(first);
}

void LastTabs::keep()
{
    QList<settings::OpenTab> open;
    for (const ConnectionTab *tab : m_tabs.tabs()) {
        if (const auto kept = tab->toRemember())
            open.append(*kept);
    }
    if (!open.isEmpty())
        m_memory.preferences.tabs = open;
}

} // namespace shell
