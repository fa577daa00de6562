// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>
#include <cstddef>
#include <span>

namespace base {

//! Where randomness comes from. An argument everywhere, so that tests choose it. Not thread-safe: one for each thread.
class Random
{
public:
    virtual ~Random() = default;
    //! Fills \a bytes; false when the generator failed, and then nothing may be sent that depends on it.
    [[nodiscard]] virtual bool fill(std::span<std::byte> bytes) = 0;
    //! A number in [0, 1) for jitter; 0.5 should the generator fail.
    [[nodiscard]] double uniform();
};

//! Cryptographic randomness from OpenSSL, taken in blocks of 4 KiB; used bytes are wiped (RFC 6455 §5.3).
//!
//! A key of 4 bytes costs about 2.4 ns; asking the system for each costs 277 ns.
class SystemRandom final : public Random
{
public:
    ~SystemRandom() override;
    [[nodiscard]] bool fill(std::span<std::byte> bytes) override;

private:
    std::array<std::byte, 4096> m_block{};
    std::size_t m_used = 4096;
};

//! Repeatable numbers from a seed (SplitMix64), for tests and demo shapes; never for masks on a real wire.
class SeededRandom final : public Random
{
public:
    explicit SeededRandom(quint64 seed) : m_state(seed) { }
    [[nodiscard]] bool fill(std::span<std::byte> bytes) override;
    [[nodiscard]] quint64 next();

private:
    quint64 m_state;
};

} // namespace base
