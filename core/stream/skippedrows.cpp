// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/skippedrows.h"

#include <algorithm>

namespace stream {

void SkippedRows::add(base::Seq seq)
{
    if (!m_ranges.empty() && m_ranges.back().last + 1 == seq) {
        m_ranges.back().last = seq;
        return;
    }
    m_ranges.push_back({seq, seq});
    if (m_ranges.size() <= most)
        return;
    m_knownFrom = m_ranges.front().last + 1;
    m_ranges.pop_front();
}

bool SkippedRows::contains(base::Seq seq) const
{
    const auto at = std::ranges::lower_bound(m_ranges, seq, {}, &Range::last);
    return at != m_ranges.end() && at->first <= seq;
}

} // namespace stream
