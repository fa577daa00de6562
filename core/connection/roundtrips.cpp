// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connection/roundtrips.h"

#include <algorithm>
#include <cmath>

namespace connection {

RoundTrips withRoundTrip(const RoundTrips &trips, base::Nanoseconds rtt, std::size_t places)
{
    auto next = trips ? std::make_shared<std::vector<base::Nanoseconds>>(*trips)
                      : std::make_shared<std::vector<base::Nanoseconds>>();
    if (next->size() >= places && !next->empty())
        next->erase(next->begin(), next->end() - static_cast<std::ptrdiff_t>(places - 1));
    next->push_back(rtt);
    return next;
}

base::Nanoseconds quantile(const RoundTrips &trips, double share)
{
    if (!trips || trips->empty())
        return base::Nanoseconds(0);
    std::vector<base::Nanoseconds> sorted = *trips;
    const auto count = static_cast<double>(sorted.size());
    const auto rank = static_cast<std::ptrdiff_t>(std::clamp(std::ceil(share * count) - 1, 0.0, count - 1));
    std::nth_element(sorted.begin(), sorted.begin() + rank, sorted.end());
    return sorted[static_cast<std::size_t>(rank)];
}

} // namespace connection
