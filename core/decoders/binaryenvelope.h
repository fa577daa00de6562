// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decoders/decoder.h"

namespace decoders {

//! Content behind a header of 8 bytes, big-endian: u16 0xABCD, u8 version 1, u8 type, u32 length of the content.
class BinaryEnvelope final : public Decoder
{
public:
    static constexpr qsizetype headerSize = 8;

    [[nodiscard]] bool accepts(QByteArrayView payload, const PayloadFacts &facts) const override;
    Decoded walk(QByteArrayView payload, const PayloadFacts &facts, FieldSink &sink) override;
    void reset() override { m_isExpected = false; }

private:
    bool m_isExpected = false; //!< One came: what does not begin like it is worth a word.
};

} // namespace decoders
