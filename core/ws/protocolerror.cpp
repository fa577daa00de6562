// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/protocolerror.h"

namespace ws {

CloseCode closeCodeFor(ProtocolError error)
{
    switch (error) {
    case ProtocolError::ReservedBits:
    case ProtocolError::ReservedOpcode:
    case ProtocolError::MaskedByServer:
    case ProtocolError::UnmaskedByClient:
    case ProtocolError::ControlTooLong:
    case ProtocolError::FragmentedControl:
    case ProtocolError::LengthNotMinimal:
    case ProtocolError::LengthNegative:
    case ProtocolError::UnexpectedContinuation:
    case ProtocolError::InterruptedMessage:
    case ProtocolError::CloseTooShort:
    case ProtocolError::CloseCodeInvalid: return CloseCode::ProtocolError;
    case ProtocolError::FrameTooBig:
    case ProtocolError::MessageTooBig:
    case ProtocolError::TooManyFragments: return CloseCode::MessageTooBig;
    case ProtocolError::InvalidUtf8:
    case ProtocolError::CloseReasonNotUtf8:
    case ProtocolError::InvalidDeflate: return CloseCode::InvalidPayload;
    }
    return CloseCode::ProtocolError;
}

const char *name(ProtocolError error)
{
    switch (error) {
    case ProtocolError::ReservedBits: return "reserved bits";
    case ProtocolError::ReservedOpcode: return "reserved opcode";
    case ProtocolError::MaskedByServer: return "masked by server";
    case ProtocolError::UnmaskedByClient: return "unmasked by client";
    case ProtocolError::ControlTooLong: return "control frame too long";
    case ProtocolError::FragmentedControl: return "fragmented control frame";
    case ProtocolError::LengthNotMinimal: return "length not minimal";
    case ProtocolError::LengthNegative: return "length negative";
    case ProtocolError::FrameTooBig: return "frame too big";
    case ProtocolError::MessageTooBig: return "message too big";
    case ProtocolError::TooManyFragments: return "too many fragments";
    case ProtocolError::UnexpectedContinuation: return "unexpected continuation";
    case ProtocolError::InterruptedMessage: return "interrupted message";
    case ProtocolError::InvalidUtf8: return "invalid UTF-8";
    case ProtocolError::CloseTooShort: return "close payload too short";
    case ProtocolError::CloseCodeInvalid: return "close code invalid";
    case ProtocolError::CloseReasonNotUtf8: return "close reason not UTF-8";
    case ProtocolError::InvalidDeflate: return "invalid deflate data";
    }
    return "unknown error";
}

} // namespace ws
