// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/framing/masking.h"
#include "tests/bench/rounds.h"

#include <cstdio>
#include <cstring>
#include <vector>

// Masking (RFC 6455 §5.3) beside memcpy of the same bytes: copying with the mask, as sending does, and in place, as a
// server receives. bench_mask [--smoke]

int main(int argc, char **)
{
    for (const std::size_t size :
        {std::size_t(1) << 10, std::size_t(16) << 10, std::size_t(64) << 10, std::size_t(1) << 20}) {
        std::vector<char> from(size, 'x');
        std::vector<char> to(size);
        const auto bytes = static_cast<qsizetype>(size);
        const int repeats = static_cast<int>((std::size_t(4) << 20) / size);
        const auto often = [&](const auto &work) {
            for (int i = 0; i < repeats; ++i) {
                work();
                asm volatile("" ::"r"(to.data()) : "memory");
            }
        };
        const auto times = bench::nanoseconds(repeats,
            {[&] { often([&] { std::memcpy(to.data(), from.data(), size); }); },
                [&] { often([&] { ws::copyMasked(to.data(), from.data(), bytes, 0x12345678); }); },
                [&] { often([&] { ws::applyMask(to.data(), bytes, 0x12345678, 0); }); }});
        std::printf("mask %8zu B   memcpy %10.1f ns   copy %10.1f ns   in place %10.1f ns   memcpy / copy %.2f   "
                    "memcpy / in place %.2f\n",
            size, times[0], times[1], times[2], times[0] / times[1], times[0] / times[2]);
        if (argc > 1)
            break;
    }
}
