// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/pcapngblocks.h"

#include <QtEndian>

#include <algorithm>
#include <array>

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
    // Put together here: a packet is often not longer than what stands before its payload.
    std::array<char, 28 + ipHeader + tcpHeader> head{};
    char *to = head.data();
    const auto little = [&to](quint32 number) {
        qToLittleEndian(number, to);
        to += 4;
    };
    const auto big = [&to](auto number) {
        qToBigEndian(number, to);
        to += sizeof number;
    };
    const auto time = static_cast<quint64>(wallNs);
    for (const quint32 number : {6U, size, 0U, static_cast<quint32>(time >> 32), static_cast<quint32>(time),
             static_cast<quint32>(length), static_cast<quint32>(length)})
        little(number);
    big(quint16(0x4500)); // IPv4, five words
    big(static_cast<quint16>(length));
    big(quint32(0x0000'4000)); // Not fragmented,
    big(quint32(0x4006'0000)); // 64 hops, TCP; no checksum.
    big(segment.from);
    big(segment.to);
    big(segment.fromPort);
    big(segment.toPort);
    big(segment.seq);
    big(segment.ack);
    big(static_cast<quint16>(0x5000 | segment.flags));
    big(quint16(0xFFFF)); // Window; no checksum.
    out.append(head.data(), head.size());
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
