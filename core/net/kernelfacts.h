// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QtGlobal>

#include <optional>

namespace net {

//! What the kernel knows of a TCP connection (TCP_INFO, SIOCINQ, SIOCOUTQ), also below TLS.
struct KernelFacts
{
    base::Nanoseconds roundTrip{0}; //!< Smoothed, as TCP measures it.
    base::Nanoseconds roundTripVariation{0};
    quint32 retransmits = 0; //!< Segments sent again, in the whole life of the connection.
    quint32 unacknowledged = 0; //!< Segments on their way.
    quint64 deliveryRate = 0; //!< Bytes each second that the peer was seen to take; 0: not known.
    qint64 waitingIn = 0; //!< Bytes that came and were not read by us.
    qint64 waitingOut = 0; //!< Bytes that we wrote and the peer has not acknowledged.
    friend bool operator==(const KernelFacts &, const KernelFacts &) = default;
};

//! Of the connected socket \a descriptor; nothing where there is none, or on a system that does not tell.
[[nodiscard]] std::optional<KernelFacts> kernelFacts(int descriptor);

} // namespace net
