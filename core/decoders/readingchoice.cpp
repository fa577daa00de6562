// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/decoders/readingchoice.h"

#include <algorithm>
#include <array>

namespace decoders {

namespace {

// In the order of the enumerators.
constexpr std::array wrappings{QLatin1StringView("none"), QLatin1StringView("gzip"), QLatin1StringView("zlib"),
    QLatin1StringView("deflate"), QLatin1StringView("zlib-stream")};
constexpr std::array splits{QLatin1StringView("none"), QLatin1StringView("texts"), QLatin1StringView("length-u16"),
    QLatin1StringView("length-u32"), QLatin1StringView("length-u16-little"), QLatin1StringView("length-u32-little")};

template <typename T, std::size_t N>
std::optional<T> named(const std::array<QLatin1StringView, N> &names, const QString &name)
{
    const auto found = std::ranges::find(names, name);
    return found == names.end() ? std::nullopt : std::optional(static_cast<T>(found - names.begin()));
}

} // namespace

QLatin1StringView nameOf(Wrapping wrapping) { return wrappings[static_cast<std::size_t>(wrapping)]; }

QLatin1StringView nameOf(Split split) { return splits[static_cast<std::size_t>(split)]; }

std::optional<Wrapping> wrappingNamed(const QString &name) { return named<Wrapping>(wrappings, name); }

std::optional<Split> splitNamed(const QString &name) { return named<Split>(splits, name); }

} // namespace decoders
