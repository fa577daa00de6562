// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>
#include <ctime>
#include <functional>
#include <vector>

namespace bench {

//! CPU time of this thread: what the machine does for others does not count.
inline double cpuNanoseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

//! Nanoseconds of each work, the median of seven interleaved rounds of at least 40 ms; work i does \a count things.
inline std::vector<double> nanoseconds(long long count, const std::vector<std::function<void()>> &works)
{
    constexpr std::size_t rounds = 7;
    std::vector<std::array<double, rounds>> taken(works.size());
    for (std::size_t round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < works.size(); ++i) {
            long long repeats = 0;
            const double begin = cpuNanoseconds();
            double end = begin;
            while (end - begin < 40e6) {
                works[i]();
                ++repeats;
                end = cpuNanoseconds();
            }
            taken[i][round] = (end - begin) / static_cast<double>(repeats * count);
        }
    }
    std::vector<double> medians;
    for (auto &times : taken) {
        std::nth_element(times.begin(), times.begin() + rounds / 2, times.end());
        medians.push_back(times[rounds / 2]);
    }
    return medians;
}

} // namespace bench
