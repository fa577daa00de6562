// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/monitor.h"

namespace metrics {

using base::ByteCount;
using base::Nanoseconds;

static quint64 unsignedOf(ByteCount size) { return size.bytes > 0 ? static_cast<quint64>(size.bytes) : 0; }

void Monitor::messageReceived(ByteCount payload, ByteCount wire, Nanoseconds steady)
{
    ++m_totals.messagesIn;
    m_totals.bytesIn += unsignedOf(payload);
    m_totals.wireBytesIn += unsignedOf(wire);
    m_messagesIn.add(1, steady);
    m_bytesIn.add(unsignedOf(payload), steady);
}

void Monitor::messageSent(ByteCount payload, ByteCount wire, Nanoseconds steady)
{
    ++m_totals.messagesOut;
    m_totals.bytesOut += unsignedOf(payload);
    m_totals.wireBytesOut += unsignedOf(wire);
    m_messagesOut.add(1, steady);
    m_bytesOut.add(unsignedOf(payload), steady);
}

void Monitor::controlReceived(ByteCount wire)
{
    ++m_totals.controlIn;
    m_totals.wireBytesIn += unsignedOf(wire);
}

void Monitor::controlSent(ByteCount wire)
{
    ++m_totals.controlOut;
    m_totals.wireBytesOut += unsignedOf(wire);
}

Snapshot Monitor::snapshot(Nanoseconds steadyNow) const
{
    Snapshot now = m_totals;
    now.messagesInPerSecond = m_messagesIn.perSecond(steadyNow);
    now.messagesOutPerSecond = m_messagesOut.perSecond(steadyNow);
    now.bytesInPerSecond = m_bytesIn.perSecond(steadyNow);
    now.bytesOutPerSecond = m_bytesOut.perSecond(steadyNow);
    now.avgLatencyMs = m_latency.meanMs();
    return now;
}

} // namespace metrics
