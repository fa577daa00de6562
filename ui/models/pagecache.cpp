// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/pagecache.h"

#include <algorithm>

namespace models {

PageCache::Answer PageCache::find(base::Seq seq, stream::Row &row) const
{
    const Page *page = m_pages.object(pageStart(seq));
    if (!page)
        return Answer::Unknown;
    const auto it = std::ranges::lower_bound(page->rows, seq, {}, &stream::Row::seq);
    if (it != page->rows.end() && it->seq == seq) {
        row = *it;
        return Answer::Here;
    }
    return seq <= page->knownUntil ? Answer::Missing : Answer::Unknown;
}

void PageCache::insert(const stream::RowPage &page, base::Seq lastSeq)
{
    auto *kept = new Page{.rows = page.rows, .knownUntil = lastSeq}; // QCache owns it.
    m_pages.insert(page.first, kept);
}

} // namespace models
