// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/transporterror.h"

#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QTcpSocket;

namespace net {

//! At most \a limit of \a addresses to try, families taking turns, beginning with the resolver's favourite (RFC 8305
//! §4).
[[nodiscard]] QList<QHostAddress> raceOrder(const QList<QHostAddress> &addresses, qsizetype limit = 8);

//! Connects to several addresses of one host, each 250 ms after the one before or at once when that failed; the first
//! wins.
//!
//! One dead address then costs 250 ms and not the system's 30 s (N02, N03). Nothing here gives up: the deadline is the
//! caller's.
class ConnectRace : public QObject
{
public:
    //! Makes a socket without parent, its proxy already set.
    using MakeSocket = std::function<std::unique_ptr<QTcpSocket>()>;
    struct Outcome
    {
        std::function<void(std::unique_ptr<QTcpSocket>)> connected;
        std::function<void(const TransportError &)> failed; //!< The first error of all.
    };

    ConnectRace(MakeSocket makeSocket, Outcome outcome);
    ~ConnectRace() override;

    //! Begins; the outcome comes once, from the event loop. \a addresses must not be empty.
    void start(const QList<QHostAddress> &addresses, quint16 port);

private:
    void startNext();
    void won(QTcpSocket *socket);
    void lost(QTcpSocket *socket);
    std::unique_ptr<QTcpSocket> take(QTcpSocket *socket);
    static void discard(std::unique_ptr<QTcpSocket> socket);

    MakeSocket m_makeSocket;
    Outcome m_outcome;
    QList<QHostAddress> m_waiting;
    quint16 m_port = 0;
    std::vector<std::unique_ptr<QTcpSocket>> m_running;
    std::optional<TransportError> m_firstError;
    QTimer m_stagger;
};

} // namespace net
