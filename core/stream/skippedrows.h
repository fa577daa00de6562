// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <deque>

namespace stream {

//! Which received messages were not charted because they came before, as ranges: a repeated stretch is one of them.
//!
//! Bounded: of more ranges than `most` the oldest are forgotten, and what lies before knownFrom() is not told apart any
//! more.
class SkippedRows
{
public:
    static constexpr std::size_t most = 100'000;

    //! Ascending.
    void add(base::Seq seq);
    [[nodiscard]] bool contains(base::Seq seq) const;
    [[nodiscard]] base::Seq knownFrom() const { return m_knownFrom; }
    [[nodiscard]] std::size_t ranges() const { return m_ranges.size(); }

private:
    struct Range
    {
        base::Seq first = 0, last = 0;
    };
    std::deque<Range> m_ranges;
    base::Seq m_knownFrom = 1;
};

} // namespace stream
