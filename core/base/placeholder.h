// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace base {

//! \a text with \a value in each place of \a placeholder. As it stands when that would take more than 10 000 places or
//! make it longer than 1 MiB: a value may be the peer's, and a text may be somebody else's.
[[nodiscard]] inline QByteArray withPlaceholder(QByteArray text, const QByteArray &placeholder, const QByteArray &value)
{
    constexpr qsizetype mostPlaces = 10'000;
    constexpr qsizetype longest = 1 << 20;
    const qsizetype places = text.count(placeholder);
    const qsizetype after = text.size() + places * (value.size() - placeholder.size());
    if (places > mostPlaces || (after > text.size() && after > longest))
        return text;
    return text.replace(placeholder, value);
}

} // namespace base
