// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/readcoalescer.h"
#include "core/net/transport.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

class QTcpSocket;

namespace net {

class Dialer;
class FirstLeaves;
class Incoming;
class StreamProbe;
class TlsHandshake;

//! A Transport over TCP or TLS.
//!
//! All calls to the listener come from the event loop of the thread it lives on, but for transportEnded(), which
//! abort() calls at once. Deleting it says nothing and is safe in every state, but not from inside a call to the
//! listener. After finish() what still arrives is discarded, and the end is PeerClosed; after abort() it is Reset,
//! *aborted*.
class SocketTransport final : public QObject, public Transport
{
public:
    //! \a listener and \a clock must outlive the transport. \a firstLeaves are those of the run; without them this
    //! handshake is a run of its own.
    SocketTransport(
        TransportListener &listener, const base::Clock &clock, std::shared_ptr<FirstLeaves> firstLeaves = {});
    ~SocketTransport() override;

    //! The server's side of a stream that a Listener accepted; transportConnected() follows from the event loop.
    [[nodiscard]] static std::unique_ptr<SocketTransport> adopt(
        Incoming incoming, TransportListener &listener, const base::Clock &clock);

    void setReadBuffer(qint64 most) override { m_readBuffer = most; } //!< 1 MiB at most.
    void setPieceSize(qsizetype most) override { m_pieceSize = most; } //!< 256 KiB until then.
    void open(const Endpoint &endpoint) override; //!< Once in a life.
    void write(QByteArrayView bytes) override; //!< Ignored unless connected.
    void flush() override;
    [[nodiscard]] qint64 bytesToWrite() const override; //!< With TLS also what is encrypted and not yet sent.
    [[nodiscard]] std::optional<KernelFacts> kernel() const override;
    void setPaused(bool paused) override;
    void finish() override; //!< Aborts 2 s later if the peer does not go along.
    void reset() override;
    void abort() override; //!< What the kernel takes at once still leaves.

    //! For tests: another bound for finish().
    void setFinishTimeout(std::chrono::milliseconds timeout) { m_finishTimer.setInterval(timeout); }

private:
    enum class Stop : quint8 { Empty, Paused, Budget, Ended };
    struct Pass
    {
        Stop stop = Stop::Empty;
        qint64 bytes = 0;
    };

    void begin();
    void dialled(std::unique_ptr<QTcpSocket> socket);
    void startTls();
    void takeOver(std::unique_ptr<QTcpSocket> socket);
    void ready();
    void announce();

    void drainLater();
    void drain();
    [[nodiscard]] std::span<char> nextPiece();
    [[nodiscard]] std::span<char> readSocket();
    [[nodiscard]] std::span<char> readKernel();
    [[nodiscard]] std::span<char> roomToRead();
    [[nodiscard]] std::span<char> readLastByte();
    [[nodiscard]] Pass readAll(const base::Instant &at);
    void written();
    void sendFin();
    void streamError();
    void end(const TransportError &error);
    void dropOpeners();
    [[nodiscard]] bool readsKernel() const { return m_coalescer.has_value(); }
    [[nodiscard]] bool isTls() const { return m_endpoint.tls; }

    TransportListener &m_listener;
    const base::Clock &m_clock;
    const std::shared_ptr<FirstLeaves> m_firstLeaves;
    Endpoint m_endpoint;
    std::unique_ptr<Dialer> m_dialer;
    std::unique_ptr<QTcpSocket> m_socket; //!< A QSslSocket when the endpoint is tls.
    std::unique_ptr<TlsHandshake> m_handshake;
    std::unique_ptr<StreamProbe> m_probe;
    QByteArray m_block; //!< What is read into, unless the listener has room of its own.
    std::span<char> m_unread; //!< Read and not yet given on.
    char m_lastByte = 0;
    qsizetype m_straight = 0; //!< Read straight to where it belongs since the last read into m_block.
    bool m_isStraight = false; //!< What roomToRead() gave is the listener's.
    std::optional<ReadCoalescer> m_coalescer; //!< Where the kernel is read past Qt: a plain connection.
    bool m_kernelEmpty = true; //!< The last read past Qt took all there was.
    std::optional<TransportError> m_end; //!< Seen; told behind the buffered bytes.
    QTimer m_finishTimer;
    bool m_opened = false;
    bool m_isProxied = false;
    bool m_connected = false; //!< The listener knows.
    qint64 m_readBuffer = 1LL << 20;
    qsizetype m_pieceSize = 256 << 10; //!< Given on at once: pauses and the budget are looked at in between.
    bool m_paused = false;
    bool m_draining = false;
    bool m_drainQueued = false;
    bool m_finishing = false;
    bool m_finSent = false;
    bool m_ended = false;
};

} // namespace net
