// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ws/opcode.h"
#include "core/ws/sendoptions.h"
#include "core/ws/testbench/breakage.h"

#include <QByteArray>

namespace stream {

//! Something that a person sends in a way that plain sending has not.
struct HandOrder
{
    enum class Way : quint8 {
        Message, //!< One message as `options` say, or a ping or pong.
        Chunk, //!< A part of a message whose length is not known yet; the first one begins it.
        LastChunk, //!< The part that ends it; may be empty.
        Broken, //!< Test bench: `breakage` around the payload.
    };
    Way way = Way::Message;
    ws::Opcode opcode = ws::Opcode::Text;
    QByteArray payload{};
    ws::SendOptions options{};
    ws::testbench::Breakage breakage = ws::testbench::Breakage::RawBytes;
    quint16 closeCode = 1005; //!< For Breakage::CloseCode.
    friend bool operator==(const HandOrder &, const HandOrder &) = default;
};

} // namespace stream
