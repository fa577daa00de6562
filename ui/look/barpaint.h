// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <QStyle>

class QPainter;
class QStyleOption;
class QStyleOptionProgressBar;
class QStyleOptionSlider;
class QWidget;

namespace look {

struct Tokens;

//! A scroll bar: a rail without arrows, and a thumb of half its width in the middle.
void drawScrollBar(QPainter &painter, const QStyleOptionSlider &option, const QWidget *bar, const Tokens &tokens);
[[nodiscard]] QRect scrollBarPart(const QStyleOptionSlider &option, QStyle::SubControl part);
//! The colour behind a scroll bar: that of what it scrolls.
[[nodiscard]] QColor scrollGround(const QWidget *bar, const Tokens &tokens);

void drawProgressGroove(QPainter &painter, const QStyleOption &option, const Tokens &tokens);
void drawProgress(QPainter &painter, const QStyleOptionProgressBar &option, const Tokens &tokens);
void drawSlider(QPainter &painter, const QStyleOptionSlider &option, const QRect &handle, const Tokens &tokens);
//! The line between two parts that are moved by hand.
void drawSplitter(QPainter &painter, const QStyleOption &option, const Tokens &tokens);

} // namespace look
