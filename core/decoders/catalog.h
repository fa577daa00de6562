// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decoders/decoder.h"

#include <QLatin1StringView>

#include <vector>

namespace decoders {

//! A format that messages are read in.
struct DecoderEntry
{
    QLatin1StringView id; //!< As profiles and reports name it; never changes.
    bool takesText = false; //!< Text messages may be it,
    bool takesBinary = false; //!< and binary ones.
    std::unique_ptr<Decoder> (*make)() = nullptr;
};

//! All formats, in the order in which they are tried. A new one is two files and a line in catalog.cpp.
[[nodiscard]] const std::vector<DecoderEntry> &catalog();
constexpr std::size_t mostDecoders = 32; //!< Counters of what was read have room for so many.

//! The place of the format called \a id in the catalogue; -1: there is none.
[[nodiscard]] int decoderNumber(QLatin1StringView id);

} // namespace decoders
