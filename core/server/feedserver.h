// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/net/listener.h"
#include "core/server/breakage.h"
#include "core/server/feedclient.h"
#include "core/server/guard.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <map>
#include <memory>
#include <unordered_map>

namespace server {

//! The embedded feed server: the demo feeds over WebSocket, guarded so that no web page can drive it.
//!
//! Lives on one thread and needs its event loop; see FeedServerThread for one of its own.
class FeedServer final : public QObject, private ClientHost, private Outbox
{
public:
    //! \a clock must outlive the server.
    explicit FeedServer(const base::Clock &clock, GuardLimits limits = {}, QObject *parent = nullptr);
    ~FeedServer() override;

    //! Listens on \a host, a literal address, `localhost` or `*`; \a port 0 takes a free one. The port that was taken.
    [[nodiscard]] base::Expected<quint16, net::TransportError> listen(const QString &host, quint16 port);
    //! Takes no more clients, closes those there are with 1001, and calls \a done once when the last has gone; after a
    //! second whoever is left is cut off.
    void stop(std::function<void()> done);

    //! Breaks the link to every client there is; those that come later are served as ever.
    void breakLinks(Breakage breakage);

    [[nodiscard]] int clients() const { return static_cast<int>(m_clients.size()); }

private:
    void accept(net::Incoming incoming);
    void advance();
    void schedule();
    void reap();
    void flushAll();
    void makeRoom();
    [[nodiscard]] int open() const;

    Decision decide(const ws::ServerRequest &request) override;
    Outbox &outbox() override { return *this; }
    void changed() override;
    void ended(FeedClient &client) override;
    void send(ClientId client, ws::Opcode opcode, const QByteArray &payload) override;
    [[nodiscard]] qint64 pending(ClientId client) const override;

    const base::Clock &m_clock;
    const GuardLimits m_limits;
    base::SystemRandom m_random;
    net::Listener m_listener;
    bool m_loopbackOnly = true;
    QByteArray m_machineName;
    std::map<QByteArray, std::unique_ptr<Scenario>> m_scenarios; //!< By path; made when first asked for.
    std::unordered_map<ClientId, std::unique_ptr<FeedClient>> m_clients;
    ClientId m_lastId = 0;
    QTimer m_timer;
    QTimer m_stopTimer;
    std::function<void()> m_stopped;
    bool m_scheduling = false; //!< A schedule() is on its way.
    bool m_reaping = false;
    bool m_crowded = false; //!< More wait than may; those who keep silent go soon.
};

} // namespace server
