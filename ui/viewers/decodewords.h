// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/decoders/decodeerror.h"

#include <QString>

namespace viewers {

//! `Invalid at byte 17: a number is not written as JSON has it.`
[[nodiscard]] QString words(const decoders::DecodeError &error);

} // namespace viewers
