// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/linkpipe.h"

#include <algorithm>
#include <cmath>

namespace net {
namespace {

using namespace std::chrono_literals;

//! A slow link carries this much time's worth at once: finer would be all timers, coarser would stutter.
constexpr base::Nanoseconds grain = 20ms;

base::Nanoseconds timeFor(qint64 bytes, qint64 rate)
{
    return base::Nanoseconds(
        static_cast<qint64>(std::ceil(static_cast<double>(bytes) * 1e9 / static_cast<double>(rate))));
}

} // namespace

void LinkPipe::setShape(const Shape &shape, base::Nanoseconds now)
{
    m_shape = shape;
    const base::Nanoseconds latest = now + shape.delay + shape.jitter;
    for (Waiting &waiting : m_pieces)
        waiting.due = std::min(waiting.due, latest);
    m_freeAt = std::min(m_freeAt, now + grain);
}

void LinkPipe::push(QByteArray bytes, base::Nanoseconds now, base::Random &random)
{
    if (bytes.isEmpty())
        return;
    base::Nanoseconds delay = m_shape.delay;
    if (m_shape.jitter > 0ns)
        delay += base::Nanoseconds(
            static_cast<qint64>((random.uniform() * 2 - 1) * static_cast<double>(m_shape.jitter.count())));
    base::Nanoseconds due = now + std::max(base::Nanoseconds(0), delay);
    if (!m_pieces.empty())
        due = std::max(due, m_pieces.back().due); // A stream keeps its order, whatever chance says.
    m_held += bytes.size();
    m_pieces.push_back({.bytes = std::move(bytes), .due = due});
}

std::optional<QByteArray> LinkPipe::take(base::Nanoseconds now, qint64 most)
{
    if (m_pieces.empty() || m_shape.stopped || most <= 0)
        return std::nullopt;
    Waiting &front = m_pieces.front();
    const base::Nanoseconds begin = std::max(front.due, m_shape.rate > 0 ? m_freeAt : base::Nanoseconds(0));
    if (begin > now)
        return std::nullopt;
    qint64 size = std::min<qint64>(front.bytes.size() - front.taken, most);
    if (m_shape.slice > 0)
        size = std::min(size, m_shape.slice);
    if (m_shape.rate > 0) {
        size = std::min(size, std::max<qint64>(1, m_shape.rate * grain.count() / 1'000'000'000));
        // Counted from when it could have begun, so that late timers do not slow the link; an idle link saves nothing
        // up.
        m_freeAt = std::max(begin, now - grain) + timeFor(size, m_shape.rate);
    }
    const bool isLast = front.taken + size == front.bytes.size();
    QByteArray piece = isLast && front.taken == 0 ? std::move(front.bytes) : front.bytes.mid(front.taken, size);
    front.taken += size;
    m_held -= size;
    if (isLast)
        m_pieces.pop_front();
    return piece;
}

std::optional<base::Nanoseconds> LinkPipe::nextDeadline() const
{
    if (m_pieces.empty() || m_shape.stopped)
        return std::nullopt;
    return m_shape.rate > 0 ? std::max(m_pieces.front().due, m_freeAt) : m_pieces.front().due;
}

} // namespace net
