// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/outfile.h"

class QWidget;

namespace shell {

//! Saves what \a widget shows as PNG.
base::Expected<void, base::FileError> savePicture(QWidget &widget, const QString &file);

} // namespace shell
