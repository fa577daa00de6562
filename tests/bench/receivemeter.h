// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/resource.h>

#include <chrono>
#include <cstdio>

namespace bench {

//! What a receiver counted, from the open connection to its end. Plain C++17, so that every peer reports alike.
class ReceiveMeter
{
public:
    //! The connection is open.
    void start()
    {
        m_begin = std::chrono::steady_clock::now();
        m_cpuBegin = cpuSeconds();
    }
    void add(long long messageBytes)
    {
        ++m_messages;
        m_bytes += messageBytes;
    }
    //! The connection ended: one line on standard output. `MB` is 10^6 payload bytes.
    void report() const
    {
        const double cpu = cpuSeconds() - m_cpuBegin;
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - m_begin).count();
        std::printf("msgs=%lld bytes=%lld secs=%.6f cpu_secs=%.6f msgs_per_s=%.0f MB_per_s=%.1f\n", m_messages, m_bytes,
            seconds, cpu, static_cast<double>(m_messages) / seconds, static_cast<double>(m_bytes) / seconds / 1e6);
        std::fflush(stdout);
    }

private:
    //! User and system time of all threads of this process.
    static double cpuSeconds()
    {
        rusage usage{};
        getrusage(RUSAGE_SELF, &usage);
        const auto seconds = [](const timeval &time) {
            return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
        };
        return seconds(usage.ru_utime) + seconds(usage.ru_stime);
    }

    std::chrono::steady_clock::time_point m_begin{};
    double m_cpuBegin = 0;
    long long m_messages = 0;
    long long m_bytes = 0;
};

} // namespace bench
