// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/net/endpoint.h"
#include "core/net/kernelfacts.h"
#include "core/net/transporterror.h"

#include <QByteArrayView>

#include <span>

namespace net {

//! What a transport is busy with on the way to `connected`.
enum class Phase : quint8 { Resolving, Connecting, Proxy, Tls };

//! Who is told what happens on a Transport; always on the transport's thread.
//!
//! From any of these calls the listener may write, pause, finish or abort; it must not delete the transport.
class TransportListener
{
public:
    virtual ~TransportListener() = default;
    virtual void transportPhase(Phase phase) = 0;
    //! The byte stream is open (and, for tls, verified).
    virtual void transportConnected(const PeerFacts &peer) = 0;
    //! Bytes that arrived, the listener's to change; \a at is read once for each drain.
    virtual void transportRead(std::span<char> bytes, const base::Instant &at) = 0;
    //! Where the listener wants the next bytes, at most \a most of them, if they go anywhere else than to memory of the
    //! transport; then transportRead() gives the front of just that span. Asked right before a read; a transport need
    //! not ask.
    [[nodiscard]] virtual std::span<char> transportReadRoom(qsizetype most)
    {
        Q_UNUSED(most)
        return {};
    }
    //! The end of a drain: nothing more is readable now (or the time budget of 4 ms is used up, or it was paused).
    virtual void transportDrained() = 0;
    //! Bytes left for the network; bytesToWrite() is lower now.
    virtual void transportWritten() = 0;
    //! The end, exactly once after open(), behind all buffered bytes; also after finish() and abort().
    virtual void transportEnded(const TransportError &error) = 0;
};

//! A stream of bytes to one peer: TCP, TLS, or a script in a test. Lives on one thread.
class Transport
{
public:
    virtual ~Transport() = default;

    //! At most so many bytes are kept unread for us before TCP holds the peer back; a transport may keep fewer. Before
    //! open().
    virtual void setReadBuffer(qint64 most) { Q_UNUSED(most) }
    //! At most so many bytes are given to transportRead() at once; a pause holds between two such pieces. At any time.
    virtual void setPieceSize(qsizetype most) { Q_UNUSED(most) }
    virtual void open(const Endpoint &endpoint) = 0;
    //! Appends to the socket's buffer; the caller watches bytesToWrite().
    virtual void write(QByteArrayView bytes) = 0;
    [[nodiscard]] virtual qint64 bytesToWrite() const = 0;
    //! Hands to the system what it takes at once, instead of from the event loop; may tell transportWritten() meanwhile.
    virtual void flush() { }
    //! What the kernel knows of the stream; nothing while there is none.
    [[nodiscard]] virtual std::optional<KernelFacts> kernel() const { return {}; }
    //! While paused nothing is read and TCP slows the peer. Resuming reads on from the event loop, never from inside
    //! this call.
    virtual void setPaused(bool paused) = 0;
    //! Writes what is pending, then closes in order.
    virtual void finish() = 0;
    //! Ends at once; what is pending is dropped.
    virtual void abort() = 0;
    //! As abort(), with an RST where the stream has one.
    virtual void reset() { abort(); }
};

} // namespace net
