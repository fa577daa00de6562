// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

namespace models {

//! How a row of the inspector is to look; the view turns it into colours of the palette.
enum class RowStyle { Received, Sent, Control, Note, Problem, Pending };

//! What a view may ask a message model besides the texts.
enum Role {
    StyleRole = Qt::UserRole, //!< A RowStyle, as int.
    SeqRole, //!< The sequence number, quint64.
};

} // namespace models
