// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decoders/jsonnumber.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

namespace decoders {

//! Takes what a JSON text consists of, in its order. Views live until the walk ends.
//!
//! A text may turn out broken after much of it was told: keep what came until the walk says Valid.
class JsonSink
{
public:
    virtual ~JsonSink() = default;
    virtual void beginObject() = 0;
    //! \a raw is between the quotes; \a escaped: it holds backslashes (see unescaped()).
    virtual void key(QByteArrayView raw, bool escaped) = 0;
    virtual void endObject() = 0;
    virtual void beginArray() = 0;
    virtual void endArray() = 0;
    virtual void string(QByteArrayView raw, bool escaped) = 0;
    virtual void number(const JsonNumber &number) = 0;
    virtual void boolean(bool value) = 0;
    virtual void null() = 0;
};

//! What a text is.
enum class JsonStatus : quint8 {
    Valid, //!< RFC 8259, walked to its end.
    Malformed, //!< Begins like JSON and is not.
    TooDeep, //!< More than 512 levels.
    NotJson, //!< Its first byte cannot start JSON; also an empty text.
};

//! Walks JSON texts strictly by RFC 8259: simdjson finds the tokens and checks UTF-8, the grammar is checked here,
//! because numbers beyond double and lone surrogates are valid JSON and simdjson's own parsers refuse them.
//!
//! Keep one per thread: it owns the memory for the token index.
class JsonReader
{
public:
    static constexpr int maxDepth = 512;

    JsonReader();
    ~JsonReader();

    JsonStatus walk(QByteArrayView text, JsonSink &sink);

private:
    struct Index;
    std::unique_ptr<Index> m_index;
};

//! The text that the string body \a raw means, as UTF-8. A lone surrogate becomes U+FFFD. \a raw must have been walked.
[[nodiscard]] QByteArray unescaped(QByteArrayView raw);

//! Where in the string body \a raw the first escape sequence begins that is none of RFC 8259 §7; -1: all are.
[[nodiscard]] qsizetype firstBadEscape(QByteArrayView raw);
[[nodiscard]] inline bool escapesAreValid(QByteArrayView raw) { return firstBadEscape(raw) < 0; }

} // namespace decoders
