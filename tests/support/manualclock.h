// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

namespace tests {

//! A clock that a test moves by hand. All three clocks move together unless told otherwise.
class ManualClock final : public base::Clock
{
public:
    [[nodiscard]] base::Instant now() const override { return m_now; }
    void advance(base::Nanoseconds by)
    {
        m_now.steady += by;
        m_now.wall += by;
        m_now.boot += by;
    }
    void set(const base::Instant &now) { m_now = now; }

private:
    base::Instant m_now{.steady = base::Nanoseconds(1'000'000'000),
        .wall = base::Nanoseconds(1'700'000'000'000'000'000),
        .boot = base::Nanoseconds(1'000'000'000)};
};

} // namespace tests
