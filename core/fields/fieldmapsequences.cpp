// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/fieldmap.h"
#include "core/fields/fieldnames.h"

#include <algorithm>
#include <cmath>

namespace fields {

namespace {

// Beyond 53 bits a double does not tell two neighbours apart: then the digits are read.
std::optional<qint64> exactInteger(const FieldValue &value)
{
    if (std::abs(value.value) < 9'007'199'254'740'992.0)
        return static_cast<qint64>(value.value);
    bool isOk = false;
    const qint64 exact = value.raw.toByteArray().toLongLong(&isOk);
    return isOk ? std::optional(exact) : std::nullopt;
}

} // namespace

void FieldMap::watchSequence(Field &field)
{
    field.sequence.reset();
    const QByteArrayView name = m_tree.name(field.node);
    field.mayBeSequence = field.node != FieldTree::root && m_tree.kind(field.node) == FieldTree::Kind::Key
        && field.kind != series::FieldKind::Time && field.kind != series::FieldKind::Boolean && !isTimeName(name);
    field.rangeFrom = FieldTree::ignored;
    static constexpr std::size_t fewSiblings = 64; // More are data, not the head of a message.
    if (!field.mayBeSequence || m_tree.children(m_tree.parent(field.node)).size() > fewSiblings)
        return;
    for (const NodeId sibling : m_tree.children(m_tree.parent(field.node))) {
        const RangeName range = rangeBefore(m_tree.name(sibling), name);
        if (range == RangeName::None)
            continue;
        field.rangeFrom = sibling;
        field.isAfterFrom = range == RangeName::Previous;
    }
}

void FieldMap::noteSequence(
    const MessageFields &message, quint32 instance, Field &field, quint32 key, const FieldValue &value)
{
    const auto last = exactInteger(value);
    if (!last || value.kind > FieldValue::Kind::Text)
        return;
    if (m_roles[field.node].keySlot != noSlot) { // It tells things apart.
        field.sequence.reset();
        field.mayBeSequence = false;
        return;
    }
    qint64 first = *last;
    if (field.rangeFrom != FieldTree::ignored) {
        const auto from = std::ranges::find_if(message.values, [&](const FieldValue &one) {
            return one.node == field.rangeFrom && one.instance == instance && one.isInteger && one.hasValue();
        });
        const auto number = from == message.values.end() ? std::nullopt : exactInteger(*from);
        if (number && *number <= *last && *number < std::numeric_limits<qint64>::max())
            first = *number + (field.isAfterFrom ? 1 : 0);
    }
    if (field.sequence == nullptr)
        field.sequence = std::make_unique<SequenceWatch>();
    if (field.sequence->note(key, first, *last))
        return;
    field.sequence.reset();
    field.mayBeSequence = false;
}

QList<SequenceFacts> FieldMap::sequences() const
{
    QList<SequenceFacts> all;
    for (const Field &field : m_fields) {
        if (field.sequence == nullptr || !field.sequence->isSequence())
            continue;
        SequenceFacts facts{.path = field.path, .total = field.sequence->total()};
        for (quint32 index = 0; index < field.sequence->keys() && facts.keys.size() < KeyNames::most; ++index) {
            const quint32 key = index % keysOfAKind;
            if (const SequenceCounts counts = field.sequence->of(index); !counts.isClean())
                facts.keys.push_back({key == KeyNames::none ? QString()
                        : key == KeyNames::others           ? QStringLiteral("*")
                                                            : namesOf(field.key).name(key),
                    counts});
        }
        all.append(std::move(facts));
    }
    return all;
}

} // namespace fields
