// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

//! The blocks of a pcapng file that we write, in little-endian order, and IPv4 packets of TCP in them.
namespace exporters::pcapng {

//! The section's head, with \a comment, and the one interface: raw IP packets, times in nanoseconds.
void appendHead(QByteArray &out, const QByteArray &comment);

//! One way of a TCP connection.
struct Segment
{
    quint32 from = 0, to = 0; //!< IPv4 addresses.
    quint16 fromPort = 0, toPort = 0;
    quint32 seq = 0, ack = 0;
    quint8 flags = 0x10; //!< ACK.
};
constexpr quint8 flagFin = 0x01, flagSyn = 0x02, flagPush = 0x08, flagAck = 0x10;
//! What one packet carries at most: IPv4 counts its length in 16 bits.
constexpr qsizetype mostInSegment = 60'000;

//! Appends the packet with \a front and then \a payload in it; \a comment may be empty.
void appendPacket(QByteArray &out, qint64 wallNs, const Segment &segment, QByteArrayView front, QByteArrayView payload,
    QByteArrayView comment);

} // namespace exporters::pcapng
