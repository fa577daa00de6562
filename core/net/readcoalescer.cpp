// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/readcoalescer.h"

#include "core/net/streamprobe.h"

#include <utility>

namespace net {

ReadCoalescer::ReadCoalescer(StreamProbe &probe) : m_probe(probe)
{
    m_timer.setInterval(std::chrono::milliseconds(2));
    m_timer.callOnTimeout([this] { look(); });
}

void ReadCoalescer::passed(qint64 bytes)
{
    if (bytes < bulk)
        return;
    m_wasBulk = true;
    if (m_timer.isActive())
        return;
    m_probe.setLowWater(bulk);
    m_timer.start();
}

void ReadCoalescer::look()
{
    if (std::exchange(m_wasBulk, false))
        return;
    m_timer.stop();
    m_probe.setLowWater(1);
}

} // namespace net
