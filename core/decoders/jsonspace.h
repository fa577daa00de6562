// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace decoders {

//! RFC 8259 §2: insignificant whitespace.
constexpr bool isSpace(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

} // namespace decoders
