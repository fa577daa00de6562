// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"

#include <QString>
#include <QUrl>

namespace settings {

//! Why what a person typed is no address of a feed.
enum class AddressError : quint8 {
    Empty,
    TooLong,
    HasControls,
    SchemeNotWebSocket,
    HostMissing,
    PortInvalid,
    FragmentInUrl,
    Invalid
};

//! The ws or wss address that \a typed stands for.
//!
//! Blanks around it are dropped and `http(s)://` becomes `ws(s)://`. Without a scheme, `ws://` is meant for this
//! computer, for literal private addresses, for names without a dot or under `.local`, and for port 80; everything else
//! is reached through the open network and gets `wss://`.
[[nodiscard]] base::Expected<QUrl, AddressError> parseAddress(const QString &typed);

} // namespace settings
