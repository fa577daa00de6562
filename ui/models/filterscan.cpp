// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/filterscan.h"

#include <algorithm>

namespace models {

FilterScan::FilterScan(stream::RowSource &source, QObject *parent) : QObject(parent), m_source(&source) { }

FilterScan::~FilterScan() { clear(); }

void FilterScan::start(const capture::Filter &filter, base::Seq first, base::Seq last)
{
    clear();
    m_filter = filter;
    m_next = std::max<base::Seq>(first, 1);
    m_active = true;
    extend(last);
}

void FilterScan::extend(base::Seq last)
{
    m_last = last;
    if (m_active && !isRunning())
        step();
}

void FilterScan::clear()
{
    if (const auto cancel = std::exchange(m_cancel, {}))
        *cancel = true;
    m_active = false;
    m_found.clear();
}

void FilterScan::step()
{
    if (m_next > m_last || !m_source)
        return;
    // Rows that are there are counted, not numbers: a capture may have two rows that are 2^40 apart.
    struct Step
    {
        std::vector<base::Seq> found;
        base::Seq next;
        base::Seq rows = 0;
    };
    const base::Seq last = m_last;
    const auto seen = std::make_shared<Step>(Step{.found = {}, .next = last + 1});
    stream::RowWalkOrder order{
        .first = m_next, .last = last, .wanted = capture::PayloadReader::Wanted::KindsOnly, .visit = {}, .done = {}};
    order.visit = [filter = m_filter, seen](const capture::PassingRow &row) {
        if (filter.matches(row.kind))
            seen->found.push_back(row.seq);
        if (++seen->rows < rowsPerStep)
            return true;
        seen->next = row.seq + 1;
        return false;
    };
    // A step that was cancelled never says that it is done; the source may outlive this.
    order.done = [this, guard = QPointer(this), seen] {
        if (!guard)
            return;
        m_cancel.reset();
        m_next = seen->next;
        m_found.insert(m_found.end(), seen->found.begin(), seen->found.end());
        emit progressed();
        if (!isRunning())
            step();
    };
    m_cancel = m_source->walk(order);
}

} // namespace models
