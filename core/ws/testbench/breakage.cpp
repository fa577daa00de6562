// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/testbench/breakage.h"

#include "core/ws/framing/frameheader.h"

#include <QtEndian>

namespace ws::testbench {
namespace {

using Form = BrokenFrame::LengthForm;

constexpr quint8 text = static_cast<quint8>(Opcode::Text);
constexpr quint8 close = static_cast<quint8>(Opcode::Close);
constexpr quint8 ping = static_cast<quint8>(Opcode::Ping);
constexpr quint8 pong = static_cast<quint8>(Opcode::Pong);

QByteArray closePayload(quint16 code, const QByteArray &reason = {})
{
    QByteArray bytes(2, '\0');
    qToBigEndian(code, bytes.data());
    return bytes + reason;
}

// Short enough that only the rule under test is broken.
QByteArray shortPart(const QByteArray &payload) { return payload.left(maxControlPayload - 2); }

QByteArray filled(const QByteArray &payload)
{
    return payload.size() > maxControlPayload ? payload : payload.leftJustified(maxControlPayload + 1, '.');
}

} // namespace

QList<BrokenFrame> framesOf(Breakage breakage, const QByteArray &payload, quint16 code)
{
    switch (breakage) {
    case Breakage::InvalidUtf8: return {{.opcode = text, .payload = payload + '\xFF'}};
    case Breakage::CutCodePoint: return {{.opcode = text, .payload = payload + "\xE2\x82"}};
    case Breakage::ReservedBit1:
        // As deflated data the first byte would ask for a block type that there is none of.
        return {{.opcode = text, .reserved = 4, .payload = '\xFF' + payload}};
    case Breakage::ReservedBit2: return {{.opcode = text, .reserved = 2, .payload = payload}};
    case Breakage::ReservedBit3: return {{.opcode = text, .reserved = 1, .payload = payload}};
    case Breakage::ReservedDataOpcode: return {{.opcode = 3, .payload = payload}};
    case Breakage::ReservedControlOpcode: return {{.opcode = 11, .payload = shortPart(payload)}};
    case Breakage::OversizeControl: return {{.opcode = ping, .payload = filled(payload)}};
    case Breakage::FragmentedControl: return {{.opcode = ping, .fin = false, .payload = shortPart(payload)}};
    case Breakage::WrongMask: return {{.opcode = text, .payload = payload}};
    case Breakage::LongLength16: return {{.opcode = text, .lengthForm = Form::Bits16, .payload = shortPart(payload)}};
    case Breakage::LongLength64: return {{.opcode = text, .lengthForm = Form::Bits64, .payload = payload.left(0xFFFF)}};
    case Breakage::NegativeLength: return {{.opcode = text, .announced = quint64(1) << 63, .payload = payload}};
    case Breakage::HugeLength: return {{.opcode = text, .announced = quint64(1) << 62, .payload = payload}};
    case Breakage::LoneContinuation: return {{.opcode = 0, .payload = payload}};
    case Breakage::InterruptedMessage:
        return {{.opcode = text, .fin = false, .payload = payload}, {.opcode = text, .payload = payload}};
    case Breakage::CloseCode: return {{.opcode = close, .payload = closePayload(code)}};
    case Breakage::CloseTooShort: return {{.opcode = close, .payload = QByteArray(1, '\x03')}};
    case Breakage::CloseReasonInvalidUtf8: return {{.opcode = close, .payload = closePayload(1000, "\xFF")}};
    case Breakage::DataAfterClose:
        return {{.opcode = close, .payload = closePayload(1000)}, {.opcode = text, .payload = payload},
            {.opcode = pong, .payload = {}}};
    case Breakage::RawBytes: return {};
    }
    return {};
}

std::optional<CloseCode> rightAnswer(Breakage breakage)
{
    switch (breakage) {
    case Breakage::InvalidUtf8:
    case Breakage::CutCodePoint:
    case Breakage::CloseReasonInvalidUtf8: return ws::CloseCode::InvalidPayload;
    case Breakage::HugeLength: return ws::CloseCode::MessageTooBig;
    case Breakage::DataAfterClose: return ws::CloseCode::Normal;
    case Breakage::ReservedBit1: // 1007 where permessage-deflate was agreed.
    case Breakage::RawBytes: return {};
    case Breakage::ReservedBit2:
    case Breakage::ReservedBit3:
    case Breakage::ReservedDataOpcode:
    case Breakage::ReservedControlOpcode:
    case Breakage::OversizeControl:
    case Breakage::FragmentedControl:
    case Breakage::WrongMask:
    case Breakage::LongLength16:
    case Breakage::LongLength64:
    case Breakage::NegativeLength:
    case Breakage::LoneContinuation:
    case Breakage::InterruptedMessage:
    case Breakage::CloseCode:
    case Breakage::CloseTooShort: return ws::CloseCode::ProtocolError;
    }
    return {};
}

} // namespace ws::testbench
