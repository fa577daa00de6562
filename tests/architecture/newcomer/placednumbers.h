// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decoders/decoder.h"

namespace newcomer {

//! The smallest decoder there is: `21.5@kitchen`, a number and where it was measured.
class PlacedNumbers final : public decoders::Decoder
{
public:
    [[nodiscard]] bool accepts(QByteArrayView payload, const decoders::PayloadFacts &facts) const override;
    decoders::Decoded walk(
        QByteArrayView payload, const decoders::PayloadFacts &facts, decoders::FieldSink &sink) override;
};

} // namespace newcomer
