// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QPainter;
class QStyleOption;
class QStyleOptionHeader;
class QStyleOptionTab;
class QStyleOptionViewItem;

namespace look {

struct Tokens;

//! The ground of a row or of a cell in it: chosen, under the pointer, or what the model says.
void drawItemPanel(QPainter &painter, const QStyleOptionViewItem &option, const Tokens &tokens);
//! The frame of the cell that has the keyboard.
void drawItemFocus(QPainter &painter, const QStyleOption &option, const Tokens &tokens);
void drawHeaderSection(QPainter &painter, const QStyleOption &option, const Tokens &tokens);
//! The line under a tab that is chosen, the ground of one that is pointed at.
void drawTabShape(QPainter &painter, const QStyleOptionTab &option, const Tokens &tokens);
//! The line that all tabs of a bar stand on.
void drawTabBase(QPainter &painter, const QStyleOption &option, const Tokens &tokens);

} // namespace look
