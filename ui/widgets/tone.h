// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/state.h"

#include <QColor>
#include <QPalette>

namespace widgets {

//! How something stands, told by colour beside the words.
enum class Tone : quint8 { Neutral, Busy, Good, Warning, Bad };

struct ToneColours
{
    QColor ground;
    QColor text; //!< At least 4.5:1 against the ground.
    QColor edge;
};

[[nodiscard]] Tone toneOf(connection::State state);
//! The colours of \a tone that suit a light or dark \a palette.
[[nodiscard]] ToneColours coloursOf(Tone tone, const QPalette &palette);

} // namespace widgets
