// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fields/discovery.h"
#include "core/fields/textbudget.h"

#include <vector>

namespace fields {

//! A string that was the same so far, beside fields that have no key.
class WatchedText
{
public:
    //! Counts \a raw; true when it is another one than last time, which may make it a key.
    bool changes(QByteArrayView raw, TextBudget &budget);
    //! Begins anew with what discovery counted.
    void assign(const TextCounts &counts, TextBudget &budget);
    //! From now on it is no key, and nothing of it is remembered.
    void giveUp(TextBudget &budget);

    //! How often each came; short ones only.
    [[nodiscard]] const TextCounts &counts() const { return m_counts; }
    //! More different ones came than a key may have, or than there is room for.
    [[nodiscard]] bool isFreeText() const { return m_isFreeText; }

    std::vector<int> fields{}; //!< Whose decision it may change, sorted.
    int judged = 0; //!< How often it did.

private:
    void countRun(TextBudget &budget);

    QByteArray m_last{};
    int m_run = 0; // How often m_last came since it was counted.
    TextCounts m_counts{};
    bool m_isFreeText = false;
};

} // namespace fields
