// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/framing/frameheader.h"

#include <QtEndian>

#include <optional>

namespace ws {
namespace {

constexpr quint8 finBit = 0x80;
constexpr quint8 rsvBits = 0x70;
constexpr quint8 rsv1Bit = 0x40;
constexpr quint8 maskBit = 0x80;
constexpr quint8 length16 = 126;
constexpr quint8 length64 = 127;

// §5.2 and §5.4: what the first byte alone can break.
std::optional<ProtocolError> firstByteError(quint8 byte, const HeaderRules &rules)
{
    const auto opcode = static_cast<Opcode>(byte & 0x0F);
    const bool beginsMessage = opcode == Opcode::Text || opcode == Opcode::Binary;
    const int rsv = byte & rsvBits;
    if (rsv != 0 && (rsv != rsv1Bit || !rules.mayBeCompressed || !beginsMessage))
        return ProtocolError::ReservedBits;
    if (isReserved(opcode))
        return ProtocolError::ReservedOpcode;
    if (isControl(opcode))
        return (byte & finBit) ? std::nullopt : std::optional(ProtocolError::FragmentedControl);
    if (beginsMessage && rules.insideMessage)
        return ProtocolError::InterruptedMessage;
    if (!beginsMessage && !rules.insideMessage)
        return ProtocolError::UnexpectedContinuation;
    return {};
}

// Limits are compared by what is left, never by a sum that could wrap (F08).
std::optional<ProtocolError> limitError(const FrameHeader &header, const HeaderRules &rules)
{
    if (isControl(header.opcode))
        return {};
    if (header.length > rules.frameLimit)
        return ProtocolError::FrameTooBig;
    if (rules.fragmentRoom < 1)
        return ProtocolError::TooManyFragments;
    if (!header.compressed && !rules.insideCompressed && header.length > rules.messageRoom)
        return ProtocolError::MessageTooBig;
    return {};
}

HeaderState broken(ProtocolError &error, ProtocolError what)
{
    error = what;
    return HeaderState::Broken;
}

} // namespace

HeaderState readHeader(
    const char *bytes, qsizetype available, const HeaderRules &rules, FrameHeader &header, ProtocolError &error)
{
    const auto first = static_cast<quint8>(bytes[0]);
    if (const auto wrong = firstByteError(first, rules))
        return broken(error, *wrong);
    if (available < 2)
        return HeaderState::Incomplete;

    const auto second = static_cast<quint8>(bytes[1]);
    const auto opcode = static_cast<Opcode>(first & 0x0F);
    const int length7 = second & 0x7F;
    const bool masked = (second & maskBit) != 0;
    if (isControl(opcode) && length7 > maxControlPayload)
        return broken(error, ProtocolError::ControlTooLong);
    if (masked != rules.mustBeMasked)
        return broken(error, masked ? ProtocolError::MaskedByServer : ProtocolError::UnmaskedByClient);

    qint64 length = length7;
    quint8 size = 2;
    if (length7 == length16) {
        if (available < 4)
            return HeaderState::Incomplete;
        length = qFromBigEndian<quint16>(bytes + 2);
        size = 4;
        if (length < length16)
            return broken(error, ProtocolError::LengthNotMinimal);
    } else if (length7 == length64) {
        if (available > 2 && (bytes[2] & 0x80))
            return broken(error, ProtocolError::LengthNegative);
        if (available < 10)
            return HeaderState::Incomplete;
        length = qFromBigEndian<qint64>(bytes + 2);
        size = 10;
        if (length <= 0xFFFF)
            return broken(error, ProtocolError::LengthNotMinimal);
    }
    header.length = length;
    header.opcode = opcode;
    header.fin = (first & finBit) != 0;
    header.compressed = (first & rsv1Bit) != 0;
    header.masked = masked;
    if (const auto wrong = limitError(header, rules))
        return broken(error, *wrong);

    header.maskKey = 0;
    if (masked) {
        if (available < size + 4)
            return HeaderState::Incomplete;
        header.maskKey = qFromBigEndian<quint32>(bytes + size);
        size += 4;
    }
    header.size = size;
    return HeaderState::Complete;
}

qsizetype writeHeader(const FrameHeader &header, char *to)
{
    to[0] = static_cast<char>(
        (header.fin ? finBit : 0) | (header.compressed ? rsv1Bit : 0) | static_cast<quint8>(header.opcode));
    const quint8 mask = header.masked ? maskBit : 0;
    qsizetype size = 2;
    if (header.length < length16) {
        to[1] = static_cast<char>(mask | static_cast<quint8>(header.length));
    } else if (header.length <= 0xFFFF) {
        to[1] = static_cast<char>(mask | length16);
        qToBigEndian(static_cast<quint16>(header.length), to + 2);
        size = 4;
    } else {
        to[1] = static_cast<char>(mask | length64);
        qToBigEndian(header.length, to + 2);
        size = 10;
    }
    if (header.masked) {
        qToBigEndian(header.maskKey, to + size);
        size += 4;
    }
    return size;
}

} // namespace ws
