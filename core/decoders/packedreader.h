// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decoders/jsonreader.h"

#include <deque>
#include <optional>
#include <string>

namespace decoders {

//! Binary forms of JSON's values.
enum class Packing : quint8 {
    Cbor, //!< RFC 8949.
    MessagePack,
    Bson,
};

//! Walks CBOR, MessagePack and BSON texts and tells a JsonSink what they consist of; byte strings count as nothing.
//!
//! Views that the sink gets live until the next call. Keep one per thread.
class PackedReader
{
public:
    //! Tells \a sink what \a payload is when it is an object or array of one of these, whole and with nothing behind
    //! it; tries the one that fitted last time first. Nothing: it is none of them; what the sink heard then means
    //! nothing.
    [[nodiscard]] std::optional<Packing> walk(QByteArrayView payload, JsonSink &sink);

    //! Whether the first bytes may begin \a packing; costs nothing.
    [[nodiscard]] static bool mayBe(Packing packing, QByteArrayView payload);

private:
    std::deque<std::string> m_texts; //!< What the sink's views point at.
    Packing m_last = Packing::MessagePack;
};

} // namespace decoders
