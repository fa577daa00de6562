// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/ingest.h"

#include "core/stream/rowfacts.h"

#include <utility>

namespace stream {

Ingest::Reader::Reader(ChannelPtr c)
    : channel(std::move(c))
    , inbound(
          channel->inbound,
          [channel = channel.get()](capture::Kind kind, const QByteArray &json) {
              if (channel->note)
                  channel->note(kind, json);
          },
          [channel = channel.get()](const QList<QByteArray> &ids) {
              if (channel->acknowledged)
                  channel->acknowledged(ids);
          })
    , analysis(*channel->series, [this](const capture::Record &record) { return inbound.isNew(record); })
{
}

void Ingest::add(const ChannelPtr &channel)
{
    const std::scoped_lock lock(m_mutex);
    m_new.push_back(channel);
}

void Ingest::remove(base::ConnectionId id, std::function<void()> removed)
{
    const std::scoped_lock lock(m_mutex);
    m_asked.push_back({.id = id, .removed = std::move(removed)});
}

std::vector<Ingest::Removal> Ingest::adoptNew()
{
    const std::scoped_lock lock(m_mutex);
    for (ChannelPtr &channel : std::exchange(m_new, {}))
        m_readers.try_emplace(channel->id, channel);
    return std::exchange(m_leaving, std::exchange(m_asked, {}));
}

void Ingest::work(const std::vector<QueuedBatch> &batches)
{
    const std::vector<Removal> leaving = adoptNew();
    for (auto &[id, reader] : m_readers) {
        reader.inbound.begin();
        if (const auto choice = reader.channel->reading.takeNewer(reader.readingOf))
            reader.analysis.setReading(*choice);
        reader.isBusy = false;
    }
    for (const QueuedBatch &queued : batches) {
        const auto reader = m_readers.find(queued.batch->connection);
        if (reader == m_readers.end())
            continue;
        reader->second.isBusy = true;
        for (const capture::Record &record : queued.batch->records)
            reader->second.analysis.read(record, rowFacts(*queued.batch, record));
    }
    readAgain();
    const base::Instant now = m_clock.now();
    for (auto &[id, reader] : m_readers) {
        reader.inbound.end();
        settle(reader, now.wall);
        report(reader, now);
    }
    for (const Removal &removal : leaving) {
        m_readers.erase(removal.id);
        removal.removed();
    }
}

// A message has its time when it is read from the socket and comes here a moment later. What is decided has to follow
// from the messages alone, or the same rows would be drawn otherwise when they are read from the capture.
void Ingest::settle(Reader &reader, base::Nanoseconds wall)
{
    static constexpr base::Nanoseconds onTheWay = std::chrono::milliseconds(100);
    if (reader.isBusy)
        reader.analysis.settleSamples(wall.count());
    else
        reader.analysis.settle((wall - onTheWay).count());
}

// Decisions that came late: another thread reads the earlier messages, this one takes over what it found.
void Ingest::readAgain()
{
    for (Rereader::Job &job : m_rereader.takeDone()) {
        if (const auto reader = m_readers.find(job.channel->id); reader != m_readers.end())
            reader->second.analysis.adopt(*job.again);
    }
    for (auto &[id, reader] : m_readers) {
        if (auto again = reader.analysis.takeAgain())
            m_rereader.start({reader.channel, std::move(again)});
    }
}

void Ingest::finish()
{
    m_rereader.stop();
    for (auto &[id, reader] : m_readers)
        tellFacts(reader, reader.factsTold);
}

void Ingest::tellFacts(Reader &reader, base::Nanoseconds steady)
{
    reader.factsTold = steady;
    reader.channel->facts.set(reader.analysis.facts());
    reader.rowsTold = reader.analysis.run().rows;
    reader.channel->run.set(std::make_shared<const metrics::RunMetrics>(reader.analysis.run()));
}

void Ingest::report(Reader &reader, const base::Instant &now)
{
    static constexpr base::Nanoseconds often = std::chrono::milliseconds(250);
    if (reader.rowsTold != reader.analysis.run().rows && now.steady - reader.factsTold >= often)
        tellFacts(reader, now.steady);
    const metrics::Snapshot snapshot = reader.analysis.snapshot(now.wall.count());
    const quint64 samples = reader.channel->series->sampleCount();
    const quint64 generation = reader.channel->series->generation();
    const messaging::ResumeStatus &resume = reader.inbound.status();
    if (snapshot == reader.last && resume == reader.lastResume && samples == reader.lastSamples
        && generation == reader.lastGeneration)
        return;
    reader.last = snapshot;
    reader.lastResume = resume;
    reader.lastSamples = samples;
    reader.lastGeneration = generation;
    reader.channel->mailbox.update([&](Tick &tick) {
        tick.metrics = snapshot;
        tick.resume = resume;
        tick.sampleCount = samples;
        tick.seriesGeneration = generation;
    });
}

} // namespace stream
