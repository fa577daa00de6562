// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/ws/opcode.h"
#include "core/ws/protocolerror.h"

#include <QByteArray>
#include <QByteArrayView>

#include <array>

namespace ws {

//! How one message or control frame looked on the wire; sizes in bytes.
struct WireFacts
{
    qint64 wireSize = 0; //!< All its frames, headers included.
    qint64 compressedSize = -1; //!< Payload before inflating; -1 when it was sent uncompressed.
    quint32 fragments = 1; //!< Frames it came in.
    std::array<quint8, 14> header{}; //!< Header of its first frame, byte for byte.
    quint8 headerSize = 0;
    bool masked = false;
    quint32 maskKey = 0; //!< Of its first frame, first byte most significant.
    base::Nanoseconds firstByte{0}; //!< Steady time of the read that brought its first byte, or when it was queued.
    base::Nanoseconds lastByte{0}; //!< Steady time of the read that brought its last byte.
    QByteArray
        laterHeaders{}; //!< Headers of its further frames, one behind the other; whole ones up to maxLaterHeaders.

    //! A message of tiny fragments must not cost more here than its payload does (F20).
    static constexpr qsizetype maxLaterHeaders = 1024;

    //! Counts one more frame of the message: its header, \a size \a bytes, and its payload.
    void addFrame(const char *bytes, qsizetype size, qint64 payload)
    {
        wireSize += size + payload;
        ++fragments;
        // Room for the longest header each time, so that none is left out in the middle.
        if (laterHeaders.size() + qsizetype(header.size()) <= maxLaterHeaders)
            laterHeaders.append(bytes, size);
    }
};

//! Where a Session tells what it received and what it sent by itself. Called only from inside a Session's calls.
//!
//! A *view* lives until the call returns. Nothing may call back into the session from here; note it and act after.
class EventSink
{
public:
    virtual ~EventSink() = default;

    //! A whole unfragmented data message that stands in the read buffer: \a payload is a view of it.
    virtual void messageReceived(Opcode opcode, QByteArrayView payload, const WireFacts &facts) = 0;
    //! A data message that had to be put together; \a payload is the receiver's to keep.
    //! It has at least 64 bytes of capacity behind its size, so that parsers may read in place.
    virtual void assembledReceived(Opcode opcode, QByteArray &&payload, const WireFacts &facts) = 0;
    //! Ping, Pong or Close, as it came. Pings are already answered when this is called.
    virtual void controlReceived(Opcode opcode, QByteArrayView payload, const WireFacts &facts) = 0;
    //! A control frame that the session put into its output: pong, close, and pings asked for.
    virtual void controlSent(Opcode opcode, QByteArrayView payload, const WireFacts &facts) = 0;
    //! The peer broke a rule. The close frame is in the output; whatever else arrives is discarded (§7.1.7).
    virtual void protocolFailed(ProtocolError error) = 0;
};

} // namespace ws
