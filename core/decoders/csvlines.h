// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decoders/decoder.h"

#include <QByteArray>

#include <vector>

namespace decoders {

//! Lines of values apart by tab, semicolon, bar or comma (RFC 4180); a line of names may come first, or as a message
//! before. Without names the values are a row: fields by their place.
class CsvLines final : public Decoder
{
public:
    static constexpr std::size_t mostCells = 256;

    [[nodiscard]] bool accepts(QByteArrayView payload, const PayloadFacts &facts) const override;
    Decoded walk(QByteArrayView payload, const PayloadFacts &facts, FieldSink &sink) override;
    void reset() override;

private:
    [[nodiscard]] bool cut(QByteArrayView line);
    [[nodiscard]] bool isHeader() const;
    [[nodiscard]] bool isData() const;
    void tell(FieldSink &sink) const;

    char m_separator = ',';
    bool m_isExpected = false; //!< Rows came.
    std::vector<QByteArrayView> m_cells; //!< Of the line being read.
    std::vector<QByteArray> m_names;
};

} // namespace decoders
