// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/networkwatch.h"

namespace net {

NetworkWatch::~NetworkWatch() = default;

} // namespace net
