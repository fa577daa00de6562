// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decoders/decoder.h"
#include "core/decoders/jsonreader.h"

namespace decoders {

//! JSON texts, one or several in a message, with what JsonReader forgives.
class JsonDecoder final : public Decoder
{
public:
    [[nodiscard]] bool accepts(QByteArrayView payload, const PayloadFacts &facts) const override;
    Decoded walk(QByteArrayView payload, const PayloadFacts &facts, FieldSink &sink) override;

private:
    JsonReader m_reader;
};

} // namespace decoders
