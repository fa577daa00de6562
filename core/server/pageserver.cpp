// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/pageserver.h"

#include "core/net/sockettransport.h"
#include "core/server/guard.h"

#include <QSysInfo>

#include <future>

namespace server {

//! One connection: a head comes, an answer goes.
class PageServer::Client final : public net::TransportListener
{
public:
    Client(PageServer &server, const base::Clock &clock) : m_server(server), m_since(clock.now().steady) { }

    void adopt(net::Incoming incoming, const base::Clock &clock)
    {
        m_transport = net::SocketTransport::adopt(std::move(incoming), *this, clock);
    }
    void abort() { m_transport->abort(); }
    [[nodiscard]] bool isEnded() const { return m_isEnded; }
    [[nodiscard]] bool isOverdue(base::Nanoseconds now) const
    {
        return now >= m_since + (m_isAnswered ? headWithin + answerWithin : headWithin);
    }

private:
    void transportPhase(net::Phase) override { }
    void transportConnected(const net::PeerFacts &) override { }
    void transportRead(std::span<char> bytes, const base::Instant &) override
    {
        if (m_isAnswered)
            return; // Whatever else comes is not read by anybody.
        const auto room = static_cast<std::size_t>(longestPageHead - m_head.size());
        m_head.append(bytes.data(), static_cast<qsizetype>(std::min(room, bytes.size())));
        const qsizetype end = pageHeadEnd(m_head);
        if (end >= 0)
            answer(m_server.answerTo(QByteArrayView(m_head).first(end)));
        else if (m_head.size() >= longestPageHead)
            answer(pageAnswer(431, "text/plain", "The head is too long.\n"));
    }
    void transportDrained() override { }
    void transportWritten() override { }
    void transportEnded(const net::TransportError &) override { m_isEnded = true; }

    void answer(const QByteArray &whole)
    {
        m_isAnswered = true;
        m_head.clear();
        m_transport->write(whole);
        m_transport->finish();
    }

    PageServer &m_server;
    const base::Nanoseconds m_since;
    std::unique_ptr<net::Transport> m_transport;
    QByteArray m_head;
    bool m_isAnswered = false;
    bool m_isEnded = false;
};

PageServer::PageServer(const base::Clock &clock, Pages pages, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_pages(std::move(pages))
    , m_listener([this](net::Incoming incoming) { accept(std::move(incoming)); })
    , m_timer(this)
{
    m_timer.setInterval(std::chrono::milliseconds(250));
    connect(&m_timer, &QTimer::timeout, this, &PageServer::advance);
}

PageServer::~PageServer() = default;

base::Expected<quint16, net::TransportError> PageServer::listen(const QString &host, quint16 port)
{
    if (auto listening = m_listener.listen(host, port); !listening)
        return base::Unexpected{listening.error()};
    const QString address = m_listener.address();
    m_loopbackOnly = isLoopbackName(
        (address.contains(QLatin1Char(':')) ? QLatin1Char('[') + address + QLatin1Char(']') : address).toLatin1());
    m_machineName = QSysInfo::machineHostName().toLatin1();
    return m_listener.port();
}

void PageServer::accept(net::Incoming incoming)
{
    reap();
    if (m_clients.size() >= mostClients) {
        m_clients.front()->abort();
        m_clients.pop_front();
    }
    auto client = std::make_unique<Client>(*this, m_clock);
    client->adopt(std::move(incoming), m_clock);
    m_clients.push_back(std::move(client));
    if (!m_timer.isActive())
        m_timer.start();
}

QByteArray PageServer::answerTo(QByteArrayView head) const
{
    const auto request = readPageRequest(head);
    if (!request)
        return pageAnswer(request.error(), "text/plain", "This request is not served.\n");
    // As for the feed server: no web page of a stranger reads this by a name that leads here.
    const bool isOwn = m_loopbackOnly ? isLoopbackName(request->host) : isOwnName(request->host, m_machineName);
    if (!request->host.isEmpty() && !isOwn)
        return pageAnswer(403, "text/plain", "This name is not ours.\n", request->headOnly);
    const auto page = m_pages(*request);
    return page ? pageAnswer(200, page->type, page->body, request->headOnly)
                : pageAnswer(404, "text/plain", "There is no such page.\n", request->headOnly);
}

void PageServer::advance()
{
    const base::Nanoseconds now = m_clock.now().steady;
    for (const auto &client : m_clients) {
        if (!client->isEnded() && client->isOverdue(now))
            client->abort();
    }
    reap();
    if (m_clients.empty())
        m_timer.stop();
}

// Never from inside a call of a transport.
void PageServer::reap()
{
    m_clients.remove_if([](const auto &client) { return client->isEnded(); });
}

PageServerThread::~PageServerThread()
{
    if (!m_thread.isRunning())
        return;
    QMetaObject::invokeMethod(&m_context, [this] {
        m_server.reset();
        m_thread.quit();
    });
    m_thread.wait();
}

base::Expected<quint16, net::TransportError> PageServerThread::start(const QString &host, quint16 port)
{
    using Started = base::Expected<quint16, net::TransportError>;
    m_thread.setObjectName(QStringLiteral("pages"));
    m_context.moveToThread(&m_thread);
    std::promise<Started> promise;
    auto started = promise.get_future();
    m_thread.start();
    QMetaObject::invokeMethod(&m_context, [this, host, port, &promise] {
        m_server = std::make_unique<PageServer>(m_clock, m_pages);
        promise.set_value(m_server->listen(host, port));
    });
    return started.get();
}

} // namespace server
