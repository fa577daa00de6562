// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/fieldmap.h"

#include "core/decoders/numbertext.h"
#include "core/fields/eventtime.h"
#include "core/fields/fieldnames.h"

#include <algorithm>
#include <utility>

namespace fields {

namespace {

constexpr qint64 noTime = EventClock::noTime;
constexpr int maxJudgements = 64; // How often one string may ask for a new decision.

// Walks out of \a instance through \a up scopes.
quint32 outwards(const MessageFields &message, quint32 instance, int up)
{
    for (; up > 0; --up)
        instance = message.scopes[instance].parent;
    return instance;
}

} // namespace

FieldMap::Role &FieldMap::roleOf(NodeId node)
{
    if (node >= m_roles.size())
        m_roles.resize(m_tree.size());
    return m_roles[node];
}

bool FieldMap::hasUndecided(const MessageFields &message)
{
    bool undecided = false;
    for (const FieldText &text : message.texts) {
        Role &role = roleOf(text.node);
        if (role.watch >= 0 && variesNow(m_watches[static_cast<std::size_t>(role.watch)], text.node, text.raw))
            undecided = true;
        if (role.keySlot != noSlot && m_keyNames[static_cast<std::size_t>(role.keyNames)].neverReturn()
            && undoKey(text.node))
            undecided = true;
        if (role.field >= 0 && m_fields[static_cast<std::size_t>(role.field)].decidedIn == 0)
            undecided = true;
    }
    for (const FieldValue &value : message.values) {
        Role &role = roleOf(value.node);
        if (role.watch >= 0 && value.hasValue()
            && variesNow(m_watches[static_cast<std::size_t>(role.watch)], value.node, value.raw))
            undecided = true;
        if (role.field < 0 && value.hasValue()) {
            role.field = static_cast<int>(m_fields.size());
            Field fresh;
            fresh.node = value.node;
            m_fields.push_back(std::move(fresh));
        }
        if (role.field >= 0 && m_fields[static_cast<std::size_t>(role.field)].decidedIn == 0)
            undecided = true;
    }
    return undecided;
}

void FieldMap::collectUndecided(const MessageFields &message, std::vector<NodeId> &fields)
{
    for (const FieldValue &value : message.values) {
        const int field = roleOf(value.node).field;
        if (field >= 0 && value.hasValue() && m_fields[static_cast<std::size_t>(field)].decidedIn == 0)
            fields.push_back(value.node);
    }
}

// A string that always was the same is no key; when it changes, what it stands beside is judged again, with both values
// known.
bool FieldMap::variesNow(WatchedText &watch, NodeId node, QByteArrayView text)
{
    if (!watch.changes(text, m_texts) || watch.fields.empty())
        return false;
    if (watch.judged++ >= maxJudgements) {
        watch.giveUp(m_texts);
        return false;
    }
    bool judgesAgain = false;
    for (const int index : std::exchange(watch.fields, {})) {
        Field &field = m_fields[static_cast<std::size_t>(index)];
        if (field.decisions >= mostDecisions)
            continue;
        askAgain(field, watch.counts().size() == 1 ? node : FieldTree::ignored);
        judgesAgain = true;
    }
    return judgesAgain;
}

void FieldMap::askAgain(Field &field, NodeId splitBy)
{
    field.decidedIn = 0;
    field.undecidedFrom = m_position;
    field.splitBy = splitBy;
}

bool FieldMap::undoKey(NodeId node)
{
    Role &role = m_roles[node];
    if (role.watch < 0) {
        role.watch = static_cast<int>(m_watches.size());
        m_watches.emplace_back();
    }
    WatchedText &watch = m_watches[static_cast<std::size_t>(role.watch)];
    if (watch.isFreeText())
        return false; // Undone already.
    watch.giveUp(m_texts);
    if (keyWorth(m_tree.name(node)) >= 2)
        return false; // Its name says that it is one.
    bool judgesAgain = false;
    for (Field &field : m_fields) {
        if (field.key.node != node || field.decidedIn == 0 || field.decisions >= mostDecisions)
            continue;
        askAgain(field, FieldTree::ignored);
        judgesAgain = true;
    }
    return judgesAgain;
}

void FieldMap::feed(const MessageFields &message, qint64 wallNs, quint32 since)
{
    if (m_roles.size() < m_tree.size())
        m_roles.resize(m_tree.size());
    noteKeysAndTimes(message, wallNs);
    for (const FieldValue &value : message.values) {
        const int index = m_roles[value.node].field;
        if (index < 0)
            continue;
        Field &field = m_fields[static_cast<std::size_t>(index)];
        if (field.decidedIn > since && m_position < field.fedBefore)
            deliver(message, value.instance, field, &value, wallNs);
    }
    for (const FieldText &text : message.texts) {
        const int index = m_roles[text.node].field;
        if (index < 0)
            continue;
        Field &field = m_fields[static_cast<std::size_t>(index)];
        if (field.decidedIn > since && m_position < field.fedBefore)
            deliver(message, text.instance, field, nullptr, wallNs); // "unavailable": a gap.
    }
}

void FieldMap::noteKeysAndTimes(const MessageFields &message, qint64 wallNs)
{
    ScopeState unknown;
    unknown.times.fill(noTime);
    m_scopes.assign(message.scopes.size(), unknown);
    for (const FieldText &text : message.texts) {
        Role &role = m_roles[text.node];
        ScopeState &scope = m_scopes[text.instance];
        if (role.keySlot >= 0 && !text.raw.isEmpty())
            scope.keys[static_cast<std::size_t>(role.keySlot)]
                = m_keyNames[static_cast<std::size_t>(role.keyNames)].idOf(text.raw, text.escaped);
        if (role.timeSlot >= 0)
            scope.times[static_cast<std::size_t>(role.timeSlot)] = ourTime(role, timeOfText(text.raw), wallNs);
    }
    for (const FieldValue &value : message.values) {
        Role &role = m_roles[value.node];
        ScopeState &scope = m_scopes[value.instance];
        if (role.keySlot >= 0 && value.hasValue() && !value.raw.isEmpty())
            scope.keys[static_cast<std::size_t>(role.keySlot)]
                = m_keyNames[static_cast<std::size_t>(role.keyNames)].idOf(value.raw, false);
        if (role.timeSlot >= 0 && value.hasValue())
            scope.times[static_cast<std::size_t>(role.timeSlot)] = ourTime(role, timeOfNumber(value.value), wallNs);
    }
}

qint64 FieldMap::ourTime(Role &role, std::optional<qint64> eventNs, qint64 wallNs)
{
    if (!eventNs)
        return noTime;
    if (role.clock < 0) {
        role.clock = static_cast<int>(m_clocks.size());
        m_clocks.emplace_back();
    }
    EventClock &clock = m_clocks[static_cast<std::size_t>(role.clock)];
    clock.observe(*eventNs, wallNs);
    return clock.corrected(*eventNs, wallNs);
}

void FieldMap::observeClocks(const MessageFields &message, qint64 wallNs)
{
    const auto observe = [&](NodeId node, const auto &time) {
        if (node < m_roles.size() && m_roles[node].timeSlot >= 0)
            (void)ourTime(m_roles[node], time(), wallNs);
    };
    for (const FieldText &text : message.texts)
        observe(text.node, [&] { return timeOfText(text.raw); });
    for (const FieldValue &value : message.values)
        observe(value.node, [&] { return value.hasValue() ? timeOfNumber(value.value) : std::nullopt; });
}

void FieldMap::resetClocks()
{
    for (EventClock &clock : m_clocks)
        clock.reset();
    for (Field &field : m_fields) {
        if (field.sequence != nullptr)
            field.sequence->interrupt();
    }
}

QList<FieldMap::ClockFacts> FieldMap::clocks() const
{
    QList<ClockFacts> facts;
    for (std::size_t node = 0; node < m_roles.size(); ++node) {
        if (m_roles[node].clock < 0)
            continue;
        const EventClock &clock = m_clocks[static_cast<std::size_t>(m_roles[node].clock)];
        facts.append({m_tree.path(static_cast<NodeId>(node)), clock.offset(), clock.drift()});
    }
    return facts;
}

quint32 FieldMap::keyAt(const MessageFields &message, quint32 instance, const Field &field) const
{
    const auto textAt = [&](const Source &source) {
        return source.isUsed()
            ? m_scopes[outwards(message, instance, source.up)].keys[static_cast<std::size_t>(source.slot)]
            : KeyNames::none;
    };
    return seriesIndex(textAt(field.key), textAt(field.messageKind));
}

// Without a value it is a gap, in a series that exists.
void FieldMap::deliver(
    const MessageFields &message, quint32 instance, Field &field, const FieldValue *value, qint64 wallNs)
{
    const quint32 key = keyAt(message, instance, field);
    qint64 time = noTime;
    if (field.time.isUsed())
        time = m_scopes[outwards(message, instance, field.time.up)].times[static_cast<std::size_t>(field.time.slot)];
    const qint64 at = time == noTime ? wallNs : time;

    quint32 id = key < field.series.size() ? field.series[key] : noSeries;
    if (value == nullptr || !value->hasValue()) {
        if (id != noSeries)
            m_store.markGap(series::SeriesId{id}, at);
        return;
    }
    if (field.mayBeSequence && value->isInteger)
        noteSequence(message, instance, field, key, *value);
    if (field.unit == 0)
        field.unit = value->unit;
    if (id == noSeries)
        id = makeSeries(field, key);
    // 1.2 MB among kB; what measures something else stays as it was written.
    const double factor = value->unit == field.unit ? 1 : decoders::unitFactor(value->unit, field.unit).value_or(1);
    if (id != noSeries)
        m_store.append({id}, {at, value->value * factor});
    if (field.probation.empty())
        return;
    field.probation.push_back({key, wallNs, value->value, value->kind, value->isInteger});
    if (std::ranges::find(judgedAt, field.probation.size()) != judgedAt.end())
        judgeAgain(field);
}

// A message of a kind of its own has a path of its own: `data.volume [ohlc]`.
QString FieldMap::pathOf(const Field &field, quint32 kind) const
{
    if (kind == KeyNames::none || kind == field.plainKind)
        return field.path;
    const QString name = kind < mostKinds ? namesOf(field.messageKind).name(kind) : QStringLiteral("…");
    return field.path + QStringLiteral(" [") + name + QLatin1Char(']');
}

quint32 FieldMap::makeSeries(Field &field, quint32 index)
{
    const quint32 key = index % keysOfAKind;
    series::SeriesEntry entry;
    entry.path = pathOf(field, index / keysOfAKind);
    entry.isOthers = key == KeyNames::others;
    if (key != KeyNames::none)
        entry.key = namesOf(field.key).name(key);
    entry.kind = field.kind;
    entry.unit = QString::fromUtf8(decoders::unitText(field.unit));
    entry.rank = rankOf(field, index);
    const quint32 id = m_store.tryCreate(std::move(entry)).value_or(series::SeriesId{noSeries}).value;
    if (id == noSeries)
        return noSeries;
    if (field.series.size() <= index)
        field.series.resize(index + 1, noSeries);
    return field.series[index] = id;
}

const KeyNames &FieldMap::namesOf(const Source &source) const
{
    Q_ASSERT(source.isUsed() && m_roles[source.node].keyNames >= 0);
    return m_keyNames[static_cast<std::size_t>(m_roles[source.node].keyNames)];
}

KeyNames &FieldMap::namesOf(const Source &source)
{
    return const_cast<KeyNames &>(std::as_const(*this).namesOf(source));
}

// Keys in the order they came; what other kinds of message carry comes behind what the main kind does.
double FieldMap::rankOf(const Field &field, quint32 index) const
{
    const quint32 kind = index / keysOfAKind;
    const bool isMain = kind == KeyNames::none || kind == field.plainKind;
    return field.rank - (isMain ? 0 : 30 + kind * 1e-3) - (index % keysOfAKind) * 1e-5;
}

// First what kind it is, then what its name promises, then how deep and how early it stands.
double FieldMap::rankOf(const Field &field) const
{
    const double kind = 1000.0 - 200.0 * static_cast<int>(field.kind);
    int worth = interest(m_tree.name(field.node));
    // A message may be a bare number: then the field is the root, with nothing above it.
    const NodeId above = field.node == FieldTree::root ? FieldTree::root : m_tree.parent(field.node);
    for (NodeId at = above; at != FieldTree::root; at = m_tree.parent(at)) {
        if (m_tree.name(at).startsWith("old") || m_tree.name(at).startsWith("prev"))
            worth -= 60;
    }
    return kind + worth - 0.1 * m_tree.depth(field.node) - 0.001 * static_cast<double>(&field - m_fields.data());
}

} // namespace fields
