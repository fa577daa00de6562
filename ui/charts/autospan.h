// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <span>
#include <vector>

namespace charts {

//! The windows a person may choose, 10 s to 1 h.
[[nodiscard]] std::span<const std::chrono::nanoseconds> windowSpans();

//! The window for series with these mean \a intervals between samples (zero: not known): 60 s or 60 samples of the
//! slowest, whichever is longer, rounded up to a span of the ladder. \a current is kept while it is nearly right.
[[nodiscard]] std::chrono::nanoseconds automaticSpan(
    const std::vector<std::chrono::nanoseconds> &intervals, std::chrono::nanoseconds current);

//! \a wanted, but no more of it than a feed of \a age has filled: the first chart begins with what is there and grows.
[[nodiscard]] std::chrono::nanoseconds grownSpan(std::chrono::nanoseconds wanted, std::chrono::nanoseconds age);

//! The next longer (\a direction > 0) or shorter span of the ladder; \a span itself at its ends.
[[nodiscard]] std::chrono::nanoseconds neighbourSpan(std::chrono::nanoseconds span, int direction);

} // namespace charts
