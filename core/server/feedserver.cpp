// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/feedserver.h"

#include "core/net/sockettransport.h"

#include <QSysInfo>

#include <algorithm>
#include <utility>
#include <vector>

namespace server {

FeedServer::FeedServer(const base::Clock &clock, ServerSettings settings, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_settings(std::move(settings))
    , m_listener([this](net::Incoming incoming) { accept(std::move(incoming)); })
    , m_only{.path = "/", .summary = {}, .create = nullptr, .listens = true}
    , m_rates(m_settings.limits.rate)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &FeedServer::advance);
    m_stopTimer.setSingleShot(true);
    m_stopTimer.setInterval(std::chrono::seconds(1));
    connect(&m_stopTimer, &QTimer::timeout, this, [this] {
        for (const auto &[id, client] : m_clients) {
            if (!client->isEnded())
                client->abort();
        }
    });
}

FeedServer::~FeedServer() = default;

base::Expected<quint16, net::TransportError> FeedServer::listen(const QString &host, quint16 port)
{
    if (!m_settings.identity.isEmpty())
        m_listener.setIdentity(m_settings.identity, m_settings.limits.headDeadline);
    if (auto listening = m_listener.listen(host, port); !listening)
        return base::Unexpected{listening.error()};
    const QString address = m_listener.address();
    const bool bracketed = address.contains(QLatin1Char(':'));
    m_door = {.loopbackOnly = isLoopbackName(
                  (bracketed ? QLatin1Char('[') + address + QLatin1Char(']') : address).toLatin1()),
        .machineName = QSysInfo::machineHostName().toLatin1(),
        .origins = m_settings.origins};
    return m_listener.port();
}

void FeedServer::stop(std::function<void()> done)
{
    m_listener.close();
    m_stopped = std::move(done);
    for (const auto &[id, client] : m_clients) {
        client->close(ws::CloseCode::GoingAway, QStringLiteral("the server is stopping"));
        client->flush();
    }
    m_stopTimer.start();
    reap();
}

void FeedServer::breakLinks(Breakage breakage)
{
    for (const auto &[id, client] : m_clients) {
        if (!client->isEnded())
            client->breakLink(breakage);
    }
}

void FeedServer::accept(net::Incoming incoming)
{
    const ClientId id = ++m_lastId;
    ClientHost &host = *this;
    const QString peer = incoming.peerAddress();
    auto client = std::make_unique<FeedClient>(
        id, host, m_clock, m_random, m_settings.limits, peer.left(peer.lastIndexOf(QLatin1Char(':'))));
    client->setTransport(net::SocketTransport::adopt(std::move(incoming), *client, m_clock));
    FeedClient &accepted = *client;
    m_clients.emplace(id, std::move(client));
    m_unserved.insert(id);
    if (m_unserved.size() > static_cast<std::size_t>(m_settings.limits.unupgraded))
        makeRoom();
    changed(accepted);
}

// Slots are for those who speak. A head follows its stream at once; who keeps silent makes room, the oldest first, and
// a newcomer is heard before anybody can tell.
void FeedServer::makeRoom()
{
    const GuardLimits &limits = m_settings.limits;
    std::vector<FeedClient *> waiting, refused;
    for (const ClientId id : m_unserved) {
        FeedClient *const client = find(id);
        if (client && client->isWaiting())
            waiting.push_back(client);
        else if (client && client->isRefused())
            refused.push_back(client);
    }
    std::ranges::sort(
        waiting, {}, [](const FeedClient *client) { return std::pair(client->hasSpoken(), client->id()); });
    const base::Nanoseconds now = m_clock.now().steady;
    std::size_t left = waiting.size();
    const auto dropIf = [&left](FeedClient *client, bool drop) {
        if (drop) {
            client->abort();
            --left;
        }
    };
    for (FeedClient *client : waiting)
        dropIf(client,
            left > static_cast<std::size_t>(limits.unupgraded) && now >= client->since() + limits.speakWithin);
    left += refused.size();
    for (const auto &group : {refused, waiting}) {
        for (FeedClient *client : group)
            dropIf(client, left > static_cast<std::size_t>(limits.unserved) && !client->isEnded());
    }
    m_crowded = left > static_cast<std::size_t>(limits.unupgraded);
}

ClientHost::Decision FeedServer::decide(FeedClient &client, const ws::ServerRequest &request)
{
    const auto refuse = [&](Refused why, const QByteArray &answer) {
        return Decision{.refusal = turnAway(client, request, why, answer)};
    };
    const auto tooMany = [](int status, QByteArrayView reason, QByteArrayView body) {
        return ws::ServerHandshake::refuse(status, reason, body, {{"Retry-After", "10"}});
    };
    const auto route = lead(request);
    if (!route)
        return refuse(route.error().why, route.error().answer);
    const GuardLimits &limits = m_settings.limits;
    if (m_served.size() >= limits.clients)
        return refuse(
            Refused::ServerFull, tooMany(503, "Service Unavailable", "There are too many clients.\n"));
    if (limits.perAddress > 0 && m_addresses.value(client.address()) >= limits.perAddress)
        return refuse(Refused::AddressFull,
            tooMany(429, "Too Many Requests", "There are too many connections from this address.\n"));
    auto &scenario = m_scenarios[route->entry->path];
    if (!scenario)
        scenario = m_settings.scenario ? m_settings.scenario() : route->entry->create();
    if (const auto problem = scenario->refusal(route->query))
        return refuse(Refused::Query, ws::ServerHandshake::refuse(400, "Bad Request", *problem + '\n'));
    m_unserved.erase(client.id());
    m_served.insert(client.id(), client.address());
    ++m_addresses[client.address()];
    const bool takesAny = m_settings.scenario && !request.subprotocols.isEmpty();
    return {.scenario = scenario.get(),
        .entry = route->entry,
        .query = route->query,
        .subprotocol = takesAny ? request.subprotocols.first() : QByteArray()};
}

base::Expected<Route, TurnedAway> FeedServer::lead(const ws::ServerRequest &request) const
{
    if (!m_settings.scenario)
        return routeOf(request, m_door, m_settings.credentials);
    if (const auto refused = refusalOf(request, m_door))
        return base::Unexpected{TurnedAway{.why = *refused, .answer = answerFor(*refused)}};
    return Route{.entry = &m_only, .query = {}};
}

QByteArray FeedServer::turnAway(
    const FeedClient &client, const ws::ServerRequest &request, Refused why, const QByteArray &answer)
{
    note({.why = why,
        .wall = m_clock.now().wall,
        .address = client.address(),
        .path = pathOf(request.target),
        .origin = request.origin});
    return answer;
}

void FeedServer::misunderstood(FeedClient &client)
{
    note({.why = Refused::NoWebSocket, .wall = m_clock.now().wall, .address = client.address()});
}

void FeedServer::note(Refusal refusal)
{
    m_refusals.add(std::move(refusal));
    if (m_settings.onRefused)
        m_settings.onRefused(m_refusals.last().back());
}

FeedClient *FeedServer::find(ClientId id) const
{
    const auto client = m_clients.find(id);
    return client == m_clients.end() ? nullptr : client->second.get();
}

void FeedServer::changed(FeedClient &client)
{
    m_deadlines.put(client.id(), client.nextDeadline());
    scheduleSoon();
}

void FeedServer::scheduleSoon()
{
    if (!std::exchange(m_scheduling, true))
        QMetaObject::invokeMethod(this, &FeedServer::schedule, Qt::QueuedConnection);
}

void FeedServer::schedule()
{
    m_scheduling = false;
    flushWaiting();
    std::optional<base::Nanoseconds> next = m_deadlines.next();
    const auto earlier = [&next](std::optional<base::Nanoseconds> due) {
        if (due && (!next || *due < *next))
            next = due;
    };
    for (const auto &[path, scenario] : m_scenarios)
        earlier(scenario->nextDeadline());
    if (m_crowded)
        earlier(m_clock.now().steady + m_settings.limits.speakWithin);
    if (next)
        m_timer.start(
            std::chrono::ceil<std::chrono::milliseconds>(std::max(base::Nanoseconds(0), *next - m_clock.now().steady)));
    else
        m_timer.stop();
}

void FeedServer::advance()
{
    const base::Instant now = m_clock.now();
    for (const auto &[path, scenario] : m_scenarios)
        scenario->advance(now, *this);
    for (const ClientId id : m_deadlines.takeDue(now.steady)) {
        if (FeedClient *const client = find(id)) {
            client->advance(now.steady);
            m_deadlines.put(id, client->nextDeadline());
        }
    }
    if (m_crowded)
        makeRoom();
    m_rates.forgetOld(now.steady);
    schedule();
}

// Once a turn for all that a client got in it: many small messages leave in one write.
void FeedServer::flushWaiting()
{
    for (const ClientId id : std::exchange(m_toFlush, {})) {
        if (FeedClient *const client = find(id)) {
            client->flush();
            m_deadlines.put(id, client->nextDeadline());
        }
    }
}

void FeedServer::ended(FeedClient &client)
{
    // The caller is the client's transport, which must not be deleted from inside its call.
    m_ended.push_back(client.id());
    if (m_ended.size() == 1)
        QMetaObject::invokeMethod(this, &FeedServer::reap, Qt::QueuedConnection);
}

void FeedServer::reap()
{
    for (const ClientId id : std::exchange(m_ended, {})) {
        const auto client = m_clients.find(id);
        if (client == m_clients.end())
            continue;
        if (Scenario *const scenario = client->second->joinedScenario())
            scenario->left(id);
        if (const auto served = m_served.constFind(id); served != m_served.cend()) {
            if (--m_addresses[*served] <= 0)
                m_addresses.remove(*served);
            m_served.erase(served);
        }
        m_unserved.erase(id);
        m_deadlines.forget(id);
        m_clients.erase(client);
    }
    scheduleSoon();
    if (m_clients.empty() && m_stopped) {
        m_stopTimer.stop();
        std::exchange(m_stopped, nullptr)();
    }
}

void FeedServer::send(ClientId id, ws::Opcode opcode, const QByteArray &payload)
{
    FeedClient *const client = find(id);
    if (!client)
        return;
    client->send(opcode, payload);
    if (m_toFlush.empty() || m_toFlush.back() != id)
        m_toFlush.push_back(id);
    scheduleSoon();
}

qint64 FeedServer::pending(ClientId id) const
{
    const FeedClient *const client = find(id);
    return client ? client->pending() : 0;
}

void FeedServer::close(ClientId id, quint16 code, const QString &reason)
{
    if (FeedClient *const client = find(id)) {
        client->close(static_cast<ws::CloseCode>(code), reason);
        m_toFlush.push_back(id);
        scheduleSoon();
    }
}

void FeedServer::breakLink(ClientId id, Breakage breakage)
{
    FeedClient *const client = find(id);
    if (client && !client->isEnded())
        client->breakLink(breakage);
}

PoolStatistics FeedServer::statistics() const
{
    QList<ConnectionStatistics> connections;
    for (auto id = m_served.keyBegin(); id != m_served.keyEnd(); ++id) {
        if (const FeedClient *const client = find(*id))
            connections.push_back(client->statistics());
    }
    PoolStatistics out = PoolStatistics::of(std::move(connections), m_clock.now().steady);
    out.accepted = m_lastId;
    out.refused = m_refusals.count();
    out.lastRefusals = QList<Refusal>(m_refusals.last().begin(), m_refusals.last().end());
    return out;
}

Holdings FeedServer::holdings() const
{
    Holdings out{.clients = m_clients.size(),
        .unserved = m_unserved.size(),
        .deadlines = m_deadlines.size(),
        .toFlush = m_toFlush.size(),
        .addresses = static_cast<std::size_t>(m_addresses.size())};
    for (const auto &[path, scenario] : m_scenarios)
        out.inScenarios += scenario->held();
    return out;
}

} // namespace server
