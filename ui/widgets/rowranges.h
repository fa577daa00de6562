// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <vector>

namespace widgets {

//! Rows \a first to \a last, both among them.
struct RowRange
{
    int first = 0;
    int last = -1;
    friend bool operator==(const RowRange &, const RowRange &) = default;
};

//! A selection kept as few ranges, however many rows it covers: sorted, disjoint, never touching.
class RowRanges
{
public:
    void clear() { m_ranges.clear(); }
    void add(RowRange range);
    void remove(RowRange range);
    void toggle(int row);
    //! Rows 0 to \a count - 1 are gone: what is behind them moves up.
    void dropFront(int count);

    [[nodiscard]] bool contains(int row) const;
    [[nodiscard]] bool isEmpty() const { return m_ranges.empty(); }
    [[nodiscard]] qint64 count() const; //!< Rows in all ranges.
    [[nodiscard]] const std::vector<RowRange> &ranges() const { return m_ranges; }

private:
    std::vector<RowRange> m_ranges;
};

} // namespace widgets
