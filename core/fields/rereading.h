// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fields/fieldmap.h"
#include "core/fields/payloadfields.h"

#include <vector>

namespace fields {

//! Reads earlier messages once more for fields whose key was decided late, into a store of its own.
//!
//! Made by Extractor::takeRereadings(). Used on any one thread: every message before before() goes in, in order, then
//! finish(); Extractor::adopt() takes over what was found.
class Rereading
{
public:
    explicit Rereading(const decoders::ReadingChoice &choice = {}) : m_payloads(m_tree, choice) { }

    static constexpr qint64 budget
        = series::SeriesStore::defaultBudget / 4; //!< Bytes of samples it keeps: the newest ones.

    //! A field that is read again.
    struct Entry
    {
        LateField late{};
        NodeId node = 0; //!< Its place in this one's tree.
    };

    //! The field at \a node of \a tree, as \a decision says, up to the message that \a late names.
    void add(const FieldTree &tree, NodeId node, const FieldDecision &decision, const LateField &late);

    //! Numbers of messages as given to Extractor::read(); this one is not read any more by any field.
    [[nodiscard]] quint64 before() const { return m_before; }
    //! One received data message, with its number. \a payload must have 64 readable bytes behind it.
    void read(QByteArrayView payload, bool text, qint64 wallNs, quint64 position);
    //! The stream broke at \a wallNs.
    void gap(qint64 wallNs);
    void finish();

    [[nodiscard]] const std::vector<Entry> &entries() const { return m_entries; }
    [[nodiscard]] const FieldMap &map() const { return m_map; }
    [[nodiscard]] const series::SeriesStore &store() const { return m_store; }

private:
    quint64 m_before = 0;
    series::SeriesStore m_store{budget};
    FieldTree m_tree;
    FieldMap m_map{m_tree, m_store};
    PayloadFields m_payloads;
    std::vector<Entry> m_entries;
};

} // namespace fields
