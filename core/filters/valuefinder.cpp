// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/filters/valuefinder.h"

namespace filters {

ValueFinder::ValueFinder(std::vector<decoders::FieldPath> paths)
    : PathFinder(std::move(paths), Arrays::AreEntered)
{
}

const std::vector<ValueFinder::Found> &ValueFinder::find(QByteArrayView payload)
{
    m_found.clear();
    m_whole = 0;
    if (count() > 0)
        (void)m_reader.walkTexts(payload, *this);
    m_found.resize(m_whole);
    return m_found;
}

void ValueFinder::beginText()
{
    m_found.resize(m_whole);
    PathFinder::beginText();
}

void ValueFinder::endText() { m_whole = m_found.size(); }

void ValueFinder::found(std::size_t path, const decoders::PathValue &value)
{
    if (m_found.size() < mostValues)
        m_found.push_back({path, value});
}

} // namespace filters
