// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/decoders/jsonoutline.h"

#include <QByteArray>

#include <atomic>
#include <memory>
#include <vector>

namespace viewers {

//! The order and the places of all values of one JSON text (case U04): duplicates stay, numbers are their own text.
struct JsonOutline
{
    QByteArray text; //!< What the nodes point into: without a byte order mark.
    std::vector<decoders::OutlineNode> nodes; //!< In the order of the text; the first is the whole.
};

using JsonOutlinePtr = std::shared_ptr<const JsonOutline>;

constexpr int mostJsonNodes = 2'000'000; //!< 72 MB of nodes; a larger text is shown as text.

//! Reads \a text strictly by RFC 8259, without recursion; a byte order mark at the front is skipped. Setting \a
//! cancelled from another thread ends it soon with an error that nobody should look at.
[[nodiscard]] base::Expected<JsonOutlinePtr, decoders::DecodeError> outlineJson(
    const QByteArray &text, const std::atomic<bool> *cancelled = nullptr);

//! \a text with line breaks and indentation of two spaces, stopping behind \a limit bytes. Any bytes are survived: what
//! is not JSON comes out as it is between its strings.
[[nodiscard]] QByteArray prettyJson(QByteArrayView text, qsizetype limit);

} // namespace viewers
