// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <vector>

namespace charts {

//! The least distance of ticks, of 1-2-5 in its unit (1 2 5 10 15 30 for seconds and minutes, 1 2 3 6 12 for hours),
//! that is not below \a least.
[[nodiscard]] std::chrono::nanoseconds tickStep(std::chrono::nanoseconds least);

//! The instants in (\a beginNs, \a endNs] that are multiples of \a step in the local time of day, rising; at most 128.
//!
//! They are absolute: a tick keeps its instant while the window slides over it.
[[nodiscard]] std::vector<qint64> tickTimes(qint64 beginNs, qint64 endNs, std::chrono::nanoseconds step);

//! The local time of day of a tick, as fine as \a step needs: `14:03`, `14:03:20`, `14:03:20.5`.
[[nodiscard]] QString tickLabel(qint64 timeNs, std::chrono::nanoseconds step);

//! The widest label that ticks of \a step have, to reserve its room.
[[nodiscard]] QString widestTickLabel(std::chrono::nanoseconds step);

} // namespace charts
