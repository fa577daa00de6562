// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

#include <array>

namespace look {

//! Every colour of the program, by what it is for. There are two sets, dark and light, and one made of
//! the colours of a person who asked the desktop for high contrast; nothing else names a colour.
//!
//! Contrast and the distance between series colours are held by `tests/ui/look/tokens.py`.
struct Tokens
{
    QColor ground; //!< Behind cards.
    QColor chrome; //!< Menu row, toolbar, rail, table heads, status line.
    QColor card; //!< Cards, tables, the inspector.
    QColor raised; //!< Buttons, menus, popovers, labels of cursors.
    QColor sunken; //!< Fields, hex.
    QColor hover; //!< Laid over any ground under the pointer; translucent.
    QColor line; //!< Hairlines.
    QColor line2; //!< Borders of buttons and popovers, separators.
    QColor edge; //!< Borders that carry meaning: fields, boxes, ends of a gap.
    QColor grid; //!< The horizontal grid of a chart.
    QColor hatch; //!< Lines of the pattern of a gap.
    QColor text; //!< Values and names.
    QColor text2; //!< Labels, words of menus.
    QColor text3; //!< Units, axes, keys of JSON, rows of control frames.
    QColor accent; //!< Focus, the live edge, links, what is chosen.
    QColor accentFill; //!< The primary button, LIVE, a switch that is on.
    QColor onAccent;
    QColor accentSoft; //!< Ground of a chosen row or segment.
    QColor good; //!< State: open, met. Never decoration.
    QColor goodSoft;
    QColor warn; //!< State: waiting, held, late.
    QColor warnSoft;
    QColor bad; //!< State: failed, breached.
    QColor badSoft;
    QColor badFill; //!< Ground of a badge with white text.
    std::array<QColor, 8> series; //!< Curves, by slot; people with any kind of colour vision tell them apart.
    std::array<QColor, 6> heat; //!< From few to many.
    bool dark = false;
    bool contrast = false; //!< The person's own colours, every border visible, grounds alike.
};

//! The tokens of a dark or light window.
[[nodiscard]] const Tokens &tokens(bool dark);
//! The tokens for what is drawn with \a palette: its window decides, and that all its lines are the same (as
//! paletteOf(contrastTokens()) makes them) means high contrast. GUI thread.
[[nodiscard]] const Tokens &tokensOf(const QPalette &palette);
//! The tokens of high contrast: nothing but the colours of \a desktop, and its lines as strong as its text.
[[nodiscard]] Tokens contrastTokens(const QPalette &desktop);
//! The palette made from \a tokens, so that a widget nobody thought of fits too.
[[nodiscard]] QPalette paletteOf(const Tokens &tokens);
//! \a colour at \a share (0 to 1) over \a ground.
[[nodiscard]] QColor mixed(const QColor &colour, const QColor &ground, double share);

} // namespace look
