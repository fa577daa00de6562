// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/recorder.h"

#include <utility>

namespace stream {

Recorder::Recorder(const capture::WriterSettings &settings) : m_opened(m_writer.open(settings)) { }

void Recorder::add(const ChannelPtr &channel)
{
    const std::scoped_lock lock(m_mutex);
    m_new.push_back(channel);
}

void Recorder::describe(base::ConnectionId id, const QString &redactedUrl, qint64 wallNs)
{
    const std::scoped_lock lock(m_mutex);
    m_descriptions.push_back({.id = id, .url = redactedUrl, .wallNs = wallNs});
}

void Recorder::remove(base::ConnectionId id, std::function<void()> removed)
{
    const std::scoped_lock lock(m_mutex);
    m_asked.push_back({.id = id, .removed = std::move(removed)});
}

std::vector<Recorder::Removal> Recorder::adoptNew()
{
    const std::scoped_lock lock(m_mutex);
    for (ChannelPtr &channel : std::exchange(m_new, {}))
        m_channels.try_emplace(channel->id, channel);
    for (const Description &description : std::exchange(m_descriptions, {}))
        m_writer.describe(description.id, description.url, description.wallNs);
    return std::exchange(m_leaving, std::exchange(m_asked, {}));
}

void Recorder::work(const std::vector<QueuedBatch> &batches)
{
    const std::vector<Removal> leaving = adoptNew();
    for (const QueuedBatch &queued : batches)
        m_writer.append(queued.batch->connection, queued.batch->records, queued.batch->facts);
    // A disk that became free again is noticed by the commit, also when nothing arrives.
    m_writer.commit();
    report();
    for (const Removal &removal : leaving) {
        m_channels.erase(removal.id);
        m_last.erase(removal.id);
        removal.removed();
    }
}

void Recorder::report()
{
    for (const auto &[id, channel] : m_channels) {
        const capture::CaptureStatus status = m_writer.status(id);
        if (status == m_last[id])
            continue;
        m_last[id] = status;
        channel->recent.setCaptured(status.capturedSeq);
        channel->inbound.setCaptured(status.capturedSeq);
        channel->mailbox.update([&](Tick &tick) { tick.capture = status; });
    }
}

void Recorder::close()
{
    m_writer.close();
    report();
}

} // namespace stream
