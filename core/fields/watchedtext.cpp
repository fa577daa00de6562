// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/watchedtext.h"

#include "core/fields/keynames.h"

#include <algorithm>
#include <utility>

namespace fields {

bool WatchedText::changes(QByteArrayView raw, TextBudget &budget)
{
    if (m_isFreeText)
        return false;
    const QByteArrayView shortened = raw.first(std::min(raw.size(), KeyNames::maxBytes));
    if (shortened == QByteArrayView(m_last)) {
        ++m_run;
        return false;
    }
    countRun(budget);
    if (m_isFreeText)
        return false;
    m_last = shortened.toByteArray();
    return true;
}

void WatchedText::assign(const TextCounts &counts, TextBudget &budget)
{
    giveUp(budget);
    m_isFreeText = false;
    for (const auto &[text, count] : counts.asKeyValueRange()) {
        if (!budget.take(text.size()))
            return giveUp(budget);
        m_counts.insert(text, count);
    }
    if (counts.size() == 1)
        m_last = counts.constBegin().key();
}

void WatchedText::giveUp(TextBudget &budget)
{
    for (const QByteArray &text : m_counts.keys())
        budget.giveBack(text.size());
    m_counts = {};
    m_last = {};
    m_run = 0;
    m_isFreeText = true;
}

void WatchedText::countRun(TextBudget &budget)
{
    const int run = std::exchange(m_run, 0);
    if (run == 0 || m_last.size() > maxKeyBytes)
        return;
    if (const auto known = m_counts.find(m_last); known != m_counts.end())
        *known += run;
    else if (m_counts.size() > maxKeys || !budget.take(m_last.size()))
        giveUp(budget);
    else
        m_counts.insert(m_last, run);
}

} // namespace fields
