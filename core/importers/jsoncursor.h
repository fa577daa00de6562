// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/importers/input.h"

#include <QByteArray>

#include <vector>

namespace importers {

//! Goes through the JSON texts of a file token by token, however large they are; only one string is in memory.
class JsonCursor
{
public:
    enum class Token : quint8 {
        BeginObject,
        EndObject,
        BeginArray,
        EndArray,
        Key,
        String,
        Number,
        True,
        False,
        Null,
        End, //!< Of the file, between two texts.
        Broken, //!< Nothing else comes any more; see error().
    };
    static constexpr std::size_t deepest = 512;

    explicit JsonCursor(Input &input) : m_input(input) { }

    //! The next token; commas and colons are checked and passed over.
    [[nodiscard]] Token next();
    //! What a key or a string means, or how a number is written.
    [[nodiscard]] const QByteArray &text() const { return m_text; }
    //! Passes over the next value. False when it is broken.
    [[nodiscard]] bool skip() { return skipFrom(next()); }
    //! Passes over the rest of the value that \a first began.
    [[nodiscard]] bool skipFrom(Token first);
    //! Byte of the file that is read next.
    [[nodiscard]] qint64 at() const { return m_input.at(); }
    //! Goes to \a at, where a value begins, as if it were a text of its own.
    [[nodiscard]] bool restartAt(qint64 at);
    [[nodiscard]] ImportError error() const;

private:
    enum class Expect : quint8 { Value, ValueOrEnd, KeyOrEnd, Key, CommaOrEnd };

    Token broken();
    Token value(char c);
    Token string(Token as);
    Token word(QByteArrayView word, Token as);
    Token number();
    Token close(bool isObject);
    [[nodiscard]] bool escape();
    //! The next byte that is no space, not taken; 0 at the end.
    [[nodiscard]] char peek();
    void valueDone() { m_expect = m_open.empty() ? Expect::Value : Expect::CommaOrEnd; }

    Input &m_input;
    QByteArray m_text;
    std::vector<bool> m_open; //!< True for objects.
    Expect m_expect = Expect::Value;
    bool m_isBroken = false;
    bool m_isTooLong = false;
    bool m_skips = false; //!< Strings need not be kept.
};

} // namespace importers
