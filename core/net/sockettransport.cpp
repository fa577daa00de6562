// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/sockettransport.h"

#include "core/net/dialer.h"
#include "core/net/firstleaves.h"
#include "core/net/listener.h"
#include "core/net/peerfacts.h"
#include "core/net/socketerror.h"
#include "core/net/streamprobe.h"
#include "core/net/tlshandshake.h"

#include <QSslSocket>
#include <QTcpSocket>

#include <algorithm>
#include <utility>

#include <sys/socket.h>

namespace net {
namespace {

constexpr qint64 qtBuffer = 1LL << 20; // Under TLS. More falls out of the processor's cache.
constexpr qint64 plainBuffer = 1; // What makes Qt say readyRead; the rest is read past it.

//! True when TLS itself ended the stream (close_notify): an end that the TCP connection under it did not report in
//! these words.
bool endedByCloseNotify(const QTcpSocket &socket)
{
    const auto *plain = socket.findChild<QTcpSocket *>(QString(), Qt::FindDirectChildrenOnly);
    return plain && socket.error() == QAbstractSocket::RemoteHostClosedError
        && socket.errorString() != plain->errorString();
}

//! Deletes \a object when the event loop is reached: it may be speaking right now.
template <typename T>
void deleteSoon(std::unique_ptr<T> &object)
{
    if (object)
        object.release()->deleteLater();
}

} // namespace

SocketTransport::SocketTransport(
    TransportListener &listener, const base::Clock &clock, std::shared_ptr<FirstLeaves> firstLeaves)
    : m_listener(listener)
    , m_clock(clock)
    , m_firstLeaves(firstLeaves ? std::move(firstLeaves) : std::make_shared<FirstLeaves>())
{
    m_finishTimer.setSingleShot(true);
    m_finishTimer.setInterval(std::chrono::seconds(2));
    connect(&m_finishTimer, &QTimer::timeout, this, &SocketTransport::abort);
}

SocketTransport::~SocketTransport()
{
    m_ended = true;
    if (m_socket)
        m_socket->disconnect(this);
}

std::unique_ptr<SocketTransport> SocketTransport::adopt(
    Incoming incoming, TransportListener &listener, const base::Clock &clock)
{
    auto transport = std::make_unique<SocketTransport>(listener, clock);
    transport->m_opened = true;
    auto socket = incoming.take();
    transport->m_endpoint.tls = qobject_cast<QSslSocket *>(socket.get()) != nullptr;
    transport->takeOver(std::move(socket));
    transport->ready();
    return transport;
}

void SocketTransport::open(const Endpoint &endpoint)
{
    Q_ASSERT(!m_opened);
    m_opened = true;
    m_endpoint = endpoint;
    QMetaObject::invokeMethod(
        this, [this] { begin(); }, Qt::QueuedConnection);
}

void SocketTransport::begin()
{
    if (m_ended)
        return;
    m_dialer = std::make_unique<Dialer>(m_endpoint,
        Dialer::Outcome{
            .phase = [this](Phase phase) { m_listener.transportPhase(phase); },
            .connected = [this](std::unique_ptr<QTcpSocket> socket) { dialled(std::move(socket)); },
            .failed = [this](const TransportError &error) { end(error); },
        });
    m_dialer->start();
}

void SocketTransport::dialled(std::unique_ptr<QTcpSocket> socket)
{
    m_isProxied = m_dialer->isProxied();
    deleteSoon(m_dialer);
    takeOver(std::move(socket));
    if (isTls())
        startTls();
    else
        ready();
}

void SocketTransport::takeOver(std::unique_ptr<QTcpSocket> socket)
{
    m_socket = std::move(socket);
    m_probe = std::make_unique<StreamProbe>(*m_socket);
    if (!isTls() && m_probe->canRead())
        m_coalescer.emplace(*m_probe);
    // Without a bound Qt reads for ever, however long we pause.
    m_socket->setReadBufferSize(readsKernel() ? plainBuffer : std::min(m_readBuffer, qtBuffer));
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
}

void SocketTransport::startTls()
{
    m_listener.transportPhase(Phase::Tls);
    if (m_ended)
        return;
    m_handshake = std::make_unique<TlsHandshake>(static_cast<QSslSocket &>(*m_socket), m_endpoint, *m_firstLeaves,
        TlsHandshake::Outcome{
            .secured = [this] { ready(); },
            .failed = [this](const TransportError &error) { end(error); },
        });
    m_handshake->start();
}

void SocketTransport::ready()
{
    QTcpSocket *socket = m_socket.get();
    // TLS says readyRead every 4 KiB: a drain from the event loop gathers all that is decrypted by then.
    if (isTls()) {
        connect(socket, &QIODevice::readyRead, this, &SocketTransport::drainLater);
        connect(static_cast<QSslSocket *>(socket), &QSslSocket::encryptedBytesWritten, this, &SocketTransport::written);
    } else {
        connect(socket, &QIODevice::readyRead, this, &SocketTransport::drain);
        connect(socket, &QIODevice::bytesWritten, this, &SocketTransport::written);
    }
    connect(socket, &QAbstractSocket::errorOccurred, this, &SocketTransport::streamError);
    connect(socket, &QAbstractSocket::disconnected, this, &SocketTransport::streamError);
    QMetaObject::invokeMethod(
        this, [this] { announce(); }, Qt::QueuedConnection);
}

void SocketTransport::announce()
{
    if (m_ended)
        return;
    const bool exception = m_handshake && m_handshake->usedException();
    m_handshake.reset();
    m_connected = true;
    PeerFacts facts = peerFacts(*m_socket, isTls(), exception);
    if (m_isProxied)
        facts.address.clear(); // It would be the proxy's.
    m_listener.transportConnected(facts);
    drainLater(); // What came before is no news to the socket.
}

void SocketTransport::write(QByteArrayView bytes)
{
    if (m_connected && !m_ended && !m_finishing && !m_end)
        m_socket->write(bytes.data(), bytes.size());
}

void SocketTransport::flush()
{
    if (m_connected && !m_ended && !m_finishing && !m_end)
        m_socket->flush();
}

std::optional<KernelFacts> SocketTransport::kernel() const
{
    return m_probe ? m_probe->kernel() : std::nullopt;
}

qint64 SocketTransport::bytesToWrite() const
{
    if (!m_socket || m_ended)
        return 0;
    const qint64 encrypted = isTls() ? static_cast<const QSslSocket &>(*m_socket).encryptedBytesToWrite() : 0;
    return m_socket->bytesToWrite() + encrypted;
}

void SocketTransport::setPaused(bool paused)
{
    if (std::exchange(m_paused, paused) && !paused)
        drainLater();
}

void SocketTransport::written()
{
    if (!m_connected || m_ended)
        return;
    if (m_finishing)
        return sendFin();
    m_listener.transportWritten();
}

void SocketTransport::finish()
{
    if (m_ended || m_finishing)
        return;
    if (!m_connected)
        return abort();
    m_finishing = true;
    m_finishTimer.start();
    sendFin();
    drainLater(); // From now on what arrives is discarded: unread bytes would turn our end into a reset.
}

void SocketTransport::sendFin()
{
    if (m_finSent || bytesToWrite() > 0)
        return;
    m_finSent = true;
    // TLS says close_notify and closes; TCP says FIN, and the peer ends it.
    if (isTls() || !m_probe->shutDownWriting())
        m_socket->disconnectFromHost();
}

void SocketTransport::abort()
{
    if (!m_opened || m_ended)
        return;
    if (m_socket) {
        m_socket->disconnect(this);
        if (m_connected)
            m_socket->flush();
    }
    end({.kind = TransportError::Kind::Reset, .detail = QStringLiteral("aborted")});
}

void SocketTransport::reset()
{
    if (m_socket && !m_ended) {
        const linger now{.l_onoff = 1, .l_linger = 0}; // Closing then is an RST.
        ::setsockopt(static_cast<int>(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
    }
    if (m_opened && !m_ended)
        end({.kind = TransportError::Kind::Reset, .detail = QStringLiteral("reset")});
}

void SocketTransport::streamError()
{
    if (m_ended)
        return;
    if (m_end) {
        // Behind a pause the FIN was seen first, and the close_notify is decrypted only now.
        if (isTls() && m_end->kind == TransportError::Kind::Reset && endedByCloseNotify(*m_socket))
            m_end = TransportError{};
        return;
    }
    TransportError error
        = m_socket->error() == QAbstractSocket::UnknownSocketError ? TransportError{} : transportError(*m_socket);
    const bool cut = isTls() ? !endedByCloseNotify(*m_socket) : m_probe->wasReset();
    if (error.kind == TransportError::Kind::PeerClosed && cut)
        error.kind = TransportError::Kind::Reset;
    // Behind our own FIN every end is the one we asked for.
    m_end = m_finishing ? TransportError{} : error;
    drainLater(); // Told behind the bytes that are still buffered.
}

void SocketTransport::end(const TransportError &error)
{
    if (std::exchange(m_ended, true))
        return;
    m_finishTimer.stop();
    dropOpeners();
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket->abort();
        deleteSoon(m_socket);
    }
    m_coalescer.reset();
    m_probe.reset();
    TransportError ours = error;
    if (!m_endpoint.host.isEmpty())
        ours.authority = authorityOf(m_endpoint);
    m_listener.transportEnded(ours);
}

void SocketTransport::dropOpeners()
{
    if (m_dialer)
        m_dialer->cancel();
    if (m_handshake)
        m_handshake->cancel();
    deleteSoon(m_dialer);
    deleteSoon(m_handshake);
}

} // namespace net
