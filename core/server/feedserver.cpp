// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/feedserver.h"

#include "core/net/sockettransport.h"
#include "core/server/route.h"

#include <QSysInfo>

#include <algorithm>
#include <utility>
#include <vector>

namespace server {

FeedServer::FeedServer(const base::Clock &clock, GuardLimits limits, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_limits(limits)
    , m_listener([this](net::Incoming incoming) { accept(std::move(incoming)); })
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
    if (auto listening = m_listener.listen(host, port); !listening)
        return base::Unexpected{listening.error()};
    const QString address = m_listener.address();
    m_loopbackOnly = isLoopbackName(
        (address.contains(QLatin1Char(':')) ? QLatin1Char('[') + address + QLatin1Char(']') : address).toLatin1());
    m_machineName = QSysInfo::machineHostName().toLatin1();
    return m_listener.port();
}

void FeedServer::stop(std::function<void()> done)
{
    m_listener.close();
    m_stopped = std::move(done);
    for (const auto &[id, client] : m_clients)
        client->close(ws::CloseCode::GoingAway, QStringLiteral("the server is stopping"));
    flushAll();
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
    auto client = std::make_unique<FeedClient>(id, host, m_clock, m_random, m_limits);
    client->setTransport(net::SocketTransport::adopt(std::move(incoming), *client, m_clock));
    m_clients.emplace(id, std::move(client));
    makeRoom();
    changed();
}

// Slots are for those who speak. A head follows its stream at once; who keeps silent makes room, the oldest first, and
// a newcomer is heard before anybody can tell.
void FeedServer::makeRoom()
{
    std::vector<FeedClient *> waiting, refused;
    for (const auto &[id, client] : m_clients) {
        if (client->isWaiting())
            waiting.push_back(client.get());
        else if (client->isRefused())
            refused.push_back(client.get());
    }
    const auto age = [](const FeedClient *client) { return std::pair(client->hasSpoken(), client->id()); };
    std::ranges::sort(waiting, {}, age);
    std::ranges::sort(refused, {}, &FeedClient::id);
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
            left > static_cast<std::size_t>(m_limits.unupgraded) && now >= client->since() + m_limits.speakWithin);
    left += refused.size();
    for (const auto &group : {refused, waiting}) {
        for (FeedClient *client : group)
            dropIf(client, left > static_cast<std::size_t>(m_limits.unserved) && !client->isEnded());
    }
    m_crowded = left > static_cast<std::size_t>(m_limits.unupgraded);
}

int FeedServer::open() const
{
    return static_cast<int>(std::ranges::count_if(m_clients, [](const auto &entry) { return entry.second->isOpen(); }));
}

ClientHost::Decision FeedServer::decide(const ws::ServerRequest &request)
{
    const auto route = routeOf(request, m_loopbackOnly, m_machineName);
    if (!route)
        return {.refusal = route.error()};
    if (open() >= m_limits.clients)
        return {.refusal = ws::ServerHandshake::refuse(
                    503, "Service Unavailable", "There are too many clients.\n", {{"Retry-After", "10"}})};
    auto &scenario = m_scenarios[route->entry->path];
    if (!scenario)
        scenario = route->entry->create();
    if (const auto problem = scenario->refusal(route->query))
        return {.refusal = ws::ServerHandshake::refuse(400, "Bad Request", *problem + '\n')};
    return {.scenario = scenario.get(), .query = route->query};
}

void FeedServer::changed()
{
    if (std::exchange(m_scheduling, true))
        return;
    QMetaObject::invokeMethod(this, &FeedServer::schedule, Qt::QueuedConnection);
}

void FeedServer::schedule()
{
    m_scheduling = false;
    std::optional<base::Nanoseconds> next;
    const auto earlier = [&next](std::optional<base::Nanoseconds> due) {
        if (due && (!next || *due < *next))
            next = due;
    };
    for (const auto &[path, scenario] : m_scenarios)
        earlier(scenario->nextDeadline());
    for (const auto &[id, client] : m_clients)
        earlier(client->nextDeadline());
    if (m_crowded)
        earlier(m_clock.now().steady + m_limits.speakWithin);
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
    for (const auto &[id, client] : m_clients)
        client->advance(now.steady);
    if (m_crowded)
        makeRoom();
    flushAll();
    schedule();
}

void FeedServer::flushAll()
{
    for (const auto &[id, client] : m_clients)
        client->flush();
}

void FeedServer::ended(FeedClient &)
{
    // The caller is the client's transport, which must not be deleted from inside its call.
    if (!std::exchange(m_reaping, true))
        QMetaObject::invokeMethod(this, &FeedServer::reap, Qt::QueuedConnection);
}

void FeedServer::reap()
{
    m_reaping = false;
    std::erase_if(m_clients, [](const auto &entry) {
        const FeedClient &client = *entry.second;
        if (client.isEnded() && client.scenario())
            client.scenario()->left(client.id());
        return client.isEnded();
    });
    changed();
    if (m_clients.empty() && m_stopped) {
        m_stopTimer.stop();
        std::exchange(m_stopped, nullptr)();
    }
}

void FeedServer::send(ClientId id, ws::Opcode opcode, const QByteArray &payload)
{
    if (const auto client = m_clients.find(id); client != m_clients.end())
        client->second->send(opcode, payload);
}

qint64 FeedServer::pending(ClientId id) const
{
    const auto client = m_clients.find(id);
    return client == m_clients.end() ? 0 : client->second->pending();
}

} // namespace server
