// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"

#include <ctime>

namespace base {
namespace {

Nanoseconds read(clockid_t id)
{
    timespec time{};
    clock_gettime(id, &time);
    return std::chrono::seconds(time.tv_sec) + Nanoseconds(time.tv_nsec);
}

} // namespace

Instant SystemClock::now() const
{
    return {.steady = read(CLOCK_MONOTONIC), .wall = read(CLOCK_REALTIME), .boot = read(CLOCK_BOOTTIME)};
}

} // namespace base
