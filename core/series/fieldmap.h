// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/series/discovery.h"
#include "core/series/keynames.h"

#include <array>
#include <utility>

namespace series {

//! Which series the values of each place go to: what was decided, made ready so that a known message is only looked up.
class FieldMap
{
public:
    FieldMap(FieldTree &tree, SeriesStore &store) : m_tree(tree), m_store(store) { }

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

    //! Adds \a sample to the series \a path that is split by \a key.
    void appendNamed(const QString &path, const QString &key, Sample sample);

private:
    static constexpr quint32 noSeries = 0xFFFF'FFFF;
    static constexpr std::size_t slotCount = 4;
    static constexpr int noSlot = -1;
    static constexpr quint32 keysOfAKind = KeyNames::others + 1;
    static constexpr quint32 mostKinds = 16;

    //! Where a field keeps the series of one key in one kind of message.
    static constexpr quint32 seriesIndex(quint32 key, quint32 kind)
    {
        return key + std::min(kind, mostKinds) * keysOfAKind;
    }

    //! A field that is drawn.
    struct Field
    {
        NodeId node = 0;
        quint32 decidedIn = 0; // Round; 0: not yet.
        NodeId keyNode = FieldTree::ignored;
        NodeId kindNode = FieldTree::ignored;
        NodeId timeNode = FieldTree::ignored;
        int keyUp = 0, kindUp = 0, timeUp = 0;
        int keySlot = noSlot, kindSlot = noSlot, timeSlot = noSlot;
        quint32 plainKind = KeyNames::none; // The kind that keeps the bare path: the most frequent one.
        QString path{};
        FieldKind kind = FieldKind::Measure;
        double rank = 0;
        bool isDrawable = false; // A value came, not only nulls.
        NodeId splitBy = FieldTree::ignored; // The text that began to vary and whose one value all samples so far had.
        std::vector<quint32> series{}; // By seriesIndex().
        std::vector<Observation> probation{}; // While too little was seen to tell its kind.
    };
    //! A string that did not vary yet, beside fields that have no key.
    struct Watch
    {
        QByteArray last{};
        int run = 0; // How often last came since it was counted.
        TextCounts counts{};
        std::vector<int> fields{};
        int judged = 0;

        void countRun()
        {
            if (run > 0)
                counts[last] += std::exchange(run, 0);
        }
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
    };
    struct ScopeState
    {
        std::array<quint32, slotCount> keys{};
        std::array<qint64, slotCount> times{};
    };

    void noteKeysAndTimes(const MessageFields &message);
    bool variesNow(Watch &watch, NodeId node, const FieldText &text);
    [[nodiscard]] quint32 keyAt(const MessageFields &message, quint32 instance, const Field &field) const;
    void deliver(const MessageFields &message, quint32 instance, Field &field, const FieldValue *value, qint64 wallNs);
    quint32 makeSeries(Field &field, quint32 key);
    [[nodiscard]] quint32 find(const QString &path, const QString &key) const;
    void apply(Field &field, const FieldDecision &decision);
    int keySlotOf(NodeId node);
    void assignSlots(Field &field);
    [[nodiscard]] QString pathOf(const Field &field, quint32 kind) const;
    void replaceSeries(Field &field);
    void watch(int field, const FieldDecision &decision);
    void judgeAgain(Field &field);
    [[nodiscard]] double rankOf(const Field &field) const;
    [[nodiscard]] double rankOf(const Field &field, quint32 index) const;
    Role &roleOf(NodeId node);

    FieldTree &m_tree;
    SeriesStore &m_store;
    std::vector<Role> m_roles; // By NodeId.
    std::vector<Field> m_fields;
    std::vector<KeyNames> m_keyNames;
    std::vector<Watch> m_watches;
    std::vector<ScopeState> m_scopes{}; // Of the message being fed.
    QHash<std::pair<QString, QString>, quint32> m_named; // Series that other formats made.
    quint32 m_round = 0;
};

} // namespace series
