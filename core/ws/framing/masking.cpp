// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/framing/masking.h"

#include <QtEndian>

#include <bit>
#include <cstring>

namespace ws {
namespace {

// 32 bytes that the compiler maps to one AVX2 register, or to two of SSE2.
using Block = quint64 __attribute__((vector_size(32)));

// One body, compiled twice; the loader chooses by the machine's processor.
#if defined(__x86_64__)
__attribute__((target_clones("avx2", "default")))
#endif
void xorBlocks(char *to, const char *from, qsizetype size, quint64 key8)
{
    const Block key{key8, key8, key8, key8};
    qsizetype at = 0;
    for (; at + 32 <= size; at += 32) {
        Block block;
        std::memcpy(&block, from + at, sizeof block);
        block ^= key;
        std::memcpy(to + at, &block, sizeof block);
    }
    for (; at + 8 <= size; at += 8) { // Single bytes do the rest: speed only.
        quint64 word;
        std::memcpy(&word, from + at, sizeof word);
        word ^= key8;
        std::memcpy(to + at, &word, sizeof word);
    }
    for (; at < size; ++at)
        to[at] = static_cast<char>(from[at] ^ reinterpret_cast<const char *>(&key8)[at & 7]);
}

// The key as eight bytes in memory order, turned so that the byte for \a offset comes first.
quint64 repeated(quint32 key, qint64 offset)
{
    const quint32 turned = std::rotl(key, static_cast<int>(offset & 3) * 8);
    return quint64(qToBigEndian(turned)) * 0x1'0000'0001ULL;
}

} // namespace

void applyMask(char *bytes, qsizetype size, quint32 key, qint64 offset)
{
    xorBlocks(bytes, bytes, size, repeated(key, offset));
}

void copyMasked(char *to, const char *from, qsizetype size, quint32 key)
{
    xorBlocks(to, from, size, repeated(key, 0));
}

} // namespace ws
