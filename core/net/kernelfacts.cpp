// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/kernelfacts.h"

#ifdef Q_OS_LINUX
#include <cstddef>
#include <linux/sockios.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#endif

namespace net {

#ifdef Q_OS_LINUX

std::optional<KernelFacts> kernelFacts(int descriptor)
{
    ::tcp_info told{};
    socklen_t size = sizeof told;
    if (descriptor < 0 || ::getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &told, &size) != 0)
        return std::nullopt;
    KernelFacts facts{.roundTrip = std::chrono::microseconds(told.tcpi_rtt),
        .roundTripVariation = std::chrono::microseconds(told.tcpi_rttvar),
        .retransmits = told.tcpi_total_retrans,
        .unacknowledged = told.tcpi_unacked};
    // An older kernel fills in less.
    if (size >= offsetof(::tcp_info, tcpi_delivery_rate) + sizeof told.tcpi_delivery_rate)
        facts.deliveryRate = told.tcpi_delivery_rate;
    int bytes = 0;
    if (::ioctl(descriptor, SIOCINQ, &bytes) == 0)
        facts.waitingIn = bytes;
    if (::ioctl(descriptor, SIOCOUTQ, &bytes) == 0)
        facts.waitingOut = bytes;
    return facts;
}

#else

std::optional<KernelFacts> kernelFacts(int) { return std::nullopt; }

#endif

} // namespace net
