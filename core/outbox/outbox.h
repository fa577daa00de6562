// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/messaging/sending.h"
#include "core/outbox/entry.h"

#include <array>
#include <deque>
#include <map>
#include <optional>
#include <set>

namespace outbox {

//! Messages that wait to be sent, and those whose fate is not known: states and their order, without a disk or a
//! socket.
//!
//! Everything that must survive is a Change: take them with takeChanges(), write them, and say committed(). Only then
//! is a message *queued*, *held*, or ready to be written. One thread.
class Outbox
{
public:
    //! What an acknowledgement was good for (D04).
    enum class Ack : quint8 { Accepted, Repeated, NotYetSent, Unknown };

    void setSettings(const messaging::OutboxSettings &settings, messaging::Guarantee guarantee);
    //! What the file held at the start. Rows that were on their way become unknown, or are sent again (D02).
    void adopt(const std::vector<Entry> &entries);
    //! Forgets everything without a Change: another address is opened.
    void clear();

    //! Takes a message; \a state is Queued, Held or Unknown (what was sent live and lost).
    [[nodiscard]] base::Expected<quint64, Refusal> add(
        ws::Opcode opcode, const QByteArray &payload, State state, qint64 wallNs, const QByteArray &messageId = {});

    // What a person asks for. \a done gets the entries as they were.
    bool release(quint64 id, qint64 wallNs);
    [[nodiscard]] std::vector<quint64> held() const;
    //! Nothing when it is unknown or a byte of it may be on its way (D08: cancelled xor sent).
    EntryPtr cancel(quint64 id);
    void restore(const EntryPtr &entry);

    // Sending, in order: next() → startWriting() → committed → ready() → handed() → taken() → proven() or lost().
    [[nodiscard]] EntryPtr next() const; //!< The first that is queued.
    void startWriting(quint64 id);
    [[nodiscard]] EntryPtr ready() const; //!< The first whose *writing* is committed and that was not handed over.
    void handed(quint64 id);
    void taken(quint64 id); //!< By the operating system: *sent*.
    void proven(quint64 id); //!< The peer has it. At least once, only an acknowledgement proves.
    void unsendable(quint64 id); //!< The connection will never take it.
    //! The link is gone: \a id was handed over and \a touched tells whether a byte of it may have left.
    void lost(quint64 id, bool touched);
    //! Whatever was on the way to be handed over goes back into the queue.
    void stopWriting();
    [[nodiscard]] std::vector<quint64> handedOver() const; //!< In order.
    //! At least once: to be sent again with the same id.
    void resend(quint64 id);
    Ack acknowledge(const QByteArray &messageId, quint64 *id = nullptr);

    //! Time went by. What waits longer than `keep` is refused, or unknown if it was written before; what was never
    //! acknowledged in that time is unknown.
    void expire(qint64 wallNs);
    //! The link is there: what is older than `maxAge` and never was on its way is held.
    void holdOld(qint64 wallNs);

    // The file.
    struct Writes
    {
        quint64 number = 0;
        std::vector<Change> changes;
    };
    [[nodiscard]] Writes takeChanges();
    [[nodiscard]] bool hasChanges() const { return !m_changes.empty(); }
    void committed(quint64 number);
    //! What these changes were to keep is not kept: the messages, to be refused with \a why. The other changes go out
    //! again with the next ones.
    [[nodiscard]] std::vector<EntryPtr> failed(quint64 number, Refusal why);

    [[nodiscard]] int count(State state) const { return m_counts[static_cast<std::size_t>(state)]; }
    [[nodiscard]] int beingWritten() const { return static_cast<int>(m_writing.size()); } //!< Not handed over yet.
    [[nodiscard]] int size() const { return static_cast<int>(m_slots.size()); }
    [[nodiscard]] qint64 bytes() const { return m_bytes; }
    //! Nothing waits to be sent by itself.
    [[nodiscard]] bool isFlushed() const { return m_queued.empty() && m_writing.empty() && count(State::Saving) == 0; }
    [[nodiscard]] EntryPtr find(quint64 id) const;
    [[nodiscard]] View view() const;
    //! Changes with everything a View shows.
    [[nodiscard]] quint64 generation() const { return m_generation; }

private:
    struct Slot
    {
        EntryPtr entry;
        State target = State::Queued; //!< Behind Saving.
        quint64 awaits = 0; //!< Number of the Writes that must be committed first; 0: none.
        bool handed = false;
    };
    using Slots = std::map<quint64, Slot>;

    void change(Slots::iterator slot, State state, bool persist, Refusal refusal = Refusal::None);
    void replace(Slot &slot, Entry entry, bool persist);
    void insert(const Entry &entry, State target);
    void remove(Slots::iterator slot, State finally);
    void note(Change::Kind kind, const EntryPtr &entry, bool stateOnly = false);
    [[nodiscard]] Change row(quint64 id, const EntryPtr &last) const;
    void index(quint64 id, State state, bool add);
    [[nodiscard]] bool isAcknowledged(const Entry &entry) const;

    messaging::OutboxSettings m_settings;
    messaging::Guarantee m_guarantee = messaging::Guarantee::AtMostOnce;
    Slots m_slots;
    std::set<quint64> m_queued, m_writing; //!< m_writing: committed or not, not handed over.
    std::map<QByteArray, std::set<quint64>>
        m_byMessageId; //!< A person may use an id twice: the oldest is acknowledged first.
    std::set<QByteArray> m_acknowledged; //!< The newest ids.
    std::deque<QByteArray> m_acknowledgedOrder;
    std::array<int, 8> m_counts{};
    qint64 m_bytes = 0;
    quint64 m_lastId = 0;
    quint64 m_lastWrites = 0;
    quint64 m_generation = 0;
    std::vector<Change> m_changes;
    std::map<quint64, std::vector<Change>> m_unwritten; //!< Taken and not committed.
    std::map<quint64, EntryPtr> m_again; //!< Could not be written.
    std::deque<EntryPtr> m_over;
};

} // namespace outbox
