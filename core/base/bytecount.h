// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <compare>

namespace base {

//! A number of bytes; a type of its own so that sizes and counts cannot be mixed up.
struct ByteCount
{
    qint64 bytes = 0;

    friend constexpr auto operator<=>(ByteCount, ByteCount) = default;
    friend constexpr ByteCount operator+(ByteCount a, ByteCount b) { return {a.bytes + b.bytes}; }
    friend constexpr ByteCount operator-(ByteCount a, ByteCount b) { return {a.bytes - b.bytes}; }
    friend constexpr ByteCount operator*(ByteCount a, qint64 n) { return {a.bytes * n}; }
    friend constexpr ByteCount operator/(ByteCount a, qint64 n) { return {a.bytes / n}; }
};

namespace literals {
constexpr ByteCount operator""_B(unsigned long long n) { return {static_cast<qint64>(n)}; }
constexpr ByteCount operator""_KiB(unsigned long long n) { return {static_cast<qint64>(n) << 10}; }
constexpr ByteCount operator""_MiB(unsigned long long n) { return {static_cast<qint64>(n) << 20}; }
constexpr ByteCount operator""_GiB(unsigned long long n) { return {static_cast<qint64>(n) << 30}; }
} // namespace literals

} // namespace base
