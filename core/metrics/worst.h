// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <vector>

namespace metrics {

//! A moment worth looking at: where it stands in the capture, when, and how bad it was.
struct Moment
{
    quint64 seq = 0; //!< The row that ended it.
    qint64 wallNs = 0;
    qint64 amount = 0; //!< Nanoseconds or bytes.
    friend bool operator==(const Moment &, const Moment &) = default;
};

//! The five largest of all moments that were added; of equal ones the earlier.
class Worst
{
public:
    static constexpr std::size_t places = 5;

    void add(quint64 seq, qint64 wallNs, qint64 amount)
    {
        if (amount > m_least) [[unlikely]]
            insert({seq, wallNs, amount});
    }
    //! The largest first.
    [[nodiscard]] const std::vector<Moment> &all() const { return m_moments; }
    friend bool operator==(const Worst &, const Worst &) = default;

private:
    void insert(const Moment &moment)
    {
        const auto at = std::ranges::upper_bound(m_moments, moment.amount, std::greater<>(), &Moment::amount);
        m_moments.insert(at, moment);
        if (m_moments.size() > places)
            m_moments.pop_back();
        m_least = m_moments.size() == places ? m_moments.back().amount : 0;
    }

    std::vector<Moment> m_moments;
    qint64 m_least = 0; //!< What is not larger has no place.
};

} // namespace metrics
