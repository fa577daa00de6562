// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/hiddenrows.h"

#include <algorithm>
#include <iterator>

namespace models {

void HiddenRows::forgetBefore(base::Seq first)
{
    m_seqs.erase(m_seqs.begin(), std::ranges::lower_bound(m_seqs, first));
}

bool HiddenRows::contains(base::Seq seq) const { return std::ranges::binary_search(m_seqs, seq); }

quint64 HiddenRows::count(base::Seq first, base::Seq last) const
{
    if (last < first)
        return 0;
    return static_cast<quint64>(
        std::distance(std::ranges::lower_bound(m_seqs, first), std::ranges::upper_bound(m_seqs, last)));
}

// The hidden record number i (from 0) has m_seqs[i] - first - i shown ones before it, which never falls with i: those
// with at most `row` of them stand before the answer.
base::Seq HiddenRows::seqAt(base::Seq first, quint64 row) const
{
    const auto begin = std::ranges::lower_bound(m_seqs, first);
    std::size_t low = 0;
    auto high = static_cast<std::size_t>(std::distance(begin, m_seqs.end()));
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (begin[static_cast<std::ptrdiff_t>(middle)] - first - middle <= row)
            low = middle + 1;
        else
            high = middle;
    }
    return first + row + low;
}

} // namespace models
