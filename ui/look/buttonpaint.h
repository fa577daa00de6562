// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QPainter;
class QStyle;
class QStyleOption;
class QStyleOptionButton;
class QStyleOptionToolButton;
class QWidget;

namespace look {

struct Tokens;

//! The ground and border of a push button.
void drawButtonPanel(QPainter &painter, const QStyleOption &option, const QWidget *button, const Tokens &tokens);
//! Its icon and words, in the colour of its kind.
void drawButtonLabel(QPainter &painter, const QStyleOptionButton &option, const QWidget *button, const Tokens &tokens,
    const QStyle &style);
//! The ground of a tool button: none at rest.
void drawToolPanel(QPainter &painter, const QStyleOption &option, const QWidget *button, const Tokens &tokens);
//! A tool button whole: ground, icon and words, an arrow where words have a menu.
void drawToolButton(QPainter &painter, const QStyleOptionToolButton &option, const QWidget *button,
    const Tokens &tokens, const QStyle &style);
[[nodiscard]] bool hasArrow(const QStyleOptionToolButton &option);
void drawCheckMark(QPainter &painter, const QStyleOption &option, const Tokens &tokens);
void drawRadioMark(QPainter &painter, const QStyleOption &option, const Tokens &tokens);

} // namespace look
