// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decoders/jsonnumber.h"

#include <QByteArray>
#include <QByteArrayView>

#include <functional>
#include <memory>

namespace decoders {

//! Takes what a JSON text consists of, in its order. Views live until the walk ends.
//!
//! A text may turn out broken after much of it was told: keep what came until the walk says Valid.
class JsonSink
{
public:
    virtual ~JsonSink() = default;
    //! A text begins; what was told of one before that was not said to be whole is void.
    virtual void beginText() { }
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
    //! `NaN`, `Infinity` or `-Infinity`, which are no JSON: only where a reader forgives them.
    virtual void notANumber() { null(); }
};

//! What a text is.
enum class JsonStatus : quint8 {
    Valid, //!< RFC 8259, walked to its end.
    Malformed, //!< Begins like JSON and is not.
    TooDeep, //!< More than 512 levels.
    NotJson, //!< Its first byte cannot start JSON; also an empty text.
};

//! What writers add to JSON that RFC 8259 does not know, and what a reader may forgive: flags.
enum class Leniency : quint8 {
    None = 0,
    ByteOrderMark = 1, //!< EF BB BF in front.
    NotANumber = 2, //!< `NaN`, `Infinity`, `-Infinity` as values.
    TrailingNul = 4, //!< NUL behind the text.
};

//! What was found in a payload of one or several JSON texts side by side.
struct JsonTexts
{
    JsonStatus status = JsonStatus::NotJson; //!< Of the payload: Valid only when all of it is.
    int texts = 0; //!< That were told whole; also before a broken one.
    quint8 lenient = 0; //!< Leniency flags.
    qsizetype at = -1; //!< The byte of the first leniency or of what is broken; -1: none.
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
    JsonReader(JsonReader &&) noexcept;
    JsonReader &operator=(JsonReader &&) noexcept;

    //! One text, strictly.
    JsonStatus walk(QByteArrayView text, JsonSink &sink);

    //! All texts of \a payload: one, or several behind each other, with white space, 0x1E (RFC 7464) or NUL between
    //! them, or nothing. \a done is called behind each whole one; what the sink heard since belongs to it. What
    //! Leniency names is forgiven. A broken text ends the walk of its line only.
    JsonTexts walkTexts(QByteArrayView payload, JsonSink &sink, const std::function<void()> &done);

private:
    void walkStretch(
        QByteArrayView stretch, qsizetype offset, JsonSink &sink, const std::function<void()> &done, JsonTexts &found);
    bool walkIndexed(
        QByteArrayView stretch, qsizetype offset, JsonSink &sink, const std::function<void()> &done, JsonTexts &found);

    struct Index;
    std::unique_ptr<Index> m_index;
};

//! The text that the string body \a raw means, as UTF-8. A lone surrogate becomes U+FFFD. \a raw must have been walked.
[[nodiscard]] QByteArray unescaped(QByteArrayView raw);

//! Where in the string body \a raw the first escape sequence begins that is none of RFC 8259 §7; -1: all are.
[[nodiscard]] qsizetype firstBadEscape(QByteArrayView raw);
[[nodiscard]] inline bool escapesAreValid(QByteArrayView raw) { return firstBadEscape(raw) < 0; }

} // namespace decoders
