// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decoders/decoder.h"

#include <QByteArray>

#include <deque>

namespace decoders {

//! The line protocol of InfluxDB: `weather,location=north temperature=21.5,open=t 1795800000000000000`.
//!
//! A line is told as an object: tags by their names, the fields in an object called as the measurement, `time`.
class InfluxLines final : public Decoder
{
public:
    [[nodiscard]] bool accepts(QByteArrayView payload, const PayloadFacts &facts) const override;
    Decoded walk(QByteArrayView payload, const PayloadFacts &facts, FieldSink &sink) override;
    void reset() override { m_isExpected = false; }

private:
    bool m_isExpected = false;
    std::deque<QByteArray> m_plain; //!< Names and texts without their backslashes, while the sink has views.
};

} // namespace decoders
