// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/pcapngblocks.h"

#include <QtEndian>

namespace exporters::pcapng {
namespace {

constexpr qsizetype ipHeader = 20;
constexpr qsizetype tcpHeader = 20;

template <typename T>
void appendLittle(QByteArray &out, T number)
{
    const T little = qToLittleEndian(number);
    out.append(reinterpret_cast<const char *>(&little), sizeof little);
}
template <typename T>
void appendBig(QByteArray &out, T number)
{
    const T big = qToBigEndian(number);
    out.append(reinterpret_cast<const char *>(&big), sizeof big);
}

void pad(QByteArray &out, qsizetype size)
{
    static constexpr char zeros[4]{};
    out.append(zeros, (4 - size % 4) % 4);
}

void appendOption(QByteArray &out, quint16 code, QByteArrayView value)
{
    const QByteArrayView some = value.first(std::min<qsizetype>(value.size(), 0xFFFF));
    appendLittle<quint16>(out, code);
    appendLittle<quint16>(out, static_cast<quint16>(some.size()));
    out += some;
    pad(out, some.size());
}

// A block is its type, its length, its body, and its length again.
void appendBlock(QByteArray &out, quint32 type, const QByteArray &body)
{
    const auto size = static_cast<quint32>(body.size() + 12);
    appendLittle<quint32>(out, type);
    appendLittle<quint32>(out, size);
    out += body;
    appendLittle<quint32>(out, size);
}

constexpr quint16 optionEnd = 0, optionComment = 1;

} // namespace

void appendHead(QByteArray &out, const QByteArray &comment)
{
    QByteArray section;
    appendLittle<quint32>(section, 0x1A2B3C4D);
    appendLittle<quint16>(section, 1);
    appendLittle<quint16>(section, 0);
    appendLittle<quint64>(section, ~quint64(0)); // How long it is is not known.
    appendOption(section, optionComment, comment);
    appendOption(section, 4, "SocketScope");
    appendOption(section, optionEnd, {});
    appendBlock(out, 0x0A0D0D0A, section);

    QByteArray interface;
    constexpr quint16 linkTypeRaw = 101;
    appendLittle<quint16>(interface, linkTypeRaw);
    appendLittle<quint16>(interface, 0);
    appendLittle<quint32>(interface, 0);
    appendOption(interface, 2, "socketscope");
    appendOption(interface, 9, QByteArrayView("\x09", 1)); // 10^-9 s
    appendOption(interface, optionEnd, {});
    appendBlock(out, 1, interface);
}

void appendPacket(QByteArray &out, qint64 wallNs, const Segment &segment, QByteArrayView front, QByteArrayView payload,
    QByteArrayView comment)
{
    const qsizetype length = ipHeader + tcpHeader + front.size() + payload.size();
    const qsizetype padded = (length + 3) / 4 * 4;
    const QByteArrayView some = comment.first(std::min<qsizetype>(comment.size(), 0xFFFF));
    const qsizetype options = some.isEmpty() ? 0 : 4 + (some.size() + 3) / 4 * 4 + 4;
    const auto size = static_cast<quint32>(32 + padded + options);
    const auto time = static_cast<quint64>(wallNs);
    appendLittle<quint32>(out, 6);
    appendLittle<quint32>(out, size);
    appendLittle<quint32>(out, 0);
    appendLittle<quint32>(out, static_cast<quint32>(time >> 32));
    appendLittle<quint32>(out, static_cast<quint32>(time));
    appendLittle<quint32>(out, static_cast<quint32>(length));
    appendLittle<quint32>(out, static_cast<quint32>(length));

    out.append("\x45\0", 2); // IPv4, five words
    appendBig<quint16>(out, static_cast<quint16>(length));
    out.append("\0\0\x40\0\x40\x06\0\0", 8); // Not fragmented, 64 hops, TCP; no checksum.
    appendBig<quint32>(out, segment.from);
    appendBig<quint32>(out, segment.to);
    appendBig<quint16>(out, segment.fromPort);
    appendBig<quint16>(out, segment.toPort);
    appendBig<quint32>(out, segment.seq);
    appendBig<quint32>(out, segment.ack);
    out += '\x50';
    out += static_cast<char>(segment.flags);
    out.append("\xFF\xFF\0\0\0\0", 6); // Window; no checksum.
    out += front;
    out += payload;
    pad(out, length);
    if (options > 0) {
        appendOption(out, optionComment, some);
        appendOption(out, optionEnd, {});
    }
    appendLittle<quint32>(out, size);
}

} // namespace exporters::pcapng
