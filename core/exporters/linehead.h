// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace exporters {

//! What stands before the payload of a line, put together here, for a row is often not longer. What does not fit any
//! more is left out; no format comes near.
class LineHead
{
public:
    LineHead &add(QByteArrayView text)
    {
        const qsizetype size = std::min(text.size(), room());
        std::memcpy(m_bytes.data() + m_size, text.data(), static_cast<std::size_t>(size));
        m_size += size;
        return *this;
    }
    LineHead &add(qint64 number)
    {
        char *const begin = m_bytes.data() + m_size;
        m_size += std::to_chars(begin, begin + room(), number).ptr - begin;
        return *this;
    }
    //! Seconds since 1970 with nine digits behind the point.
    LineHead &addSeconds(qint64 wallNs)
    {
        constexpr qint64 nsPerSecond = 1'000'000'000;
        const qint64 ns = std::max<qint64>(wallNs, 0);
        add(ns / nsPerSecond);
        std::array<char, 10> fraction{'.'};
        qint64 rest = ns % nsPerSecond;
        for (std::size_t i = fraction.size(); i-- > 1; rest /= 10)
            fraction[i] = static_cast<char>('0' + rest % 10);
        return add(QByteArrayView(fraction.data(), fraction.size()));
    }
    [[nodiscard]] QByteArrayView text() const { return {m_bytes.data(), m_size}; }

private:
    [[nodiscard]] qsizetype room() const { return static_cast<qsizetype>(m_bytes.size()) - m_size; }

    std::array<char, 512> m_bytes;
    qsizetype m_size = 0;
};

} // namespace exporters
