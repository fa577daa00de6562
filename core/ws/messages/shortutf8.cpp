// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/messages/shortutf8.h"

#include <algorithm>
#include <array>

#if defined(__x86_64__)
#include <immintrin.h>
#define WS_AVX2 __attribute__((target("avx2")))
#endif

namespace ws {

#if defined(__x86_64__)
namespace {

constexpr qsizetype blockSize = 32;
// A code point's lead byte stands at most this far in front of its last byte.
constexpr qsizetype leadReach = 3; // More: speed only.

// The classes of what can be wrong with two neighbouring bytes; John Keiser and Daniel Lemire, "Validating UTF-8 In
// Less Than One Instruction Per Byte" (2021), table 8. A pair is wrong when its three lookups share a bit.
constexpr char tooShort = 1 << 0; // 11______ 0_______ and 11______ 11______
constexpr char tooLong = 1 << 1; // 0_______ 10______
constexpr char overlong3 = 1 << 2; // 11100000 100_____
constexpr char tooLarge = 1 << 3; // 11110100 1001____ and above
constexpr char surrogate = 1 << 4; // 11101101 101_____
constexpr char overlong2 = 1 << 5; // 1100000_ 10______
constexpr char tooLarge1000 = 1 << 6; // 11110101 1000____ and above
constexpr char overlong4 = 1 << 6; // 11110000 1000____
constexpr char twoContinuations = static_cast<char>(1 << 7); // 10______ 10______
constexpr char carry = tooShort | tooLong | twoContinuations; // What the low half of the first byte cannot tell.

alignas(16) constexpr std::array<char, 16> firstHigh{tooLong, tooLong, tooLong, tooLong, tooLong, tooLong, tooLong,
    tooLong, twoContinuations, twoContinuations, twoContinuations, twoContinuations, tooShort | overlong2, tooShort,
    tooShort | overlong3 | surrogate, tooShort | tooLarge | tooLarge1000 | overlong4};
alignas(16) constexpr std::array<char, 16> firstLow{carry | overlong3 | overlong2 | overlong4, carry | overlong2, carry,
    carry, carry | tooLarge, carry | tooLarge | tooLarge1000, carry | tooLarge | tooLarge1000,
    carry | tooLarge | tooLarge1000, carry | tooLarge | tooLarge1000, carry | tooLarge | tooLarge1000,
    carry | tooLarge | tooLarge1000, carry | tooLarge | tooLarge1000, carry | tooLarge | tooLarge1000,
    carry | tooLarge | tooLarge1000 | surrogate, carry | tooLarge | tooLarge1000, carry | tooLarge | tooLarge1000};
alignas(16) constexpr std::array<char, 16> secondHigh{tooShort, tooShort, tooShort, tooShort, tooShort, tooShort,
    tooShort, tooShort, tooLong | overlong2 | twoContinuations | overlong3 | tooLarge1000 | overlong4,
    tooLong | overlong2 | twoContinuations | overlong3 | tooLarge,
    tooLong | overlong2 | twoContinuations | surrogate | tooLarge,
    tooLong | overlong2 | twoContinuations | surrogate | tooLarge, tooShort, tooShort, tooShort, tooShort};

WS_AVX2 inline __m256i load(const char *bytes) { return _mm256_loadu_si256(reinterpret_cast<const __m256i *>(bytes)); }

WS_AVX2 inline __m256i lookUp(const std::array<char, 16> &table, __m256i halves)
{
    const __m128i row = _mm_load_si128(reinterpret_cast<const __m128i *>(table.data()));
    return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(row), halves);
}

// A block of text and the same shifted, so that the bytes one, two and three in front of each stand in its place.
struct ShiftedBlock
{
    __m256i bytes;
    __m256i before1;
    __m256i before2;
    __m256i before3;
};

// Three readable bytes stand in front of \a at.
WS_AVX2 inline ShiftedBlock blockAt(const char *at) { return {load(at), load(at - 1), load(at - 2), load(at - 3)}; }

// Nothing stands in front of \a at: zeros are shifted in.
WS_AVX2 inline ShiftedBlock firstBlock(const char *at)
{
    const __m256i bytes = load(at);
    const __m256i lowerLane = _mm256_permute2x128_si256(bytes, bytes, 0x08);
    return {bytes, _mm256_alignr_epi8(bytes, lowerLane, 15), _mm256_alignr_epi8(bytes, lowerLane, 14),
        _mm256_alignr_epi8(bytes, lowerLane, 13)};
}

// Not zero where \a block breaks a rule; what its last code point still needs is for the block behind it to find.
WS_AVX2 inline __m256i errorsOf(const ShiftedBlock &block)
{
    const __m256i half = _mm256_set1_epi8(0x0F);
    const __m256i first = lookUp(firstHigh, _mm256_and_si256(_mm256_srli_epi16(block.before1, 4), half));
    const __m256i firstLower = lookUp(firstLow, _mm256_and_si256(block.before1, half));
    const __m256i second = lookUp(secondHigh, _mm256_and_si256(_mm256_srli_epi16(block.bytes, 4), half));
    const __m256i pairs = _mm256_and_si256(_mm256_and_si256(first, firstLower), second);
    // Only E0 and above two bytes in front, and F0 and above three in front, keep their high bit: E0 - 80, F0 - 80.
    const __m256i third = _mm256_subs_epu8(block.before2, _mm256_set1_epi8(0x60));
    const __m256i fourth = _mm256_subs_epu8(block.before3, _mm256_set1_epi8(0x70));
    const __m256i mustContinue
        = _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8(static_cast<char>(0x80)));
    return _mm256_xor_si256(mustContinue, pairs);
}

WS_AVX2 inline bool isClean(__m256i errors) { return _mm256_testz_si256(errors, errors) != 0; }

// No byte has its high bit set.
WS_AVX2 inline bool isAscii(const char *bytes, qsizetype size)
{
    __m256i seen = load(bytes + size - blockSize);
    for (qsizetype at = 0; at + blockSize <= size; at += blockSize) // Whether the last is read twice: speed only.
        seen = _mm256_or_si256(seen, load(bytes + at));
    return _mm256_movemask_epi8(seen) == 0;
}

// A lead byte near the end that asks for more than is there.
bool endsInside(const char *end)
{
    return static_cast<quint8>(end[-1]) >= 0xC0 || static_cast<quint8>(end[-2]) >= 0xE0
        || static_cast<quint8>(end[-3]) >= 0xF0;
}

// Too short for an overlapping last block: judged in a copy with zeros behind it, which also find an end inside a code
// point.
WS_AVX2 bool isUtf8InCopy(const char *bytes, qsizetype size)
{
    alignas(blockSize) std::array<char, 2 * blockSize> copy{}; // More: capacity only.
    std::copy_n(bytes, size, copy.data());
    const __m256i errors = errorsOf(firstBlock(copy.data()));
    return isClean(size < blockSize ? errors : _mm256_or_si256(errors, errorsOf(blockAt(copy.data() + blockSize))));
}

} // namespace

bool hasShortUtf8() { return __builtin_cpu_supports("avx2") != 0; } // Speed only: there is another way.

WS_AVX2 bool isShortUtf8(QByteArrayView text)
{
    const char *const bytes = text.data();
    const qsizetype size = text.size();
    if (size >= blockSize && isAscii(bytes, size)) // A short cut: speed only.
        return true;
    if (size < blockSize + leadReach) // Both ways judge alike: speed only.
        return isUtf8InCopy(bytes, size);
    __m256i errors = errorsOf(firstBlock(bytes));
    qsizetype at = blockSize;
    for (; at + blockSize <= size; at += blockSize) // The last one may be judged below: speed only.
        errors = _mm256_or_si256(errors, errorsOf(blockAt(bytes + at)));
    if (at < size) // The last block overlaps the one before it; judging it twice: speed only.
        errors = _mm256_or_si256(errors, errorsOf(blockAt(bytes + size - blockSize)));
    return isClean(errors) && !endsInside(bytes + size);
}
#else
bool hasShortUtf8() { return false; }
bool isShortUtf8(QByteArrayView) { return false; }
#endif

} // namespace ws
