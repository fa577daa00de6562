// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decoders/jsonreader.h"
#include "core/fields/textbudget.h"

#include <QString>

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

namespace fields {

//! Numbers the keys that one string field has had: 1, 2, 3 …; 0 is *none*. Beyond 200 keys, or when the connection's
//! room for texts is used up, all further ones are *others*.
class KeyNames
{
public:
    static constexpr quint32 none = 0;
    static constexpr quint32 most = 200;
    static constexpr quint32 others = most + 1;
    static constexpr qsizetype maxBytes = 256;

    explicit KeyNames(TextBudget &budget) : m_budget(&budget) { }

    //! The number of the string body \a raw of a message; new keys get the next one.
    quint32 idOf(QByteArrayView raw, bool escaped)
    {
        if (escaped)
            return idOf(decoders::unescaped(raw), false);
        const quint32 before = m_last;
        const quint32 id = numberOf(raw);
        ++m_asked;
        if (id == others || !m_came[id - 1])
            ++m_fresh;
        else if (id != before)
            m_fresh = m_asked = 0;
        if (id != others)
            m_came[id - 1] = true;
        m_last = id == others ? before : id;
        return id;
    }

    //! The same for a key that is known from elsewhere: it does not count as one that came.
    quint32 numberOf(QByteArrayView raw)
    {
        const QByteArrayView shortened = raw.first(std::min(raw.size(), maxBytes));
        const std::string_view view(shortened.data(), static_cast<std::size_t>(shortened.size()));
        if (m_last != none && m_names[m_last - 1] == view)
            return m_last;
        if (const auto known = m_ids.find(view); known != m_ids.end())
            return known->second;
        if (m_names.size() >= most || !m_budget->take(2 * shortened.size()))
            return others;
        m_names.emplace_back(view);
        const auto id = static_cast<quint32>(m_names.size());
        m_came.push_back(false);
        m_ids.emplace(m_names.back(), id);
        return id;
    }

    //! True when many keys came one after the other, each for a while, and none came back: these tell no things apart.
    [[nodiscard]] bool neverReturn() const { return m_fresh >= many && m_asked >= 2 * m_fresh; }

    //! The key as it came, shortened to maxBytes; empty for *none*, *others* and what is no number of a key here.
    [[nodiscard]] QByteArrayView bytes(quint32 id) const
    {
        return id == none || id > m_names.size() ? QByteArrayView() : QByteArrayView(m_names[id - 1]);
    }
    [[nodiscard]] QString name(quint32 id) const { return QString::fromUtf8(bytes(id)); }

private:
    struct Hash : std::hash<std::string_view>
    {
        using is_transparent = void;
    };
    static constexpr int many = 48;

    TextBudget *m_budget;
    int m_fresh = 0; // New keys since an old one came back.
    int m_asked = 0; // Since then.
    std::unordered_map<std::string, quint32, Hash, std::equal_to<>> m_ids;
    std::vector<std::string> m_names;
    std::vector<bool> m_came; // In a message, not only in what was read again.
    quint32 m_last = none; // Feeds often send one key many times.
};

} // namespace fields
