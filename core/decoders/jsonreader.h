// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decoders/fieldsink.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

namespace decoders {

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
    JsonStatus walk(QByteArrayView text, FieldSink &sink);

    //! All texts of \a payload: one, or several behind each other, with white space, 0x1E (RFC 7464) or NUL between
    //! them, or nothing. FieldSink::endText() is called behind each whole one. What Leniency names is forgiven. A
    //! broken text ends the walk of its line only.
    JsonTexts walkTexts(QByteArrayView payload, FieldSink &sink);

private:
    void walkStretch(QByteArrayView stretch, qsizetype offset, FieldSink &sink, JsonTexts &found);
    bool walkIndexed(QByteArrayView stretch, qsizetype offset, FieldSink &sink, JsonTexts &found);

    struct Index;
    std::unique_ptr<Index> m_index;
};

//! The text that the string body \a raw means, as UTF-8. A lone surrogate becomes U+FFFD. \a raw must have been walked.
[[nodiscard]] QByteArray unescaped(QByteArrayView raw);

//! Where in the string body \a raw the first escape sequence begins that is none of RFC 8259 §7; -1: all are.
[[nodiscard]] qsizetype firstBadEscape(QByteArrayView raw);
[[nodiscard]] inline bool escapesAreValid(QByteArrayView raw) { return firstBadEscape(raw) < 0; }

} // namespace decoders
