// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outbox/outbox.h"

#include <algorithm>
#include <utility>

namespace outbox {

static constexpr std::size_t overKept = 50;

void Outbox::setSettings(const messaging::OutboxSettings &settings, messaging::Guarantee guarantee)
{
    m_settings = settings;
    m_guarantee = guarantee;
}

bool Outbox::isAcknowledged(const Entry &entry) const
{
    return m_guarantee == messaging::Guarantee::AtLeastOnce && !entry.messageId.isEmpty();
}

void Outbox::adopt(const std::vector<Entry> &entries)
{
    for (Entry entry : entries) {
        if (m_slots.contains(entry.id))
            continue;
        const bool wasOnItsWay = entry.state == State::Writing || entry.state == State::Sent;
        if (wasOnItsWay)
            entry.state = isAcknowledged(entry) ? State::Queued : State::Unknown;
        insert(entry, entry.state);
    }
}

void Outbox::clear()
{
    const quint64 generation = m_generation + 1, lastWrites = m_lastWrites;
    *this = Outbox();
    m_generation = generation;
    m_lastWrites = lastWrites;
}

base::Expected<quint64, Refusal> Outbox::add(
    ws::Opcode opcode, const QByteArray &payload, State state, qint64 wallNs, const QByteArray &messageId)
{
    // What was sent already and lost is always listed.
    const bool full = size() >= m_settings.messages || m_bytes + payload.size() > m_settings.bytes.bytes;
    if (full && state != State::Unknown)
        return base::Unexpected{Refusal::Full};
    Entry entry{.id = m_lastId + 1,
        .opcode = opcode,
        .payload = payload,
        .enqueuedNs = wallNs,
        .state = State::Saving,
        .messageId = messageId};
    if (state == State::Unknown)
        entry.attempts = 1;
    insert(entry, state);
    // The row holds what the message is to become: what was committed is queued, whoever reads the file.
    Entry row = entry;
    row.state = state;
    m_changes.push_back({.kind = Change::Kind::Put, .entry = std::make_shared<const Entry>(std::move(row))});
    m_slots.at(entry.id).awaits = m_lastWrites + 1;
    return entry.id;
}

void Outbox::insert(const Entry &entry, State target)
{
    m_lastId = std::max(m_lastId, entry.id);
    m_bytes += entry.payload.size();
    m_slots.insert_or_assign(entry.id, Slot{.entry = std::make_shared<const Entry>(entry), .target = target});
    if (!entry.messageId.isEmpty())
        m_byMessageId[entry.messageId].insert(entry.id);
    index(entry.id, entry.state, true);
    ++m_generation;
}

void Outbox::index(quint64 id, State state, bool add)
{
    m_counts[static_cast<std::size_t>(state)] += add ? 1 : -1;
    std::set<quint64> *ids = state == State::Queued ? &m_queued : state == State::Writing ? &m_writing : nullptr;
    if (ids && add)
        ids->insert(id);
    else if (ids)
        ids->erase(id);
}

void Outbox::note(Change::Kind kind, const EntryPtr &entry, bool stateOnly)
{
    m_changes.push_back({.kind = kind, .entry = entry, .stateOnly = stateOnly});
}

void Outbox::replace(Slot &slot, Entry entry, bool persist)
{
    index(entry.id, slot.entry->state, false);
    index(entry.id, entry.state, true);
    slot.entry = std::make_shared<const Entry>(std::move(entry));
    if (persist)
        note(Change::Kind::Put, slot.entry, true);
    ++m_generation;
}

void Outbox::change(Slots::iterator slot, State state, bool persist, Refusal refusal)
{
    Entry entry = *slot->second.entry;
    entry.state = state;
    entry.refusal = refusal;
    replace(slot->second, std::move(entry), persist);
}

void Outbox::remove(Slots::iterator slot, State finally)
{
    Entry entry = *slot->second.entry;
    note(Change::Kind::Remove, slot->second.entry);
    index(entry.id, entry.state, false);
    m_bytes -= entry.payload.size();
    if (const auto known = m_byMessageId.find(entry.messageId); known != m_byMessageId.end()) {
        known->second.erase(entry.id);
        if (known->second.empty())
            m_byMessageId.erase(known);
    }
    m_slots.erase(slot);
    entry.state = finally;
    m_over.push_front(std::make_shared<const Entry>(std::move(entry)));
    if (m_over.size() > overKept)
        m_over.pop_back();
    ++m_generation;
}

// What a person asks for.

bool Outbox::release(quint64 id, qint64 wallNs)
{
    const auto slot = m_slots.find(id);
    if (slot == m_slots.end())
        return false;
    const State state = slot->second.entry->state;
    if (state == State::Saving && slot->second.target == State::Held) {
        slot->second.target = State::Queued;
    } else if (state != State::Held && state != State::Unknown && state != State::Refused) {
        return false;
    }
    Entry entry = *slot->second.entry;
    entry.releasedNs = wallNs;
    entry.refusal = Refusal::None;
    entry.state = state == State::Saving ? State::Saving : State::Queued;
    replace(slot->second, entry, state != State::Saving);
    if (state == State::Saving) { // The row behind the one being written says so.
        entry.state = State::Queued;
        note(Change::Kind::Put, std::make_shared<const Entry>(entry), true);
    }
    return true;
}

std::vector<quint64> Outbox::held() const
{
    std::vector<quint64> ids;
    for (const auto &[id, slot] : m_slots) {
        const State state = slot.entry->state == State::Saving ? slot.target : slot.entry->state;
        if (state == State::Held)
            ids.push_back(id);
    }
    return ids;
}

EntryPtr Outbox::cancel(quint64 id)
{
    const auto slot = m_slots.find(id);
    if (slot == m_slots.end() || slot->second.handed)
        return {};
    const EntryPtr entry = slot->second.entry;
    // One that waits to be sent a second time may have arrived the first time.
    remove(slot, entry->attempts > (entry->state == State::Writing ? 1 : 0) ? State::Unknown : State::Cancelled);
    return entry;
}

void Outbox::restore(const EntryPtr &entry)
{
    if (m_slots.contains(entry->id))
        return;
    Entry again = *entry;
    // What was on its way to be written when it was taken out is a person's to release.
    if (again.state != State::Unknown && again.state != State::Refused)
        again.state = State::Held;
    insert(again, again.state);
    note(Change::Kind::Put, m_slots.at(again.id).entry);
    std::erase_if(m_over, [&](const EntryPtr &over) { return over->id == entry->id; });
}

EntryPtr Outbox::find(quint64 id) const
{
    const auto slot = m_slots.find(id);
    return slot == m_slots.end() ? nullptr : slot->second.entry;
}

View Outbox::view() const
{
    View view;
    view.waiting.reserve(m_slots.size());
    for (const auto &[id, slot] : m_slots)
        view.waiting.push_back(slot.entry);
    view.over.assign(m_over.begin(), m_over.end());
    return view;
}

} // namespace outbox
