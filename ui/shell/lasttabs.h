// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>

namespace shell {

class ConnectionTab;
class ConnectionTabs;
class Memory;

//! The connections that were open when the window was closed: kept, and offered on the first start page of the next
//! run. Nothing is connected before a person asks.
class LastTabs : public QObject
{
    Q_OBJECT
public:
    //! \a addTab makes one more tab. All references must outlive this.
    LastTabs(ConnectionTabs &tabs, Memory &memory, std::function<ConnectionTab *()> addTab, QObject *parent = nullptr);

    //! On the start page of \a tab. One connection needs no offer: it stands first among the recent feeds.
    void offer(ConnectionTab &tab);
    //! Puts what is open now into the preferences; a window in which nothing was opened leaves them as they are.
    void keep();

private:
    void open();

    ConnectionTabs &m_tabs;
    Memory &m_memory;
    const std::function<ConnectionTab *()> m_addTab;
};

} // namespace shell
