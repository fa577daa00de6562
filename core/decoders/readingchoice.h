// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decoders/unwrapper.h"

#include <QString>

#include <optional>

namespace decoders {

//! What stands between the records of one message.
enum class Split : quint8 { None, Texts, Length16, Length32, Length16Little, Length32Little };

//! How messages are read, where somebody said so; what is left open is found by sniffing.
struct ReadingChoice
{
    std::optional<Wrapping> wrapping{};
    bool base64 = false; //!< Strings that are base64 of JSON are read in their place.
    bool hex = false; //!< Strings such as `0x1F` are numbers.
    std::optional<Split> split{};
    QString format{}; //!< DecoderEntry::id; empty: open.
    friend bool operator==(const ReadingChoice &, const ReadingChoice &) = default;
};

//! Names as profiles, commands and reports write them: `zlib-stream`, `length-u16-little`.
[[nodiscard]] QLatin1StringView nameOf(Wrapping wrapping);
[[nodiscard]] QLatin1StringView nameOf(Split split);
[[nodiscard]] std::optional<Wrapping> wrappingNamed(const QString &name);
[[nodiscard]] std::optional<Split> splitNamed(const QString &name);

} // namespace decoders
