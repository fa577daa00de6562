// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/connectrace.h"

#include "core/net/socketerror.h"

#include <QTcpSocket>

#include <algorithm>

namespace net {

using namespace std::chrono_literals;

QList<QHostAddress> raceOrder(const QList<QHostAddress> &addresses, qsizetype limit)
{
    QList<QHostAddress> favourite;
    QList<QHostAddress> other;
    for (const QHostAddress &address : addresses) {
        QList<QHostAddress> &list = address.protocol() == addresses.first().protocol() ? favourite : other;
        if (!list.contains(address))
            list.append(address);
    }
    QList<QHostAddress> order;
    for (qsizetype i = 0; order.size() < limit && i < std::max(favourite.size(), other.size()); ++i) {
        if (i < favourite.size())
            order.append(favourite.at(i));
        if (i < other.size() && order.size() < limit)
            order.append(other.at(i));
    }
    return order;
}

ConnectRace::ConnectRace(MakeSocket makeSocket, Outcome outcome)
    : m_makeSocket(std::move(makeSocket))
    , m_outcome(std::move(outcome))
{
    m_stagger.setInterval(250ms);
    connect(&m_stagger, &QTimer::timeout, this, &ConnectRace::startNext);
}

ConnectRace::~ConnectRace()
{
    for (const auto &socket : m_running)
        socket->disconnect(this);
}

void ConnectRace::start(const QList<QHostAddress> &addresses, quint16 port)
{
    m_waiting = raceOrder(addresses);
    m_port = port;
    // From the event loop, for a socket may fail inside connectToHost().
    QMetaObject::invokeMethod(
        this, [this] { startNext(); }, Qt::QueuedConnection);
}

void ConnectRace::startNext()
{
    if (m_waiting.isEmpty())
        return m_stagger.stop();
    const QHostAddress address = m_waiting.takeFirst();
    QTcpSocket *socket = m_running.emplace_back(m_makeSocket()).get();
    connect(socket, &QAbstractSocket::connected, this, [this, socket] { won(socket); });
    connect(socket, &QAbstractSocket::errorOccurred, this, [this, socket] { lost(socket); });
    m_stagger.start();
    socket->connectToHost(address, m_port);
}

void ConnectRace::won(QTcpSocket *socket)
{
    m_stagger.stop();
    m_waiting.clear();
    std::unique_ptr<QTcpSocket> winner = take(socket);
    winner->disconnect(this);
    while (!m_running.empty())
        discard(take(m_running.back().get()));
    m_outcome.connected(std::move(winner));
}

void ConnectRace::lost(QTcpSocket *socket)
{
    if (!m_firstError)
        m_firstError = transportError(*socket);
    discard(take(socket));
    if (!m_waiting.isEmpty()) {
        QMetaObject::invokeMethod(
            this, [this] { startNext(); }, Qt::QueuedConnection);
    } else if (m_running.empty()) {
        m_stagger.stop();
        m_outcome.failed(*m_firstError);
    }
}

std::unique_ptr<QTcpSocket> ConnectRace::take(QTcpSocket *socket)
{
    const auto found = std::ranges::find(m_running, socket, &std::unique_ptr<QTcpSocket>::get);
    std::unique_ptr<QTcpSocket> taken = std::move(*found);
    m_running.erase(found);
    return taken;
}

void ConnectRace::discard(std::unique_ptr<QTcpSocket> socket)
{
    // It may be speaking right now: it goes when the event loop is reached.
    socket->disconnect();
    socket->abort();
    socket.release()->deleteLater();
}

} // namespace net
