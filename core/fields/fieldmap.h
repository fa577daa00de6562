// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decoders/readingchoice.h"
#include "core/fields/discovery.h"
#include "core/fields/eventclock.h"
#include "core/fields/keynames.h"
#include "core/fields/sequencewatch.h"
#include "core/fields/watchedtext.h"

#include <array>
#include <limits>
#include <memory>
#include <optional>
#include <utility>

namespace fields {

class Rereading;

//! A field whose key was decided when samples of it were stored already.
struct LateField
{
    int field = -1; //!< Of the map that decided.
    quint64 before = 0; //!< Messages before this one have to be read again.
    quint32 decidedIn = 0; //!< Round of the decision.
};

//! Which series the values of each place go to: what was decided, made ready so that a known message is only looked up.
class FieldMap
{
public:
    FieldMap(FieldTree &tree, series::SeriesStore &store) : m_tree(tree), m_store(store) { }

    //! True when \a message holds something that nobody decided about yet.
    [[nodiscard]] bool hasUndecided(const MessageFields &message);
    //! Appends the values of \a message to their series; only of fields decided after round \a since.
    void feed(const MessageFields &message, qint64 wallNs, quint32 since);
    //! Decides the undecided fields among \a messages' values with what \a discovery saw.
    void decide(const std::vector<NodeId> &fields, Discovery &discovery);
    //! Undecided fields of \a message, added to \a fields.
    void collectUndecided(const MessageFields &message, std::vector<NodeId> &fields);
    //! Counts decisions; a message held in one round is fed to fields decided in a later one.
    [[nodiscard]] quint32 round() const { return m_round; }

    //! Which message comes: ascending numbers. 0: they are not numbered, and nothing can be read again.
    void setPosition(quint64 position) { m_position = position; }
    //! True when a decision came late and its earlier messages were not read again yet.
    [[nodiscard]] bool hasLate() const { return !m_late.empty(); }
    //! What has to be read again since this was called last, in one go; to be done on any thread, then adopted. Null:
    //! nothing.
    [[nodiscard]] std::unique_ptr<Rereading> takeRereading(const decoders::ReadingChoice &choice);
    //! Puts what \a reading found before the samples of the same series.
    void adopt(const Rereading &reading);
    //! Decides the field at \a node without having seen it; only messages before number \a before are fed to it.
    void preset(NodeId node, const FieldDecision &decision, quint64 before);

    //! Bytes of foreign texts that are remembered.
    [[nodiscard]] qint64 textBytes() const { return TextBudget::standard - m_texts.left(); }

    //! The event times of \a message were received at \a wallNs; when its fields are decided, but not fed yet.
    void observeClocks(const MessageFields &message, qint64 wallNs);
    //! The feed began anew, maybe with another clock.
    void resetClocks();
    //! Where event times are taken from, and how far that clock is from ours.
    struct ClockFacts
    {
        QString path{};
        qint64 offsetNs = 0;
        double drift = 0; //!< Millionths.
        friend bool operator==(const ClockFacts &, const ClockFacts &) = default;
    };
    [[nodiscard]] QList<ClockFacts> clocks() const;
    //! The sequence numbers that were found.
    [[nodiscard]] QList<SequenceFacts> sequences() const;

private:
    static constexpr quint32 noSeries = 0xFFFF'FFFF;
    static constexpr std::size_t slotCount = 4;
    static constexpr int noSlot = -1;
    static constexpr quint32 keysOfAKind = KeyNames::others + 1;
    static constexpr quint32 mostKinds = 16;
    static constexpr int mostDecisions = 256; // Of one field: then it stays as it is.
    static constexpr std::array<std::size_t, 4> judgedAt{5, 10, 20, 64}; // Of a slow feed, by how many values came.

    //! Where a field keeps the series of one key in one kind of message.
    static constexpr quint32 seriesIndex(quint32 key, quint32 kind)
    {
        return key + std::min(kind, mostKinds) * keysOfAKind;
    }

    //! Where a field finds its key, kind or time: how many scopes outwards, and in which slot of that scope.
    struct Source
    {
        NodeId node = FieldTree::ignored;
        int up = 0;
        int slot = noSlot;
        [[nodiscard]] bool isUsed() const { return slot != noSlot; }
    };

    //! A field that is drawn.
    struct Field
    {
        NodeId node = 0;
        quint32 decidedIn = 0; // Round; 0: not yet.
        quint64 undecidedFrom = 0; // The message that asked for a new decision.
        quint64 fedBefore = std::numeric_limits<quint64>::max(); // Later messages are not its own.
        int decisions = 0;
        quint32 waitsForReading = 0; // Round of a decision whose earlier messages are not there yet.
        Source key{}, messageKind{}, time{};
        quint32 plainKind = KeyNames::none; // The kind that keeps the bare path: the most frequent one.
        QString path{};
        series::FieldKind kind = series::FieldKind::Measure;
        double rank = 0;
        quint8 unit = 0; // Of its first value that had one.
        bool isDrawable = false; // A value came, not only nulls.
        NodeId splitBy = FieldTree::ignored; // The text that began to vary and whose one value all samples so far had.
        std::vector<quint32> series{}; // By seriesIndex().
        std::vector<Observation> probation{}; // While too little was seen to tell its kind.
        std::unique_ptr<SequenceWatch> sequence{};
        bool mayBeSequence = false; // Until its values said no.
        NodeId rangeFrom = FieldTree::ignored; // The first of the numbers that a message covers stands there,
        bool isAfterFrom = false; // or the one before it.
    };
    //! What a place is good for.
    struct Role
    {
        int field = -1;
        int keyNames = -1;
        int watch = -1;
        qint8 keySlot = noSlot;
        qint8 timeSlot = noSlot;
        qint8 usedKeys = 0, usedTimes = 0; // Of a scope's place.
        int clock = -1;
    };
    struct ScopeState
    {
        std::array<quint32, slotCount> keys{};
        std::array<qint64, slotCount> times{};
    };

    void noteKeysAndTimes(const MessageFields &message, qint64 wallNs);
    [[nodiscard]] qint64 ourTime(Role &role, std::optional<qint64> eventNs, qint64 wallNs);
    bool variesNow(WatchedText &watch, NodeId node, QByteArrayView text);
    //! Asks for another decision about every field that \a node splits: it tells no things apart.
    bool undoKey(NodeId node);
    void askAgain(Field &field, NodeId splitBy);
    [[nodiscard]] quint32 keyAt(const MessageFields &message, quint32 instance, const Field &field) const;
    void deliver(const MessageFields &message, quint32 instance, Field &field, const FieldValue *value, qint64 wallNs);
    quint32 makeSeries(Field &field, quint32 key);
    void noteSequence(
        const MessageFields &message, quint32 instance, Field &field, quint32 key, const FieldValue &value);
    void watchSequence(Field &field);
    void apply(Field &field, const FieldDecision &decision);
    //! The strings that \a source has had; only of one that is used.
    [[nodiscard]] const KeyNames &namesOf(const Source &source) const;
    [[nodiscard]] KeyNames &namesOf(const Source &source);
    [[nodiscard]] Source keySource(const Field &field, NodeId node);
    [[nodiscard]] Source timeSource(const Field &field, NodeId node);
    [[nodiscard]] QString pathOf(const Field &field, quint32 kind) const;
    void replaceSeries(Field &field);
    [[nodiscard]] bool mayContinue(const Field &field, const std::vector<quint32> &old) const;
    [[nodiscard]] quint32 translated(quint32 index, const Field &from, const FieldMap &there, const Field &to);
    void adopt(Field &field, const Field &from, const Rereading &reading);
    void watch(int field, const FieldDecision &decision);
    void judgeAgain(Field &field);
    void judgeAs(Field &field, series::FieldKind kind);
    [[nodiscard]] double rankOf(const Field &field) const;
    [[nodiscard]] double rankOf(const Field &field, quint32 index) const;
    Role &roleOf(NodeId node);

    FieldTree &m_tree;
    series::SeriesStore &m_store;
    TextBudget m_texts;
    std::vector<Role> m_roles; // By NodeId.
    std::vector<Field> m_fields;
    std::vector<KeyNames> m_keyNames;
    std::vector<WatchedText> m_watches;
    std::vector<EventClock> m_clocks;
    std::vector<ScopeState> m_scopes{}; // Of the message being fed.
    quint32 m_round = 0;
    quint64 m_position = 0;
    std::vector<LateField> m_late;
};

} // namespace fields
