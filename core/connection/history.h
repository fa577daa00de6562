// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/connection/failure.h"
#include "core/connection/state.h"

#include <memory>
#include <optional>
#include <vector>

namespace connection {

//! A state that was entered.
struct Transition
{
    State to = State::Idle;
    base::Instant at{};
    int attempt = 0; //!< Since the last open.
    quint16 closeCode = 0; //!< When a connection ended with it; 0: none.
    std::optional<Failure> failure{}; //!< Why an attempt or connection ended here.
};

//! Transitions, oldest first; shared and never changed, so that it may travel in every Tick.
using History = std::shared_ptr<const std::vector<Transition>>;

//! \a history with \a transition behind it; only the newest \a places are kept.
[[nodiscard]] History withTransition(const History &history, Transition transition, std::size_t places = 256);

} // namespace connection
