// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ws/opcode.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace viewers {

//! What is being written: the text as typed and what it is meant as.
struct Composition
{
    enum class Mode : quint8 { Text, Json, Hex };
    Mode mode = Mode::Text;
    QString text;
    friend bool operator==(const Composition &, const Composition &) = default;
};

//! What a Composition comes to: its bytes, or where it is wrong.
struct Verdict
{
    std::optional<QByteArray> payload; //!< None: it cannot be sent as it stands.
    bool valid = true; //!< False for JSON that is none; it may be sent all the same.
    QString words; //!< What to say about it; empty when there is nothing to say.
    qsizetype errorAt = -1; //!< In characters of the text; -1: none.
    [[nodiscard]] ws::Opcode opcode(Composition::Mode mode) const
    {
        return mode == Composition::Mode::Hex ? ws::Opcode::Binary : ws::Opcode::Text;
    }
};

//! Reads \a composition. Thread-safe; JSON costs about 5 ns a byte.
[[nodiscard]] Verdict judge(const Composition &composition);

//! What was sent, newest last, the same one never twice in a row.
class SendHistory
{
public:
    static constexpr qsizetype mostEntries = 100;
    static constexpr qsizetype longestEntry = 256 << 10; //!< Characters; a longer text is not remembered.

    void add(const Composition &sent);
    void set(const QList<Composition> &entries);
    [[nodiscard]] const QList<Composition> &entries() const { return m_entries; }

    //! The entry before the one shown; \a draft, what is written now, is kept and comes back after the newest.
    [[nodiscard]] std::optional<Composition> older(const Composition &draft);
    [[nodiscard]] std::optional<Composition> newer();

private:
    QList<Composition> m_entries;
    Composition m_draft;
    qsizetype m_at = -1; //!< Entry that is shown; -1: the draft.
};

} // namespace viewers
