// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/feedserverthread.h"

#include "core/server/feedserver.h"

#include <future>

namespace server {

FeedServerThread::FeedServerThread(ServerSettings settings) : m_settings(std::move(settings))
{
    m_thread.setObjectName(QStringLiteral("feed server"));
    m_context.moveToThread(&m_thread);
}

FeedServerThread::~FeedServerThread() { stop(); }

base::Expected<quint16, net::TransportError> FeedServerThread::start(const QString &host, quint16 port)
{
    Q_ASSERT(!m_thread.isRunning() && !m_thread.isFinished());
    using Started = base::Expected<quint16, net::TransportError>;
    std::promise<Started> promise;
    auto started = promise.get_future();
    m_thread.start();
    QMetaObject::invokeMethod(&m_context, [this, host, port, &promise] {
        m_server = std::make_unique<FeedServer>(m_clock, m_settings);
        promise.set_value(m_server->listen(host, port));
    });
    Started result = started.get();
    if (result) {
        m_host = host;
        m_port = *result;
    }
    return result;
}

void FeedServerThread::breakLinks(Breakage breakage)
{
    QMetaObject::invokeMethod(
        &m_context,
        [this, breakage] {
            if (m_server)
                m_server->breakLinks(breakage);
        },
        Qt::QueuedConnection);
}

void FeedServerThread::askStatistics()
{
    QMetaObject::invokeMethod(
        &m_context,
        [this] {
            if (!m_server)
                return;
            PoolStatistics statistics = m_server->statistics();
            const Holdings holdings = m_server->holdings();
            const QMutexLocker lock(&m_mutex);
            m_statistics = std::move(statistics);
            m_holdings = holdings;
        },
        Qt::QueuedConnection);
}

PoolStatistics FeedServerThread::statistics() const
{
    const QMutexLocker lock(&m_mutex);
    return m_statistics;
}

Holdings FeedServerThread::holdings() const
{
    const QMutexLocker lock(&m_mutex);
    return m_holdings;
}

void FeedServerThread::stop()
{
    if (!m_thread.isRunning())
        return;
    QMetaObject::invokeMethod(&m_context, [this] {
        m_server->stop([this] {
            // Behind the call that told us: the server is in it.
            QMetaObject::invokeMethod(
                &m_context,
                [this] {
                    m_server.reset();
                    m_thread.quit();
                },
                Qt::QueuedConnection);
        });
    });
    m_thread.wait();
    m_port = 0;
}

QUrl FeedServerThread::url(const QString &path) const
{
    if (m_port == 0)
        return {};
    const bool any = m_host == QLatin1String("*") || m_host == QLatin1String("0.0.0.0") || m_host == QLatin1String("::")
        || m_host.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0;
    QUrl url;
    url.setScheme(m_settings.identity.isEmpty() ? QStringLiteral("ws") : QStringLiteral("wss"));
    url.setHost(any ? QStringLiteral("127.0.0.1") : m_host);
    url.setPort(m_port);
    url.setPath(path);
    return url;
}

} // namespace server
