// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/monitor/ratehistory.h"

namespace monitor {

void RateHistory::sample(quint64 total, base::Nanoseconds steady)
{
    const base::Nanoseconds passed = steady - m_at;
    if (m_total && passed.count() <= 0)
        return;
    if (m_total && total >= *m_total) {
        m_rates.append(static_cast<double>(total - *m_total) / std::chrono::duration<double>(passed).count());
        if (m_rates.size() > length)
            m_rates.removeFirst();
    }
    m_total = total;
    m_at = steady;
}

} // namespace monitor
