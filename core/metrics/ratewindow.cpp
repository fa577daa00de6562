// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/ratewindow.h"

#include <algorithm>

namespace metrics {

// The second counted so far becomes one of the ring; those that passed without anything are empty.
void RateWindow::turnTo(qint64 second)
{
    m_peaks = peaks();
    if (m_second >= 0)
        m_ring[static_cast<std::size_t>(m_second % length)] = m_now;
    if (second - m_second >= length)
        m_ring.fill({});
    else
        for (qint64 passed = m_second + 1; passed < second; ++passed)
            m_ring[static_cast<std::size_t>(passed % length)] = {};
    m_ring[static_cast<std::size_t>(second % length)] = {};
    m_now = {};
    m_second = second;
}

//! Over the \a seconds before \a before, which is at most one behind the second being counted.
Flow RateWindow::sum(int seconds, qint64 before) const
{
    Flow all;
    for (qint64 second = std::max(before - seconds, m_second - length + 1); second < before; ++second) {
        if (second < 0 || second > m_second)
            continue;
        const Flow &one = second == m_second ? m_now : m_ring[static_cast<std::size_t>(second % length)];
        all.messages += one.messages;
        all.bytes += one.bytes;
    }
    return all;
}

Flow RateWindow::last(Span span, qint64 second) const
{
    if (m_second < 0)
        return {};
    return sum(spans.at(span), std::max(second, m_second));
}

double RateWindow::messagesPerSecond(Span span, qint64 second) const
{
    return static_cast<double>(last(span, second).messages) / spans.at(span);
}

double RateWindow::bytesPerSecond(Span span, qint64 second) const
{
    return static_cast<double>(last(span, second).bytes) / spans.at(span);
}

RateWindow::Peaks RateWindow::peaks() const
{
    Peaks all = m_peaks;
    if (m_second < 0)
        return all;
    for (std::size_t span = 0; span < spans.size(); ++span) {
        const Flow flow = sum(spans[span], m_second + 1);
        if (flow.messages > all.messages[span].amount)
            all.messages[span] = {.amount = flow.messages, .second = m_second + 1};
        if (flow.bytes > all.bytes[span].amount)
            all.bytes[span] = {.amount = flow.bytes, .second = m_second + 1};
    }
    return all;
}

Peak RateWindow::peakMessages(Span span) const { return peaks().messages.at(span); }
Peak RateWindow::peakBytes(Span span) const { return peaks().bytes.at(span); }

} // namespace metrics
