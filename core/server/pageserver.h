// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/net/listener.h"
#include "core/server/pagerequest.h"

#include <QThread>
#include <QTimer>

#include <functional>
#include <list>
#include <memory>
#include <optional>

namespace server {

//! A page that is there.
struct Page
{
    QByteArray type; //!< For Content-Type.
    QByteArray body;
};

//! What the page at a path is now; nothing: there is none. Called on the server's thread.
using Pages = std::function<std::optional<Page>(const PageRequest &request)>;

//! Serves a few pages to plain HTTP clients: one request a connection, GET and HEAD. Lives on one thread.
//!
//! Bounded against everybody: 16 clients, of more the oldest goes; 8 KiB of head, which must be whole within 5 s; 10 s
//! for the answer. Who asks by a name that anybody can let lead here is refused, so that no web page reads it.
class PageServer : public QObject
{
public:
    static constexpr std::size_t mostClients = 16;
    static constexpr base::Nanoseconds headWithin = std::chrono::seconds(5);
    static constexpr base::Nanoseconds answerWithin = std::chrono::seconds(10);

    //! \a clock must outlive the server.
    PageServer(const base::Clock &clock, Pages pages, QObject *parent = nullptr);
    ~PageServer() override;

    //! The port that was taken, or why none was.
    [[nodiscard]] base::Expected<quint16, net::TransportError> listen(const QString &host, quint16 port);
    [[nodiscard]] std::size_t clientCount() const { return m_clients.size(); }

private:
    class Client;

    void accept(net::Incoming incoming);
    [[nodiscard]] QByteArray answerTo(QByteArrayView head) const;
    void advance();
    void reap();

    const base::Clock &m_clock;
    const Pages m_pages;
    net::Listener m_listener;
    std::list<std::unique_ptr<Client>> m_clients; //!< Oldest first.
    QTimer m_timer; //!< Runs while there are clients.
    bool m_loopbackOnly = true;
    QByteArray m_machineName;
};

//! A PageServer on a thread of its own.
class PageServerThread
{
public:
    explicit PageServerThread(Pages pages) : m_pages(std::move(pages)) { }
    ~PageServerThread();

    //! Once in a life; waits for the system's answer, which comes at once.
    [[nodiscard]] base::Expected<quint16, net::TransportError> start(const QString &host, quint16 port);

private:
    const Pages m_pages;
    const base::SystemClock m_clock;
    QThread m_thread;
    QObject m_context; //!< Lives on the thread.
    std::unique_ptr<PageServer> m_server; //!< Made, used and deleted on the thread.
};

} // namespace server
