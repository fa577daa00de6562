// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/feedserverthread.h"

#include <QString>

#include <memory>

namespace app {

//! The feed server behind the demo: started when it is first asked for, on a free port of this machine.
class EmbeddedFeed
{
public:
    //! A sentence when it could not be started.
    [[nodiscard]] QString start();
    //! The dashboard's address; empty before start().
    [[nodiscard]] QUrl url() const { return m_server ? m_server->url() : QUrl(); }
    //! True for an address of this server.
    [[nodiscard]] bool serves(const QUrl &url) const;
    //! Breaks the link to its clients, if it runs.
    void breakLinks(server::Breakage breakage);
    void stop();

private:
    std::unique_ptr<server::FeedServerThread> m_server;
};

} // namespace app
