// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outbox/outbox.h"

#include <algorithm>
#include <utility>

// What goes into the file, and what becomes of a message when it did or did not get there.

namespace outbox {

Outbox::Writes Outbox::takeChanges()
{
    if (m_changes.empty())
        return {};
    std::vector<Change> changes = std::exchange(m_changes, {});
    // What could not be written is written as it is now: a later change of the same message may have got through.
    for (const auto &[id, entry] : std::exchange(m_again, {}))
        changes.push_back(row(id, entry));
    m_unwritten.emplace(++m_lastWrites, changes);
    return {.number = m_lastWrites, .changes = std::move(changes)};
}

Change Outbox::row(quint64 id, const EntryPtr &last) const
{
    const auto slot = m_slots.find(id);
    if (slot == m_slots.end())
        return {.kind = Change::Kind::Remove, .entry = last};
    Entry entry = *slot->second.entry;
    if (entry.state == State::Saving)
        entry.state = slot->second.target;
    return {.kind = Change::Kind::Put, .entry = std::make_shared<const Entry>(std::move(entry))};
}

void Outbox::committed(quint64 number)
{
    m_unwritten.erase(m_unwritten.begin(), m_unwritten.upper_bound(number));
    for (auto slot = m_slots.begin(); slot != m_slots.end(); ++slot) {
        if (slot->second.awaits == 0 || slot->second.awaits > number)
            continue;
        slot->second.awaits = 0;
        if (slot->second.entry->state == State::Saving)
            change(slot, slot->second.target, false);
    }
}

std::vector<EntryPtr> Outbox::failed(quint64 number, Refusal why)
{
    std::vector<EntryPtr> refused;
    std::vector<quint64> saving;
    for (auto slot = m_slots.begin(); slot != m_slots.end(); ++slot) {
        if (slot->second.awaits == 0 || slot->second.awaits > number)
            continue;
        slot->second.awaits = 0;
        // What the file does not call *writing* must not be written: after a crash it would go out a second time.
        if (slot->second.entry->state == State::Writing)
            change(slot, State::Held, false, why);
        else if (slot->second.entry->state == State::Saving && slot->second.target == State::Unknown)
            change(slot, State::Unknown, false, why); // It is listed all the same.
        else if (slot->second.entry->state == State::Saving)
            saving.push_back(slot->first);
    }
    for (const quint64 id : saving) {
        const auto slot = m_slots.find(id);
        refused.push_back(slot->second.entry);
        remove(slot, State::Refused);
        m_over.pop_front(); // It goes back to where it was written.
        m_changes.pop_back(); // There is no row.
    }
    for (auto writes = m_unwritten.begin(); writes != m_unwritten.upper_bound(number);
         writes = m_unwritten.erase(writes)) {
        for (const Change &change : writes->second) {
            if (std::ranges::find(saving, change.entry->id) == saving.end())
                m_again.insert_or_assign(change.entry->id, change.entry);
        }
    }
    return refused;
}

} // namespace outbox
