// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace fields {

//! What a sequence number told of lost messages.
struct SequenceCounts
{
    quint64 gaps = 0; //!< Jumps forward.
    quint64 missing = 0; //!< Numbers that were jumped over, in all.
    quint64 repeats = 0; //!< The number before came again.
    quint64 back = 0; //!< Steps back.

    [[nodiscard]] bool isClean() const { return gaps == 0 && repeats == 0 && back == 0; }
    void add(const SequenceCounts &other);
    friend bool operator==(const SequenceCounts &, const SequenceCounts &) = default;
};

//! Finds out whether a field is a sequence number, which rises by one from message to message of a key, and counts
//! where it does not.
class SequenceWatch
{
public:
    //! The number \a value came for \a key, an index. \a first: the first of the numbers that the message covers, where
    //! it names a range; else the same. False: this is no sequence, forget it.
    [[nodiscard]] bool note(quint32 key, qint64 first, qint64 value);
    //! The link was lost: a smaller number then is a new beginning.
    void interrupt();

    //! Enough was seen, and nearly all were steps of one.
    [[nodiscard]] bool isSequence() const { return m_isSure; }
    [[nodiscard]] SequenceCounts total() const;
    //! By key; nothing for one that did not come.
    [[nodiscard]] SequenceCounts of(quint32 key) const
    {
        return key < m_keys.size() ? m_keys[key].counts : SequenceCounts{};
    }
    [[nodiscard]] quint32 keys() const { return static_cast<quint32>(m_keys.size()); }

private:
    static constexpr quint64 judgedAfter = 16; // Steps.

    struct Key
    {
        bool isKnown = false;
        bool isInterrupted = false;
        qint64 last = 0;
        SequenceCounts counts{};
    };

    std::vector<Key> m_keys;
    quint64 m_steps = 0, m_ones = 0, m_backs = 0;
    bool m_isSure = false;
};

//! A sequence that was found.
struct SequenceFacts
{
    struct OfKey
    {
        QString key{};
        SequenceCounts counts{};
        friend bool operator==(const OfKey &, const OfKey &) = default;
    };
    QString path{};
    SequenceCounts total{};
    std::vector<OfKey> keys{}; //!< Those that were not clean, at most 200.
    friend bool operator==(const SequenceFacts &, const SequenceFacts &) = default;
};

} // namespace fields
