// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/ingest.h"

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
    , extractor(*channel->series)
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
    for (auto &[id, reader] : m_readers)
        reader.inbound.begin();
    for (const QueuedBatch &queued : batches) {
        const auto reader = m_readers.find(queued.batch->connection);
        if (reader == m_readers.end())
            continue;
        for (const capture::Record &record : queued.batch->records)
            fold(reader->second, record);
    }
    readAgain();
    const base::Instant now = m_clock.now();
    for (auto &[id, reader] : m_readers) {
        reader.inbound.end();
        reader.extractor.settle(now.wall.count());
        report(reader, now);
    }
    for (const Removal &removal : leaving) {
        m_readers.erase(removal.id);
        removal.removed();
    }
}

// Decisions that came late: another thread reads the earlier messages, this one takes over what it found.
void Ingest::readAgain()
{
    for (Rereader::Job &job : m_rereader.takeDone()) {
        if (const auto reader = m_readers.find(job.channel->id); reader != m_readers.end())
            reader->second.extractor.adopt(*job.reading);
    }
    for (auto &[id, reader] : m_readers) {
        for (auto &reading : reader.extractor.takeRereadings())
            m_rereader.start({reader.channel, std::move(reading), reader.skipped});
    }
}

void Ingest::fold(Reader &reader, const capture::Record &record)
{
    const bool in = record.direction == capture::Direction::In;
    const base::ByteCount size{record.size};
    const base::ByteCount wire{record.wireSize};
    const base::Nanoseconds steady{record.steadyNs};
    if (capture::isControl(record.kind) || record.isHeartbeat) {
        in ? reader.monitor.controlReceived(wire) : reader.monitor.controlSent(wire);
    } else if (capture::isData(record.kind)) {
        if (!in)
            return reader.monitor.messageSent(size, wire, steady);
        reader.monitor.messageReceived(size, wire, steady);
        if (!reader.inbound.isNew(record)) {
            reader.skipped.push_back(record.seq);
            return; // Charted already, before the link was lost.
        }
        switch (
            reader.extractor.read(record.payload(), record.kind == capture::Kind::Text, record.wallNs, record.seq)) {
        case series::Reading::Malformed: return reader.monitor.malformed();
        case series::Reading::DecodeError: return reader.monitor.decodeError();
        case series::Reading::Json:
        case series::Reading::TooDeep:
        case series::Reading::NotJson:
        case series::Reading::BinaryRecord:
        case series::Reading::Binary: return;
        }
    } else if (record.kind == capture::Kind::Gap) {
        reader.extractor.gap(record.wallNs);
    }
}

void Ingest::report(Reader &reader, const base::Instant &now)
{
    const metrics::Snapshot snapshot = reader.monitor.snapshot(now.steady);
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
