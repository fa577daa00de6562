// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/decoders/decodeerror.h"

#include <QByteArray>

#include <atomic>
#include <memory>
#include <vector>

namespace viewers {

//! One value of a JSON text, by its place in the text: nothing is converted, so nothing is lost.
struct JsonNode
{
    enum class Kind : quint8 { Object, Array, String, Number, True, False, Null };

    quint32 begin = 0; //!< First byte of the value; of a string, its quote.
    quint32 end = 0; //!< Behind its last byte.
    quint32 keyBegin = 0; //!< Between the quotes of its key; keyBegin == keyEnd: none, or an empty one.
    quint32 keyEnd = 0;
    quint32 parent = 0;
    quint32 next = 0; //!< The node behind this one and all below it; its sibling, when the parent reaches so far.
    quint32 children = 0;
    quint32 position = 0; //!< Among its siblings.
    Kind kind = Kind::Null;
};

//! The order and the places of all values of one JSON text (case U04): duplicates stay, numbers are their own text.
struct JsonOutline
{
    QByteArray text; //!< What the nodes point into.
    std::vector<JsonNode> nodes; //!< In the order of the text; the first is the whole.
};

using JsonOutlinePtr = std::shared_ptr<const JsonOutline>;

constexpr int mostJsonDepth = 512;
constexpr std::size_t mostJsonNodes = 2'000'000; //!< 72 MB of nodes; a larger text is shown as text.

//! Reads \a text strictly by RFC 8259, without recursion; a byte order mark at the front is skipped. Setting \a
//! cancelled from another thread ends it soon with an error that nobody should look at.
[[nodiscard]] base::Expected<JsonOutlinePtr, decoders::DecodeError> outlineJson(
    const QByteArray &text, const std::atomic<bool> *cancelled = nullptr);

//! \a text with line breaks and indentation of two spaces, stopping behind \a limit bytes. Any bytes are survived: what
//! is not JSON comes out as it is between its strings.
[[nodiscard]] QByteArray prettyJson(QByteArrayView text, qsizetype limit);

} // namespace viewers
