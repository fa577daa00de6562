// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/record.h"

namespace capture {

//! Which rows are meant, by what they are. A value; everything by default.
struct Filter
{
    bool data = true; //!< Text and binary messages.
    bool control = true; //!< Close, ping and pong.
    bool notes = true; //!< Our own: state, gap, problem.
    friend constexpr bool operator==(const Filter &, const Filter &) = default;

    [[nodiscard]] constexpr bool matches(Kind kind) const
    {
        return isData(kind) ? data : isControl(kind) ? control : notes;
    }
    //! What this one leaves out.
    [[nodiscard]] constexpr Filter opposite() const { return {!data, !control, !notes}; }
};

} // namespace capture
