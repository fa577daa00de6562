// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outbox/outbox.h"

#include <algorithm>
#include <utility>

// From *queued* to the peer, and what time does to what waits.

namespace outbox {

static constexpr std::size_t acknowledgedKept = 10'000;

EntryPtr Outbox::next() const { return m_queued.empty() ? nullptr : find(*m_queued.begin()); }

void Outbox::startWriting(quint64 id)
{
    const auto slot = m_slots.find(id);
    if (slot == m_slots.end() || slot->second.entry->state != State::Queued)
        return;
    Entry entry = *slot->second.entry;
    entry.state = State::Writing;
    ++entry.attempts;
    replace(slot->second, std::move(entry), true);
    slot->second.awaits = m_lastWrites + 1;
}

EntryPtr Outbox::ready() const
{
    if (m_writing.empty())
        return {};
    const Slot &slot = m_slots.at(*m_writing.begin());
    return slot.awaits == 0 ? slot.entry : nullptr;
}

void Outbox::handed(quint64 id)
{
    if (const auto slot = m_slots.find(id); slot != m_slots.end()) {
        slot->second.handed = true;
        m_writing.erase(id);
    }
}

void Outbox::taken(quint64 id)
{
    // The row goes on saying *writing*: what it means after a crash is the same, and a write is saved.
    // An earlier attempt may be heard of while the next one is being written.
    const auto slot = m_slots.find(id);
    if (slot != m_slots.end() && slot->second.handed && slot->second.entry->state == State::Writing)
        change(slot, State::Sent, false);
}

void Outbox::proven(quint64 id)
{
    const auto slot = m_slots.find(id);
    if (slot != m_slots.end() && slot->second.handed && !isAcknowledged(*slot->second.entry))
        remove(slot, State::Sent);
}

void Outbox::unsendable(quint64 id)
{
    if (const auto slot = m_slots.find(id); slot != m_slots.end())
        change(slot, State::Refused, true, Refusal::CannotBeSent);
}

void Outbox::lost(quint64 id, bool touched)
{
    const auto slot = m_slots.find(id);
    if (slot == m_slots.end() || !slot->second.handed)
        return;
    slot->second.handed = false;
    const bool again = !touched || isAcknowledged(*slot->second.entry);
    change(slot, again ? State::Queued : State::Unknown, true);
}

void Outbox::stopWriting()
{
    for (const quint64 id : std::set<quint64>(m_writing)) {
        const auto slot = m_slots.find(id);
        slot->second.awaits = 0;
        Entry entry = *slot->second.entry;
        entry.state = State::Queued;
        --entry.attempts;
        replace(slot->second, std::move(entry), true);
    }
}

std::vector<quint64> Outbox::handedOver() const
{
    std::vector<quint64> ids;
    for (const auto &[id, slot] : m_slots) {
        if (slot.handed)
            ids.push_back(id);
    }
    return ids;
}

void Outbox::resend(quint64 id)
{
    const auto slot = m_slots.find(id);
    if (slot == m_slots.end() || !slot->second.handed || !isAcknowledged(*slot->second.entry))
        return;
    slot->second.handed = false;
    change(slot, State::Queued, true);
}

Outbox::Ack Outbox::acknowledge(const QByteArray &messageId, quint64 *id)
{
    const auto known = m_byMessageId.find(messageId);
    if (known == m_byMessageId.end())
        return m_acknowledged.contains(messageId) ? Ack::Repeated : Ack::Unknown;
    const auto sent = std::ranges::find_if(known->second, [this](quint64 each) {
        const Slot &slot = m_slots.at(each);
        return slot.handed || slot.entry->attempts > (slot.entry->state == State::Writing ? 1 : 0);
    });
    if (sent == known->second.end())
        return m_acknowledged.contains(messageId) ? Ack::Repeated : Ack::NotYetSent;
    const auto slot = m_slots.find(*sent);
    if (id)
        *id = slot->first;
    remove(slot, State::Sent);
    if (m_acknowledged.insert(messageId).second)
        m_acknowledgedOrder.push_back(messageId);
    if (m_acknowledgedOrder.size() > acknowledgedKept) {
        m_acknowledged.erase(m_acknowledgedOrder.front());
        m_acknowledgedOrder.pop_front();
    }
    return Ack::Accepted;
}

void Outbox::expire(qint64 wallNs)
{
    const qint64 before = wallNs - m_settings.keep.count();
    for (auto slot = m_slots.begin(); slot != m_slots.end(); ++slot) {
        const Entry &entry = *slot->second.entry;
        const bool waits = entry.state == State::Queued || entry.state == State::Held;
        const bool unacknowledged = entry.state == State::Sent && isAcknowledged(entry);
        if (!(waits || unacknowledged) || std::max(entry.enqueuedNs, entry.releasedNs) >= before)
            continue;
        slot->second.handed = false;
        if (entry.attempts > 0)
            change(slot, State::Unknown, true);
        else
            change(slot, State::Refused, true, Refusal::TooOld);
    }
}

void Outbox::holdOld(qint64 wallNs)
{
    const qint64 before = wallNs - m_settings.maxAge.count();
    for (const quint64 id : std::set<quint64>(m_queued)) {
        const auto slot = m_slots.find(id);
        const Entry &entry = *slot->second.entry;
        const bool resent = entry.attempts > 0 && isAcknowledged(entry);
        if (!resent && std::max(entry.enqueuedNs, entry.releasedNs) < before)
            change(slot, State::Held, true);
    }
}

} // namespace outbox
