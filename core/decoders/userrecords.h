// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decoders/decoder.h"

namespace decoders {

//! Records of 21 bytes, little-endian: u8 type, u32 userId, f64 timestamp in milliseconds since 1970, f64 value. One or
//! several a message.
class UserRecords final : public Decoder
{
public:
    static constexpr qsizetype recordSize = 21;

    //! Whole records whose first one has a time between 2000 and 2100: other bytes have none.
    [[nodiscard]] bool accepts(QByteArrayView payload, const PayloadFacts &facts) const override;
    Decoded walk(QByteArrayView payload, const PayloadFacts &facts, FieldSink &sink) override;
    void reset() override { m_isExpected = false; }

private:
    bool m_isExpected = false;
};

} // namespace decoders
