// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/expected.h"
#include "core/net/transporterror.h"
#include "core/server/breakage.h"
#include "core/server/pool.h"
#include "core/server/serversettings.h"

#include <QMutex>
#include <QThread>
#include <QUrl>

#include <memory>

namespace server {

class FeedServer;

//! The feed server on a thread of its own, so that the program's own demo is a peer like any other.
class FeedServerThread
{
public:
    explicit FeedServerThread(ServerSettings settings = {});
    ~FeedServerThread(); //!< As stop().

    //! Listens on \a host (a literal address, `localhost` or `*`) and \a port, 0 for a free one. The port that was
    //! taken, or why none was. Waits for the system's answer, which comes at once. Once in a life.
    [[nodiscard]] base::Expected<quint16, net::TransportError> start(const QString &host, quint16 port);
    //! Breaks the link to every client there is. From any thread between start() and stop(); returns at once.
    void breakLinks(Breakage breakage);
    //! Asks the server for what statistics() and holdings() tell; they are new a moment later. Returns at once.
    void askStatistics();
    //! What the server was like when it last answered askStatistics(). From any thread.
    [[nodiscard]] PoolStatistics statistics() const;
    [[nodiscard]] Holdings holdings() const;
    //! Closes every client with 1001 and ends the thread, within about a second.
    void stop();

    //! The address of the feed at \a path for a client on this machine; empty when not started.
    [[nodiscard]] QUrl url(const QString &path = QStringLiteral("/dashboard")) const;

private:
    const ServerSettings m_settings;
    const base::SystemClock m_clock;
    QThread m_thread;
    QObject m_context; //!< Lives on the thread; what is posted to it runs there.
    std::unique_ptr<FeedServer> m_server; //!< Made, used and deleted on the thread.
    mutable QMutex m_mutex; //!< Held for a copy, never for longer.
    PoolStatistics m_statistics;
    Holdings m_holdings;
    QString m_host;
    quint16 m_port = 0;
};

} // namespace server
