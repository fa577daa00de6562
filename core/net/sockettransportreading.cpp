// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/sockettransport.h"
#include "core/net/streamprobe.h"

#include <QTcpSocket>

#include <algorithm>
#include <new>
#include <utility>

namespace net {
namespace {

constexpr auto drainBudget = std::chrono::milliseconds(4);
constexpr qsizetype directBlock = 256 << 10;
constexpr qsizetype shortRead = 4 << 10;

} // namespace

void SocketTransport::drainLater()
{
    if (std::exchange(m_drainQueued, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_drainQueued = false;
            drain();
        },
        Qt::QueuedConnection);
}

void SocketTransport::drain()
{
    if (!m_connected || m_ended || m_draining || (m_paused && !m_finishing))
        return;
    m_draining = true;
    Pass pass;
    try {
        pass = readAll(m_clock.now());
    } catch (const std::bad_alloc &) {
        // N30: a message within the limits may still be more than the machine has. What was read of it goes with the
        // connection, and the program stays.
        m_draining = false;
        return end({.kind = TransportError::Kind::LocalProblem, .detail = QStringLiteral("out of memory")});
    }
    m_draining = false;
    if (pass.bytes > 0 && !m_ended && !m_finishing)
        m_listener.transportDrained();
    if (m_ended)
        return;
    // Stopped early: a socket that was not read to the end says nothing any more, so we ask ourselves.
    if (pass.stop == Stop::Budget)
        return drainLater();
    if (pass.stop == Stop::Paused || !m_end)
        return;
    // A TLS socket decrypts what is left between two passes; the end comes behind a pass that found nothing.
    if (isTls() && pass.bytes > 0)
        return drainLater();
    if (!m_paused || m_finishing)
        end(*m_end);
}

// The next bytes, at most a piece of them; empty when there are none now.
std::span<char> SocketTransport::nextPiece()
{
    if (m_unread.empty())
        m_unread = readsKernel() ? readKernel() : readSocket();
    if (m_unread.empty())
        m_unread = readLastByte();
    const std::size_t size = std::min(m_unread.size(), static_cast<std::size_t>(m_pieceSize));
    const std::span<char> piece = m_unread.first(size);
    m_unread = m_unread.subspan(size);
    return piece;
}

// Qt gives its buffer away uncopied to who asks for exactly what is in it.
std::span<char> SocketTransport::readSocket()
{
    const qint64 available = m_socket->bytesAvailable();
    if (available <= 0)
        return {};
    m_block = {}; // Not held beside the next one.
    m_block = m_socket->read(available);
    return {m_block.data(), static_cast<std::size_t>(m_block.size())};
}

// The profile's lesson: of what it costs to receive, half is the kernel's copy and wake-ups, and a second copy out of
// Qt's buffer is a quarter. So Qt reads one byte of each wake-up, and we read the kernel ourselves behind it: into a
// block that stays in the processor's cache, or straight to where a long payload belongs. With 64 KiB left to Qt,
// messages of 96 B cost a quarter more and of 64 KiB 4 %.
std::span<char> SocketTransport::readKernel()
{
    const qint64 buffered = m_socket->bytesAvailable();
    if (m_kernelEmpty && buffered <= 0)
        return {};
    const std::span<char> room = roomToRead();
    std::size_t size = 0;
    if (buffered > 0)
        size = static_cast<std::size_t>(
            std::max<qint64>(0, m_socket->read(room.data(), std::min(buffered, static_cast<qint64>(room.size())))));
    if (static_cast<qint64>(size) == buffered && !m_kernelEmpty) {
        size += m_probe->read(room.subspan(size));
        m_kernelEmpty = size < room.size();
    }
    if (m_isStraight)
        m_straight += static_cast<qsizetype>(size);
    return room.first(size);
}

std::span<char> SocketTransport::roomToRead()
{
    std::span<char> room;
    if (!m_finishing)
        room = m_listener.transportReadRoom(m_pieceSize);
    m_isStraight = !room.empty();
    if (m_isStraight)
        return room;
    if (m_block.size() != directBlock)
        m_block = QByteArray(directBlock, Qt::Uninitialized);
    // Behind a long payload comes the header of another one: what is read beyond it would be copied.
    const bool isLong = std::exchange(m_straight, 0) >= directBlock;
    return {m_block.data(), static_cast<std::size_t>(isLong ? shortRead : directBlock)};
}

// Asking is what makes an empty socket listen again, and tell of its end.
std::span<char> SocketTransport::readLastByte()
{
    const qint64 size = m_socket->read(&m_lastByte, 1);
    if (size < 0)
        streamError();
    return {&m_lastByte, size > 0 ? std::size_t(1) : std::size_t(0)};
}

SocketTransport::Pass SocketTransport::readAll(const base::Instant &at)
{
    Pass pass;
    m_kernelEmpty = false;
    for (;;) {
        const std::span<char> piece = nextPiece();
        if (piece.empty()) {
            if (m_coalescer)
                m_coalescer->passed(pass.bytes);
            m_block = {}; // A connection at rest holds nothing.
            return pass;
        }
        pass.bytes += static_cast<qint64>(piece.size());
        if (!m_finishing)
            m_listener.transportRead(piece, at);
        if (m_ended)
            pass.stop = Stop::Ended;
        else if (m_paused && !m_finishing)
            pass.stop = Stop::Paused;
        else if (m_clock.now().steady - at.steady >= drainBudget)
            pass.stop = Stop::Budget;
        if (pass.stop != Stop::Empty)
            return pass;
    }
}

} // namespace net
