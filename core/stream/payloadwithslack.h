// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/payloadreader.h"

#include <QByteArray>

#include <cstring>

namespace stream {

//! Gives payloads on the way past the 64 readable bytes behind them that parsers want. One buffer, used again.
class PayloadWithSlack
{
public:
    //! Lives until the next call.
    [[nodiscard]] QByteArrayView of(const capture::PassingRow &row)
    {
        static constexpr qsizetype slack = 64;
        const qsizetype size = row.payload.size();
        if (m_buffer.size() < size + slack)
            m_buffer.resize(size + slack);
        if (size > 0)
            std::memcpy(m_buffer.data(), row.payload.data(), static_cast<std::size_t>(size));
        std::memset(m_buffer.data() + size, 0, slack);
        return {m_buffer.constData(), size};
    }

private:
    QByteArray m_buffer;
};

} // namespace stream
