// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <memory>
#include <vector>

namespace connection {

//! The last round trips, oldest first; shared and never changed, so that it may travel in every Tick.
using RoundTrips = std::shared_ptr<const std::vector<base::Nanoseconds>>;

//! \a trips with \a rtt behind them; only the newest \a places are kept.
[[nodiscard]] RoundTrips withRoundTrip(const RoundTrips &trips, base::Nanoseconds rtt, std::size_t places = 120);

//! The value below which \a share (0 to 1) of \a trips lie, by nearest rank; 0 when there are none.
[[nodiscard]] base::Nanoseconds quantile(const RoundTrips &trips, double share);

} // namespace connection
