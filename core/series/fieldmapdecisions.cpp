// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/series/fieldmap.h"
#include "core/series/fieldnames.h"
#include "core/series/rereading.h"

#include <algorithm>

namespace series {

static constexpr std::size_t sureAfter = 16; // Observations that show a kind well enough.

void FieldMap::decide(const std::vector<NodeId> &fields, Discovery &discovery)
{
    ++m_round;
    for (std::size_t i = 0; i < m_roles.size(); ++i) {
        if (m_roles[i].watch < 0)
            continue;
        Watch &known = m_watches[static_cast<std::size_t>(m_roles[i].watch)];
        discovery.addPrior(static_cast<NodeId>(i), known.counts);
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
}

void FieldMap::apply(Field &field, const FieldDecision &decision)
{
    const bool isNew = field.path.isEmpty();
    const bool keyChanged = !isNew && field.keyNode != decision.keyNode;
    field.keyNode = decision.keyNode;
    field.timeNode = decision.timeNode;
    // The kind is chosen once: its series have names by then.
    if (isNew || keyChanged)
        field.kindNode = decision.kindNode;
    if (isNew) {
        field.path = m_tree.path(field.node);
        field.kind = decision.kind;
        field.rank = rankOf(field);
    }
    assignSlots(field);
    if (field.kindSlot != noSlot && field.plainKind == KeyNames::none)
        field.plainKind = m_keyNames[static_cast<std::size_t>(roleOf(field.kindNode).keyNames)].idOf(
            decision.mainKind, decision.mainKind.contains('\\'));
    if (keyChanged)
        replaceSeries(field);
}

// A scope has room for few keys and times; more kinds of them in one place are not worth their cost.
int FieldMap::keySlotOf(NodeId node)
{
    Role &role = roleOf(node);
    Role &scope = roleOf(m_tree.scope(node));
    if (role.keySlot == noSlot && scope.usedKeys < static_cast<qint8>(slotCount)) {
        role.keySlot = scope.usedKeys++;
        role.keyNames = static_cast<int>(m_keyNames.size());
        m_keyNames.emplace_back();
    }
    return role.keySlot;
}

void FieldMap::assignSlots(Field &field)
{
    field.keySlot = field.kindSlot = field.timeSlot = noSlot;
    if (field.kindNode != FieldTree::ignored) {
        field.kindSlot = keySlotOf(field.kindNode);
        field.kindUp = m_tree.scopesUp(field.node, m_tree.scope(field.kindNode));
    }
    if (field.keyNode != FieldTree::ignored) {
        field.keySlot = keySlotOf(field.keyNode);
        field.keyUp = m_tree.scopesUp(field.node, m_tree.scope(field.keyNode));
    }
    if (field.timeNode != FieldTree::ignored) {
        Role &role = roleOf(field.timeNode);
        Role &scope = roleOf(m_tree.scope(field.timeNode));
        if (role.timeSlot == noSlot && scope.usedTimes < static_cast<qint8>(slotCount))
            role.timeSlot = scope.usedTimes++;
        field.timeSlot = role.timeSlot;
        field.timeUp = m_tree.scopesUp(field.node, m_tree.scope(field.timeNode));
    }
}

// The old series end. When all they hold belongs to one key, its new series continues them; else the earlier messages
// are to be read again.
void FieldMap::replaceSeries(Field &field)
{
    const std::vector<quint32> old = std::exchange(field.series, {});
    auto entries = m_store.catalogue()->entries;
    for (const quint32 id : old) {
        if (id != noSeries)
            entries[id].superseded = true;
    }
    m_store.setEntries(std::move(entries));
    if (std::ranges::all_of(old, [](quint32 id) { return id == noSeries; }))
        return;
    const Role *const role = field.keyNode == FieldTree::ignored ? nullptr : &m_roles[field.keyNode];
    const bool continues = role != nullptr && role->watch >= 0 && field.splitBy == field.keyNode && field.keySlot >= 0
        && old.front() != noSeries && m_watches[static_cast<std::size_t>(role->watch)].counts.size() == 1;
    if (!continues) {
        m_late.push_back({static_cast<int>(&field - m_fields.data()), field.undecidedFrom, field.decidedIn});
        return;
    }
    const TextCounts &counts = m_watches[static_cast<std::size_t>(role->watch)].counts;
    const QByteArray before = counts.constBegin().key();
    const quint32 key = m_keyNames[static_cast<std::size_t>(role->keyNames)].idOf(before, before.contains('\\'));
    if (const quint32 id = makeSeries(field, seriesIndex(key, field.plainKind)); id != noSeries)
        m_store.inherit({id}, {old.front()});
}

void FieldMap::watch(int field, const FieldDecision &decision)
{
    for (const auto &[node, counts] : decision.constants) {
        Role &role = roleOf(node);
        if (role.watch < 0) {
            role.watch = static_cast<int>(m_watches.size());
            m_watches.emplace_back();
        }
        Watch &one = m_watches[static_cast<std::size_t>(role.watch)];
        one.counts = counts;
        if (counts.size() == 1)
            one.last = counts.constBegin().key();
        one.fields.push_back(field);
    }
}

void FieldMap::judgeAgain(Field &field)
{
    const FieldKind kind = kindOf(m_tree.name(field.node), field.probation);
    if (field.probation.size() >= judgedAt.back())
        field.probation.clear();
    if (kind == field.kind)
        return;
    field.kind = kind;
    field.rank = rankOf(field);
    auto entries = m_store.catalogue()->entries;
    for (std::size_t key = 0; key < field.series.size(); ++key) {
        if (field.series[key] == noSeries)
            continue;
        SeriesEntry &entry = entries[field.series[key]];
        entry.kind = kind;
        entry.rank = rankOf(field, static_cast<quint32>(key));
    }
    m_store.setEntries(std::move(entries));
}

void FieldMap::preset(NodeId node, const FieldDecision &decision)
{
    roleOf(node).field = static_cast<int>(m_fields.size());
    m_fields.emplace_back();
    m_fields.back().node = node;
    m_fields.back().decidedIn = ++m_round;
    apply(m_fields.back(), decision);
}

// Fields that wait for the same messages are read in one go.
std::vector<std::unique_ptr<Rereading>> FieldMap::takeRereadings()
{
    std::vector<std::unique_ptr<Rereading>> readings;
    for (const LateField &late : std::exchange(m_late, {})) {
        const Field &field = m_fields[static_cast<std::size_t>(late.field)];
        if (late.before == 0 || field.decidedIn != late.decidedIn)
            continue; // Decided once more meanwhile.
        const auto same = std::ranges::find(readings, late.before, [](const auto &one) { return one->before(); });
        Rereading &reading = same != readings.end() ? **same : *readings.emplace_back(new Rereading(late.before));
        FieldDecision decision;
        decision.keyNode = field.keyNode;
        decision.kindNode = field.kindNode;
        decision.timeNode = field.timeNode;
        decision.kind = field.kind;
        if (field.kindSlot != noSlot)
            decision.mainKind
                = m_keyNames[static_cast<std::size_t>(m_roles[field.kindNode].keyNames)].name(field.plainKind).toUtf8();
        reading.add(m_tree, field.node, decision, late);
    }
    return readings;
}

// Keys have other numbers there: their names join them.
quint32 FieldMap::translated(quint32 index, const Field &from, const FieldMap &there, const Field &to)
{
    const auto translate = [&](quint32 number, NodeId fromNode, NodeId toNode, int toSlot) {
        if (number == KeyNames::none || number >= KeyNames::others || toSlot == noSlot)
            return number;
        const QByteArray name
            = there.m_keyNames[static_cast<std::size_t>(there.m_roles[fromNode].keyNames)].name(number).toUtf8();
        return m_keyNames[static_cast<std::size_t>(m_roles[toNode].keyNames)].idOf(name, false);
    };
    const quint32 kind = index / keysOfAKind;
    return seriesIndex(translate(index % keysOfAKind, from.keyNode, to.keyNode, to.keySlot),
        kind >= mostKinds ? kind : translate(kind, from.kindNode, to.kindNode, to.kindSlot));
}

void FieldMap::adopt(const Rereading &reading)
{
    for (const Rereading::Entry &entry : reading.entries()) {
        Field &field = m_fields[static_cast<std::size_t>(entry.late.field)];
        if (field.decidedIn != entry.late.decidedIn)
            continue;
        const FieldMap &there = reading.map();
        const Field &from = there.m_fields[static_cast<std::size_t>(there.m_roles[entry.node].field)];
        for (std::size_t index = 0; index < from.series.size(); ++index) {
            if (from.series[index] == noSeries)
                continue;
            const quint32 here = translated(static_cast<quint32>(index), from, there, field);
            quint32 id = here < field.series.size() ? field.series[here] : noSeries;
            if (id == noSeries)
                id = makeSeries(field, here);
            if (id != noSeries)
                m_store.prepend({id}, reading.store().view({from.series[index]}));
        }
    }
}

} // namespace series
