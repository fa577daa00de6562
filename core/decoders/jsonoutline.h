// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/decoders/decodeerror.h"

#include <QByteArrayView>

#include <atomic>
#include <vector>

namespace decoders {

enum class JsonKind : quint8 { Object, Array, String, Number, True, False, Null };

//! Bytes of the text: from \a at, \a size of them.
struct TextSpan
{
    quint32 at = 0;
    quint32 size = 0;
    friend bool operator==(const TextSpan &, const TextSpan &) = default;
};

//! One value of a JSON text. Spans point into the text: raw numbers and strings as they were sent, quotes included.
struct OutlineNode
{
    JsonKind kind = JsonKind::Null;
    qint32 parent = -1; //!< Index of the object or array around it; -1 for the whole text.
    quint32 childCount = 0; //!< Of objects and arrays, also those that were left out.
    quint32 position = 0; //!< Among its siblings.
    quint32 next = 0; //!< Index of the node behind this one and all below it: its sibling, if the parent has more.
    TextSpan key{}; //!< With its quotes; empty in arrays.
    TextSpan value{}; //!< From the first to the last byte.
};

//! A JSON text as a tree, in the order of the text; keys that come twice are there twice.
struct Outline
{
    std::vector<OutlineNode> nodes; //!< A parent comes before its children; the first is the whole text.
    bool isCut = false; //!< There were more nodes than the limit: the first ones are here.
};

struct OutlineLimits
{
    int nodes = 200'000;
    int depth = 512;
    const std::atomic<bool> *cancelled = nullptr; //!< Set from another thread: ends soon, with any error.
};

//! Reads \a text strictly by RFC 8259, also behind the limit of nodes; says where it breaks. Does not recurse, so that
//! no depth can exhaust a stack. A text of 4 GiB or more is refused (TooManyNodes). Works on any thread; about 200
//! MB/s.
[[nodiscard]] base::Expected<Outline, DecodeError> outline(QByteArrayView text, OutlineLimits limits = {});

} // namespace decoders
