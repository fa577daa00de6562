// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decoders/jsonreader.h"

#include <deque>
#include <string>

namespace decoders {

//! Binary forms of JSON's values.
enum class Packing : quint8 {
    Cbor, //!< RFC 8949.
    MessagePack,
    Bson,
};

//! Walks texts of one binary form and tells a FieldSink what they consist of; byte strings count as nothing.
//!
//! Views that the sink gets live until the next call. Keep one per thread.
class PackedReader
{
public:
    explicit PackedReader(Packing packing) : m_packing(packing) { }

    //! Tells \a sink what \a payload is when it is an object or array, whole and with nothing behind it. False: it is
    //! not; what the sink heard then means nothing.
    [[nodiscard]] bool walk(QByteArrayView payload, FieldSink &sink);

    //! Whether the first bytes may begin \a packing; costs nothing.
    [[nodiscard]] static bool mayBe(Packing packing, QByteArrayView payload);

private:
    Packing m_packing;
    std::deque<std::string> m_texts; //!< What the sink's views point at.
};

} // namespace decoders
