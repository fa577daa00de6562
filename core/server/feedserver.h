// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/net/listener.h"
#include "core/server/breakage.h"
#include "core/server/deadlinequeue.h"
#include "core/server/feedclient.h"
#include "core/server/guard.h"
#include "core/server/pool.h"
#include "core/server/ratetable.h"
#include "core/server/route.h"
#include "core/server/serversettings.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <unordered_map>

namespace server {

//! The embedded feed server: the demo feeds over WebSocket, guarded so that no web page can drive it.
//!
//! Lives on one thread and needs its event loop; see FeedServerThread for one of its own. What it does for one client
//! costs the same whether there are ten or ten thousand.
class FeedServer final : public QObject, private ClientHost, private Outbox
{
public:
    //! \a clock must outlive the server.
    explicit FeedServer(const base::Clock &clock, ServerSettings settings = {}, QObject *parent = nullptr);
    ~FeedServer() override;

    //! Listens on \a host, a literal address, `localhost` or `*`; \a port 0 takes a free one. The port that was taken.
    [[nodiscard]] base::Expected<quint16, net::TransportError> listen(const QString &host, quint16 port);
    //! Takes no more clients, closes those there are with 1001, and calls \a done once when the last has gone; after a
    //! second whoever is left is cut off.
    void stop(std::function<void()> done);

    //! Breaks the link to every client there is; those that come later are served as ever.
    void breakLinks(Breakage breakage);

    [[nodiscard]] int clients() const { return static_cast<int>(m_clients.size()); }
    [[nodiscard]] PoolStatistics statistics() const;
    [[nodiscard]] Holdings holdings() const;

private:
    void accept(net::Incoming incoming);
    void advance();
    void schedule();
    void reap();
    void flushWaiting();
    void makeRoom();
    [[nodiscard]] QByteArray turnAway(const FeedClient &client, const ws::ServerRequest &request, Refused why,
        const QByteArray &answer);
    void note(Refusal refusal);
    [[nodiscard]] base::Expected<Route, TurnedAway> lead(const ws::ServerRequest &request) const;
    [[nodiscard]] FeedClient *find(ClientId id) const;

    Decision decide(FeedClient &client, const ws::ServerRequest &request) override;
    const Credentials &credentials() const override { return m_settings.credentials; }
    bool mayPass(const QByteArray &user, base::Nanoseconds now) override { return m_rates.pass(user, now); }
    Outbox &outbox() override { return *this; }
    void misunderstood(FeedClient &client) override;
    void changed(FeedClient &client) override;
    void ended(FeedClient &client) override;
    void send(ClientId client, ws::Opcode opcode, const QByteArray &payload) override;
    [[nodiscard]] qint64 pending(ClientId client) const override;
    void close(ClientId client, quint16 code, const QString &reason) override;
    void breakLink(ClientId client, Breakage breakage) override;
    void scheduleSoon();

    const base::Clock &m_clock;
    const ServerSettings m_settings;
    base::SystemRandom m_random;
    net::Listener m_listener;
    Door m_door;
    ScenarioEntry m_only; //!< What ServerSettings::scenario makes, on all paths.
    std::map<QByteArray, std::unique_ptr<Scenario>> m_scenarios; //!< By path; made when first asked for.
    std::unordered_map<ClientId, std::unique_ptr<FeedClient>> m_clients;
    std::set<ClientId> m_unserved; //!< Those that wait for their head or were refused, the oldest first.
    QHash<ClientId, QString> m_served; //!< Address of each upgraded client.
    QHash<QString, int> m_addresses; //!< How many of them each address has.
    DeadlineQueue m_deadlines;
    std::vector<ClientId> m_toFlush; //!< Got something since the last turn; may name one twice.
    std::vector<ClientId> m_ended;
    RateTable m_rates;
    RefusalLog m_refusals;
    ClientId m_lastId = 0;
    QTimer m_timer;
    QTimer m_stopTimer;
    std::function<void()> m_stopped;
    bool m_scheduling = false; //!< A schedule() is on its way.
    bool m_crowded = false; //!< More wait than may; those who keep silent go soon.
};

} // namespace server
