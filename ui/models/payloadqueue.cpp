// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/payloadqueue.h"

#include <utility>

namespace models {

PayloadQueue::PayloadQueue(stream::RowSource &source, QObject *parent) : QObject(parent), m_source(&source)
{
    connect(&source, &stream::RowSource::payloadArrived, this, &PayloadQueue::accept);
}

void PayloadQueue::showNext(base::Seq seq, Take take)
{
    m_show = Wish{seq, std::move(take)};
    m_asked.reset(); // The source lets the newest pass; a copy that was waiting asks again afterwards.
    ask();
}

void PayloadQueue::copyNext(base::Seq seq, Take take)
{
    m_copy = Wish{seq, std::move(take)};
    ask();
}

void PayloadQueue::ask()
{
    if (!m_source || m_asked)
        return;
    if (m_show)
        m_asked = m_show->seq;
    else if (m_copy)
        m_asked = m_copy->seq;
    if (m_asked)
        m_source->requestPayload(*m_asked);
}

void PayloadQueue::accept(const stream::PayloadReply &reply)
{
    // Whatever came, a request of ours that had not begun may have been replaced: the next wish is asked for again.
    m_asked.reset();
    const auto takeIf = [&](std::optional<Wish> &wish) {
        return wish && wish->seq == reply.seq ? std::exchange(wish, {}) : std::nullopt;
    };
    const auto show = takeIf(m_show);
    const auto copy = takeIf(m_copy);
    if (show)
        show->take(reply);
    if (copy)
        copy->take(reply);
    ask();
}

} // namespace models
