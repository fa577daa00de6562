// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <algorithm>
#include <cstring>

namespace base {

double Random::uniform()
{
    quint64 bits = 0;
    if (!fill(std::as_writable_bytes(std::span(&bits, 1))))
        return 0.5;
    return static_cast<double>(bits >> 11) * 0x1.0p-53;
}

SystemRandom::~SystemRandom() { OPENSSL_cleanse(m_block.data(), m_block.size()); }

bool SystemRandom::fill(std::span<std::byte> bytes)
{
    while (!bytes.empty()) {
        if (m_used == m_block.size()) {
            if (RAND_bytes(reinterpret_cast<unsigned char *>(m_block.data()), static_cast<int>(m_block.size())) != 1)
                return false;
            m_used = 0;
        }
        const std::size_t count = std::min(bytes.size(), m_block.size() - m_used);
        std::memcpy(bytes.data(), m_block.data() + m_used, count);
        std::memset(m_block.data() + m_used, 0, count);
        m_used += count;
        bytes = bytes.subspan(count);
    }
    return true;
}

quint64 SeededRandom::next()
{
    m_state += 0x9E3779B97F4A7C15ULL;
    quint64 z = m_state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

bool SeededRandom::fill(std::span<std::byte> bytes)
{
    while (!bytes.empty()) {
        const quint64 block = next();
        const std::size_t count = std::min(bytes.size(), sizeof block);
        std::memcpy(bytes.data(), &block, count);
        bytes = bytes.subspan(count);
    }
    return true;
}

} // namespace base
