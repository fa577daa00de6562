// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/networkwatch.h"

#include <memory>

namespace app {

//! What the system's own service says (QNetworkInformation); always Untold where there is none.
[[nodiscard]] std::unique_ptr<net::NetworkWatch> systemNetworkWatch();

} // namespace app
