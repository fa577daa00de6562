// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decoders/decoder.h"
#include "core/decoders/jsonreader.h"

#include <QByteArray>
#include <QHash>

namespace decoders {

//! The binary records of the dashboard feed (BinaryRecord). It announces what their ids mean in a text message,
//! `{"type":"metrics","ids":{"1":"sales"}}`, and sends the same as JSON to other clients: told alike, both are one
//! series.
class DemoRecords final : public Decoder
{
public:
    static constexpr qsizetype longestAnnouncement = 65'536;
    static constexpr qsizetype longestName = 256;

    [[nodiscard]] bool accepts(QByteArrayView payload, const PayloadFacts &facts) const override;
    Decoded walk(QByteArrayView payload, const PayloadFacts &facts, FieldSink &sink) override;
    void reset() override { m_names.clear(); } //!< Whoever answers next announces anew.

private:
    void learn(QByteArrayView announcement);

    QHash<quint16, QByteArray> m_names;
    JsonReader m_reader;
};

} // namespace decoders
