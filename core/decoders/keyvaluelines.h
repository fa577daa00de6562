// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decoders/decoder.h"

namespace decoders {

//! Lines of `name=value`, apart by blanks, commas, semicolons or `&`; values may stand in quotes.
class KeyValueLines final : public Decoder
{
public:
    [[nodiscard]] bool accepts(QByteArrayView payload, const PayloadFacts &facts) const override;
    Decoded walk(QByteArrayView payload, const PayloadFacts &facts, FieldSink &sink) override;
    void reset() override { m_isExpected = false; }

private:
    bool m_isExpected = false; //!< A line with a number came: one without is read as well.
};

} // namespace decoders
