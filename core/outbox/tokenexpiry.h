// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <optional>

namespace outbox {

//! When the first JSON Web Token in \a payload expires, seconds since 1970 UTC (RFC 7519 §4.1.4); nothing without one.
//!
//! A message that waited may carry a token that is no longer good. It is sent as it is and only marked (D12). Looks at
//! the first 64 KiB.
[[nodiscard]] std::optional<qint64> tokenExpiry(QByteArrayView payload);

} // namespace outbox
