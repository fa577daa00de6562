// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QByteArrayView>

#include <optional>

namespace connection {

//! How long a Retry-After field asks to wait (RFC 9110 §10.2.3): seconds, or a date set against \a wall.
//!
//! Nothing for a value that is neither; at most one hour, and zero for a date that has passed (H22).
[[nodiscard]] std::optional<base::Nanoseconds> retryAfter(QByteArrayView value, base::Nanoseconds wall);

} // namespace connection
