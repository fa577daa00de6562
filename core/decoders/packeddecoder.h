// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decoders/decoder.h"
#include "core/decoders/packedreader.h"

namespace decoders {

//! CBOR, MessagePack or BSON: one object or array a message.
class PackedDecoder final : public Decoder
{
public:
    explicit PackedDecoder(Packing packing) : m_packing(packing), m_reader(packing) { }

    [[nodiscard]] bool accepts(QByteArrayView payload, const PayloadFacts &) const override
    {
        return PackedReader::mayBe(m_packing, payload);
    }
    Decoded walk(QByteArrayView payload, const PayloadFacts &facts, FieldSink &sink) override;

private:
    Packing m_packing;
    PackedReader m_reader;
};

} // namespace decoders
