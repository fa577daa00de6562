// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fields/sequencewatch.h"

namespace fields {

void SequenceCounts::add(const SequenceCounts &other)
{
    gaps += other.gaps;
    missing += other.missing;
    repeats += other.repeats;
    back += other.back;
}

bool SequenceWatch::note(quint32 key, qint64 first, qint64 value)
{
    if (key >= m_keys.size())
        m_keys.resize(key + 1);
    Key &one = m_keys[key];
    const qint64 before = one.last;
    one.last = value;
    if (!one.isKnown || (one.isInterrupted && first <= before)) {
        one.isKnown = true;
        one.isInterrupted = false;
        return true;
    }
    one.isInterrupted = false;
    // Unsigned: no difference of two numbers overflows.
    const quint64 step = static_cast<quint64>(first) - static_cast<quint64>(before);
    if (first > before + 1 && before < value) {
        ++one.counts.gaps;
        one.counts.missing += step - 1;
    } else if (value == before) {
        ++one.counts.repeats;
    } else if (value < before) {
        ++one.counts.back;
    }
    ++m_steps;
    m_ones += step == 1 ? 1 : 0;
    m_backs += value < before ? 1 : 0;
    if (m_steps < judgedAfter)
        return true;
    m_isSure = m_isSure || m_ones * 10 >= m_steps * 7;
    return m_isSure && m_backs * 10 <= m_steps; // 1, 2, 3, 1, 2, 3 counts things, not messages.
}

void SequenceWatch::interrupt()
{
    for (Key &key : m_keys)
        key.isInterrupted = true;
}

SequenceCounts SequenceWatch::total() const
{
    SequenceCounts total;
    for (const Key &key : m_keys)
        total.add(key.counts);
    return total;
}

} // namespace fields
