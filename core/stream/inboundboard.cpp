// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/inboundboard.h"

#include <utility>

namespace stream {

void InboundBoard::configure(const QString &source, const messaging::SendingSettings &settings)
{
    const std::scoped_lock lock(m_mutex);
    if (settings.resume != m_settings.resume || source != m_orders.source) {
        m_ids.clear();
        m_lastCaptured.clear();
    }
    m_settings = settings;
    m_orders.source = source;
    ++m_orders.generation;
}

void InboundBoard::resumed(base::Seq seq, const QByteArray &askedBehind)
{
    const std::scoped_lock lock(m_mutex);
    m_orders.resumedAt = seq;
    m_orders.askedBehind = askedBehind;
}

void InboundBoard::setAwaitsAcks(bool awaits)
{
    const std::scoped_lock lock(m_mutex);
    m_orders.awaitsAcks = awaits;
}

InboundBoard::Orders InboundBoard::takeOrders()
{
    const std::scoped_lock lock(m_mutex);
    Orders taken = m_orders;
    m_orders.resumedAt.reset();
    return taken;
}

messaging::SendingSettings InboundBoard::settings() const
{
    const std::scoped_lock lock(m_mutex);
    return m_settings;
}

void InboundBoard::noteId(base::Seq seq, const QByteArray &id)
{
    const std::scoped_lock lock(m_mutex);
    m_ids.emplace_back(seq, id);
    settle();
}

void InboundBoard::setCaptured(base::Seq seq)
{
    const std::scoped_lock lock(m_mutex);
    m_captured = seq;
    settle();
}

void InboundBoard::settle()
{
    for (; !m_ids.empty() && m_ids.front().first <= m_captured; m_ids.pop_front())
        m_lastCaptured = std::move(m_ids.front().second);
}

QByteArray InboundBoard::lastCapturedId() const
{
    const std::scoped_lock lock(m_mutex);
    return m_lastCaptured;
}

} // namespace stream
