// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

class QAbstractButton;
class QWidget;

namespace look {

//! What a button is among its neighbours: the dynamic property `kind` of it, as a word ("primary", "quiet", "danger").
enum class Kind : quint8 {
    Plain,
    Primary, //!< The one thing to do here; one in a view.
    Quiet, //!< Without a border until the pointer is over it.
    Danger, //!< Destroys something.
};

void setKind(QAbstractButton *button, Kind kind);
[[nodiscard]] Kind kindOf(const QWidget *button);

//! Controls in \a widget are 24 high instead of 28: it is a card or the bar of a table. The dynamic property `dense`.
void setDense(QWidget *widget, bool dense = true);
[[nodiscard]] bool isDense(const QWidget *control);

} // namespace look
