// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/testbench/brokenframe.h"

#include "core/ws/framing/masking.h"

#include <QtEndian>

namespace ws::testbench {
namespace {

template <typename Number>
void appendBigEndian(QByteArray &bytes, Number number)
{
    const Number turned = qToBigEndian(number);
    bytes.append(reinterpret_cast<const char *>(&turned), sizeof turned);
}

void appendLength(QByteArray &bytes, const BrokenFrame &frame, quint8 maskBit)
{
    using Length = BrokenFrame::LengthForm;
    const quint64 length = frame.announced.value_or(static_cast<quint64>(frame.payload.size()));
    const bool fits7 = length < 126 && frame.lengthForm == Length::Shortest;
    const bool fits16 = length <= 0xFFFF && frame.lengthForm != Length::Bits64;
    bytes += static_cast<char>(maskBit | (fits7 ? length : fits16 ? 126 : 127));
    if (fits7)
        return;
    if (fits16)
        appendBigEndian(bytes, static_cast<quint16>(length));
    else
        appendBigEndian(bytes, length);
}

} // namespace

QByteArray write(const BrokenFrame &frame)
{
    QByteArray bytes(1, static_cast<char>((frame.fin ? 0x80 : 0) | (frame.reserved & 7) << 4 | (frame.opcode & 0x0F)));
    appendLength(bytes, frame, frame.maskKey ? 0x80 : 0);
    if (!frame.maskKey)
        return bytes + frame.payload;
    appendBigEndian(bytes, *frame.maskKey);
    const qsizetype head = bytes.size();
    bytes += frame.payload;
    applyMask(bytes.data() + head, frame.payload.size(), *frame.maskKey);
    return bytes;
}

} // namespace ws::testbench
