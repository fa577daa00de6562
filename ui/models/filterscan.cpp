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
    const base::Seq last = std::min(m_last, m_next + rowsPerStep - 1);
    const auto found = std::make_shared<std::vector<base::Seq>>();
    stream::RowWalkOrder order{
        .first = m_next, .last = last, .wanted = capture::PayloadReader::Wanted::KindsOnly, .visit = {}, .done = {}};
    order.visit = [filter = m_filter, found](const capture::PassingRow &row) {
        if (filter.matches(row.kind))
            found->push_back(row.seq);
        return true;
    };
    // A step that was cancelled never says that it is done; the source may outlive this.
    order.done = [this, guard = QPointer(this), found, last] {
        if (!guard)
            return;
        m_cancel.reset();
        m_next = last + 1;
        m_found.insert(m_found.end(), found->begin(), found->end());
        emit progressed();
        if (!isRunning())
            step();
    };
    m_cancel = m_source->walk(order);
}

} // namespace models
