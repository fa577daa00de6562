// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run/embeddedfeed.h"

#include <QCoreApplication>

namespace app {

QString EmbeddedFeed::start()
{
    if (m_server)
        return {};
    m_server = std::make_unique<server::FeedServerThread>();
    if (const auto port = m_server->start(QStringLiteral("127.0.0.1"), 0); !port) {
        m_server.reset();
        return QCoreApplication::translate("app::Run", "the demo feed cannot listen: %1").arg(port.error().detail);
    }
    return {};
}

bool EmbeddedFeed::serves(const QUrl &url) const
{
    return m_server && url.host() == m_server->url().host() && url.port() == m_server->url().port();
}

void EmbeddedFeed::breakLinks(server::Breakage breakage)
{
    if (m_server)
        m_server->breakLinks(breakage);
}

void EmbeddedFeed::stop()
{
    if (m_server)
        m_server->stop();
}

} // namespace app
