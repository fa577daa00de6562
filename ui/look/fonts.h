// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QStringList>

#include <functional>

namespace look {

//! What a text is for; its size and weight follow from that.
enum class TextRole : quint8 {
    Caption, //!< 11: axes, words of the rail, badges. Not for Chinese.
    Small, //!< 12: tables, legends, the status line, hints.
    Body, //!< 13: everything else.
    Strong, //!< 13, heavier: titles of cards.
    Title, //!< 15: titles of pages and dialogs.
    Value, //!< 20: the last value in a card.
    Big, //!< 28: tiles.
    Mono, //!< 12, every sign as wide: payloads, numbers in tables, hex, filters.
    WallAxis, //!< 16.
    WallTitle, //!< 24.
    WallClock, //!< 44.
    WallValue, //!< 56.
};

//! The font for \a role. All sizes scale with the desktop's, which is that of *Body*.
[[nodiscard]] QFont font(TextRole role);
//! Its size where the desktop's is 13.
[[nodiscard]] int nominalSize(TextRole role);
//! The height of a control of 28 (or another \a nominal height) with this person's size of text.
[[nodiscard]] int controlHeight(int nominal = 28);

//! Makes the desktop's font that of the application, or, if no desktop chose one, ours.
void applyFonts();
//! The first of \a wanted, then of what we like, that \a has; for tests of the choice.
[[nodiscard]] QString chosenFamily(
    const QString &desktop, const QStringList &ours, const std::function<bool(const QString &)> &has);

//! True when \a text may be drawn sign by sign, without the rules of its script; Arabic, say, breaks without them.
[[nodiscard]] bool maySkipShaping(QStringView text);

} // namespace look
