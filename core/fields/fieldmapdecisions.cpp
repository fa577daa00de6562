// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/fieldmap.h"
#include "core/fields/fieldnames.h"
#include "core/fields/rereading.h"

#include <algorithm>
#include <map>
#include <ranges>

namespace fields {

static constexpr std::size_t sureAfter = 16; // Observations that show a kind well enough.

void FieldMap::decide(const std::vector<NodeId> &fields, Discovery &discovery)
{
    ++m_round;
    for (std::size_t i = 0; i < m_roles.size(); ++i) {
        if (m_roles[i].watch < 0)
            continue;
        const WatchedText &known = m_watches[static_cast<std::size_t>(m_roles[i].watch)];
        if (known.isFreeText())
            discovery.addFreeText(static_cast<NodeId>(i));
        else
            discovery.addPrior(static_cast<NodeId>(i), known.counts());
    }
    for (const NodeId node : fields) {
        const int index = m_roles[node].field;
        Field &field = m_fields[static_cast<std::size_t>(index)];
        if (field.decidedIn != 0)
            continue;
        const FieldDecision decision = discovery.decide(node);
        const auto seen = discovery.observations(node, decision.keyNode);
        field.decidedIn = m_round;
        apply(field, decision);
        watch(index, decision);
        if (seen.size() < sureAfter)
            field.probation = seen;
    }
    // A number that tells others apart is none to be drawn.
    for (const Field &field : m_fields) {
        const int number = field.key.isUsed() && field.decidedIn == m_round ? m_roles[field.key.node].field : -1;
        if (number < 0)
            continue;
        m_fields[static_cast<std::size_t>(number)].probation.clear();
        judgeAs(m_fields[static_cast<std::size_t>(number)], series::FieldKind::Identifier);
    }
}

void FieldMap::apply(Field &field, const FieldDecision &decision)
{
    const bool isNew = field.path.isEmpty();
    const bool keyChanged = !isNew && field.key.node != decision.keyNode;
    ++field.decisions;
    // The kind is chosen once for each key: its series have names by then, and numbers of another place mean nothing
    // here.
    if (isNew || keyChanged) {
        field.key = keySource(field, decision.keyNode);
        field.messageKind = keySource(field, decision.kindNode);
        field.plainKind
            = field.messageKind.isUsed() ? namesOf(field.messageKind).numberOf(decision.mainKind) : KeyNames::none;
    }
    field.time = timeSource(field, decision.timeNode);
    if (isNew) {
        field.path = m_tree.path(field.node);
        field.kind = decision.kind;
        field.rank = rankOf(field);
    }
    if (keyChanged)
        replaceSeries(field);
    if (isNew || keyChanged)
        watchSequence(field);
}

// A scope has room for few keys and times; more kinds of them in one place are not worth their cost.
FieldMap::Source FieldMap::keySource(const Field &field, NodeId node)
{
    if (node == FieldTree::ignored)
        return {};
    Role &role = roleOf(node); // Makes room for all places that exist, so the next call moves none.
    Role &scope = roleOf(m_tree.scope(node));
    if (role.keySlot == noSlot && scope.usedKeys < static_cast<qint8>(slotCount)) {
        role.keySlot = scope.usedKeys++;
        role.keyNames = static_cast<int>(m_keyNames.size());
        m_keyNames.emplace_back(m_texts);
    }
    return {.node = node, .up = m_tree.scopesUp(field.node, m_tree.scope(node)), .slot = role.keySlot};
}

FieldMap::Source FieldMap::timeSource(const Field &field, NodeId node)
{
    if (node == FieldTree::ignored)
        return {};
    Role &role = roleOf(node);
    Role &scope = roleOf(m_tree.scope(node));
    if (role.timeSlot == noSlot && scope.usedTimes < static_cast<qint8>(slotCount))
        role.timeSlot = scope.usedTimes++;
    return {.node = node, .up = m_tree.scopesUp(field.node, m_tree.scope(node)), .slot = role.timeSlot};
}

// The old series end. When all they hold belongs to one key, its new series continues them; else the earlier messages
// are to be read again.
void FieldMap::replaceSeries(Field &field)
{
    const std::vector<quint32> old = std::exchange(field.series, {});
    if (field.waitsForReading == 0 && std::ranges::all_of(old, [](quint32 id) { return id == noSeries; }))
        return;
    if (mayContinue(field, old)) {
        const WatchedText &watch = m_watches[static_cast<std::size_t>(m_roles[field.key.node].watch)];
        const QByteArray before = watch.counts().constBegin().key();
        const quint32 key = namesOf(field.key).numberOf(before.contains('\\') ? decoders::unescaped(before) : before);
        if (const quint32 id = makeSeries(field, seriesIndex(key, field.plainKind)); id != noSeries)
            m_store.inherit({id}, {old.front()});
    } else {
        m_late.push_back({static_cast<int>(&field - m_fields.data()), field.undecidedFrom, field.decidedIn});
        field.waitsForReading = field.decidedIn;
    }
    for (const quint32 id : old) {
        if (id != noSeries)
            m_store.supersede({id});
    }
}

// Not while the old series themselves wait for earlier messages: these would be lost.
bool FieldMap::mayContinue(const Field &field, const std::vector<quint32> &old) const
{
    if (!field.key.isUsed() || field.splitBy != field.key.node || field.waitsForReading != 0)
        return false;
    const auto rest = std::views::drop(old, 1); // Split by another key, or by kinds.
    if (old.empty() || old.front() == noSeries || std::ranges::any_of(rest, [](quint32 id) { return id != noSeries; }))
        return false;
    const int watch = m_roles[field.key.node].watch;
    return watch >= 0 && m_watches[static_cast<std::size_t>(watch)].counts().size() == 1;
}

void FieldMap::watch(int field, const FieldDecision &decision)
{
    if (m_fields[static_cast<std::size_t>(field)].decisions >= mostDecisions)
        return;
    for (const auto &[node, counts] : decision.constants) {
        Role &role = roleOf(node);
        if (role.watch < 0) {
            role.watch = static_cast<int>(m_watches.size());
            m_watches.emplace_back();
        }
        WatchedText &one = m_watches[static_cast<std::size_t>(role.watch)];
        if (one.isFreeText())
            continue;
        one.assign(counts, m_texts);
        if (const auto at = std::ranges::lower_bound(one.fields, field); at == one.fields.end() || *at != field)
            one.fields.insert(at, field);
    }
}

void FieldMap::judgeAgain(Field &field)
{
    const series::FieldKind kind = kindOf(m_tree.name(field.node), field.probation);
    if (field.probation.size() >= judgedAt.back())
        field.probation.clear();
    judgeAs(field, kind);
}

void FieldMap::judgeAs(Field &field, series::FieldKind kind)
{
    if (kind == field.kind)
        return;
    field.kind = kind;
    field.rank = rankOf(field);
    for (std::size_t index = 0; index < field.series.size(); ++index) {
        if (field.series[index] != noSeries)
            m_store.judge({field.series[index]}, kind, rankOf(field, static_cast<quint32>(index)));
    }
}

void FieldMap::preset(NodeId node, const FieldDecision &decision, quint64 before)
{
    roleOf(node).field = static_cast<int>(m_fields.size());
    m_fields.emplace_back();
    m_fields.back().node = node;
    m_fields.back().fedBefore = before;
    m_fields.back().decidedIn = ++m_round;
    apply(m_fields.back(), decision);
    m_fields.back().mayBeSequence = false; // Counted where it is live.
}

// All fields that wait are read in one go, each up to its own message.
std::unique_ptr<Rereading> FieldMap::takeRereading(const decoders::ReadingChoice &choice)
{
    auto reading = std::make_unique<Rereading>(choice);
    for (const LateField &late : std::exchange(m_late, {})) {
        const Field &field = m_fields[static_cast<std::size_t>(late.field)];
        if (late.before == 0 || field.waitsForReading != late.decidedIn)
            continue; // Decided once more meanwhile.
        // What has no slot here splits nothing here.
        FieldDecision decision;
        decision.keyNode = field.key.isUsed() ? field.key.node : FieldTree::ignored;
        decision.kindNode = field.messageKind.isUsed() ? field.messageKind.node : FieldTree::ignored;
        decision.timeNode = field.time.isUsed() ? field.time.node : FieldTree::ignored;
        decision.kind = field.kind;
        if (field.messageKind.isUsed())
            decision.mainKind = namesOf(field.messageKind).bytes(field.plainKind).toByteArray();
        reading->add(m_tree, field.node, decision, late);
    }
    return reading->entries().empty() ? nullptr : std::move(reading);
}

// Keys have other numbers there: their names join them.
quint32 FieldMap::translated(quint32 index, const Field &from, const FieldMap &there, const Field &to)
{
    const auto translate = [&](quint32 number, const Source &theirs, const Source &ours) {
        if (!theirs.isUsed() || !ours.isUsed() || number == KeyNames::none || number >= KeyNames::others)
            return ours.isUsed() ? number : KeyNames::none;
        return namesOf(ours).numberOf(there.namesOf(theirs).bytes(number));
    };
    const quint32 kind = index / keysOfAKind;
    return seriesIndex(translate(index % keysOfAKind, from.key, to.key),
        kind >= mostKinds && to.messageKind.isUsed() ? kind : translate(kind, from.messageKind, to.messageKind));
}

void FieldMap::adopt(const Rereading &reading)
{
    const FieldMap &there = reading.map();
    for (const Rereading::Entry &entry : reading.entries()) {
        Field &field = m_fields[static_cast<std::size_t>(entry.late.field)];
        if (field.waitsForReading != entry.late.decidedIn)
            continue; // Decided once more meanwhile: another reading comes.
        field.waitsForReading = 0;
        adopt(field, there.m_fields[static_cast<std::size_t>(there.m_roles[entry.node].field)], reading);
    }
}

// Several series there may be one here (*others*): their samples go in together, in order of time.
void FieldMap::adopt(Field &field, const Field &from, const Rereading &reading)
{
    std::map<quint32, std::vector<series::Sample>> samples; // By their index here.
    for (std::size_t index = 0; index < from.series.size(); ++index) {
        if (from.series[index] == noSeries)
            continue;
        auto &joined = samples[translated(static_cast<quint32>(index), from, reading.map(), field)];
        const std::vector<series::Sample> some = series::samplesOf(reading.store().view({from.series[index]}));
        const auto middle = static_cast<std::ptrdiff_t>(joined.size());
        joined.insert(joined.end(), some.begin(), some.end());
        std::ranges::inplace_merge(joined, joined.begin() + middle, {}, &series::Sample::timeNs);
    }
    for (const auto &[index, joined] : samples) {
        quint32 id = index < field.series.size() ? field.series[index] : noSeries;
        if (id == noSeries)
            id = makeSeries(field, index);
        if (id != noSeries)
            m_store.prepend({id}, joined);
    }
}

} // namespace fields
