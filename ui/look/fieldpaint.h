// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRect>
#include <QStyle>

class QPainter;
class QStyleOption;
class QStyleOptionComboBox;
class QStyleOptionSpinBox;
class QWidget;

namespace look {

struct Tokens;

//! The ground and border of a field. The property `valid` of \a field, when false, makes its border bad.
void drawField(QPainter &painter, const QStyleOption &option, const QWidget *field, const Tokens &tokens);
//! The field of a combo box and its arrow.
void drawComboBox(QPainter &painter, const QStyleOptionComboBox &option, const QWidget *box, const Tokens &tokens);
//! What is chosen in it.
void drawComboLabel(QPainter &painter, const QStyleOptionComboBox &option, const Tokens &tokens);
[[nodiscard]] QRect comboPart(const QStyleOptionComboBox &option, QStyle::SubControl part);
void drawSpinBox(QPainter &painter, const QStyleOptionSpinBox &option, const QWidget *box, const Tokens &tokens);
[[nodiscard]] QRect spinPart(const QStyleOptionSpinBox &option, QStyle::SubControl part);

} // namespace look
