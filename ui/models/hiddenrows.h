// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <vector>

namespace models {

//! Which records a filter leaves out, as their sorted numbers: few, as a rule, so that row and record are still
//! translated by counting. Pure.
class HiddenRows
{
public:
    //! Adds \a seqs, each behind those before it.
    void append(const std::vector<base::Seq> &seqs) { m_seqs.insert(m_seqs.end(), seqs.begin(), seqs.end()); }
    void clear() { m_seqs.clear(); }
    //! Forgets what is before \a first.
    void forgetBefore(base::Seq first);

    [[nodiscard]] bool contains(base::Seq seq) const;
    //! How many records from \a first to \a last (included) are hidden.
    [[nodiscard]] quint64 count(base::Seq first, base::Seq last) const;
    //! The record in row \a row, counted from \a first on.
    [[nodiscard]] base::Seq seqAt(base::Seq first, quint64 row) const;

private:
    std::vector<base::Seq> m_seqs;
};

} // namespace models
