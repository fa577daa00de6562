// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/messaging/batchsender.h"

#include "core/decoders/jsonoutline.h"

#include <utility>

namespace messaging {

bool BatchSender::add(const QByteArray &message, base::Nanoseconds now)
{
    if (isFull() || !decoders::outline(message, {.nodes = 1, .depth = 500}))
        return false;
    if (isEmpty())
        m_begun = now;
    m_items.append(message);
    return true;
}

std::optional<base::Nanoseconds> BatchSender::nextDeadline() const
{
    if (isEmpty())
        return {};
    return isFull() ? m_begun : m_begun + m_window;
}

QByteArray BatchSender::take(QList<QByteArray> *items)
{
    const QList<QByteArray> taken = std::exchange(m_items, {});
    // The items stand in it byte for byte: numbers and the order of keys are the person's.
    const QByteArray batch = R"({"type":"batch","items":[)" + taken.join(',') + "]}";
    if (items)
        *items = taken;
    return batch;
}

} // namespace messaging
