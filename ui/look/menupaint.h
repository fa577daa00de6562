// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>

class QPainter;
class QStyleOption;
class QStyleOptionMenuItem;

namespace look {

struct Tokens;

void drawMenuPanel(QPainter &painter, const QStyleOption &option, const Tokens &tokens);
//! One entry: mark or icon, words, keys at the far edge, an arrow where more opens.
void drawMenuItem(QPainter &painter, const QStyleOptionMenuItem &option, const Tokens &tokens);
[[nodiscard]] QSize menuItemSize(const QStyleOptionMenuItem &option, const QSize &contents);
//! A word of the menu bar.
void drawMenuBarItem(QPainter &painter, const QStyleOptionMenuItem &option, const Tokens &tokens);

} // namespace look
