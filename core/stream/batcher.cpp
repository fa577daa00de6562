// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/batcher.h"

#include <cstring>
#include <utility>

namespace stream {
namespace {

//! Only what an inspector would show beyond sizes is worth a row of its own.
bool isWorthKeeping(const ws::WireFacts &facts)
{
    return facts.fragments != 1 || facts.compressedSize >= 0 || facts.masked || facts.firstByte != facts.lastByte;
}

} // namespace

Batcher::Batcher(base::ConnectionId connection, Publish publish)
    : m_connection(connection)
    , m_publish(std::move(publish))
{
}

void Batcher::add(capture::Direction direction, capture::Kind kind, QByteArrayView payload, qint64 wireSize,
    const base::Instant &at, const ws::WireFacts *facts)
{
    const auto size = static_cast<qint64>(m_arena.size());
    if (!m_records.empty() && size + payload.size() > maxArena)
        finish(); // A message over 256 KiB is its own Batch, so the one before it ends here.
    newRecord(direction, kind, payload.size(), wireSize, at, facts);
    m_offsets.push_back(static_cast<qint64>(m_arena.size()));
    m_arena.insert(m_arena.end(), payload.begin(), payload.end());
    finishIfFull();
}

void Batcher::addOwned(capture::Direction direction, capture::Kind kind, QByteArray &&payload, qint64 wireSize,
    const base::Instant &at, const ws::WireFacts *facts)
{
    const bool hasSlack = payload.capacity() - payload.size() >= slack;
    if (payload.size() < 4096 || !hasSlack) {
        add(direction, kind, payload, wireSize, at, facts);
        return;
    }
    if (!m_records.empty() && m_ownedBytes + payload.size() > maxArena)
        finish();
    newRecord(direction, kind, payload.size(), wireSize, at, facts);
    m_offsets.push_back(-1 - static_cast<qint64>(m_owned.size()));
    m_ownedBytes += payload.capacity();
    m_owned.push_back(std::move(payload));
    finishIfFull();
}

capture::Record &Batcher::newRecord(capture::Direction direction, capture::Kind kind, qint64 size, qint64 wireSize,
    const base::Instant &at, const ws::WireFacts *facts)
{
    capture::Record &record = m_records.emplace_back();
    record.seq = ++m_seq;
    record.wallNs = at.wall.count();
    record.steadyNs = at.steady.count();
    record.direction = direction;
    record.kind = kind;
    record.size = size;
    record.wireSize = wireSize;
    record.isHeartbeat = std::exchange(m_nextIsHeartbeat, false);
    record.isRedacted = std::exchange(m_nextIsRedacted, false);
    if (facts && isWorthKeeping(*facts)) {
        record.hasFrameFacts = true;
        record.facts = static_cast<quint32>(m_facts.size());
        m_facts.push_back(*facts);
    }
    return record;
}

void Batcher::finishIfFull()
{
    if (m_records.size() >= maxRecords || static_cast<qint64>(m_arena.size()) >= maxArena || m_ownedBytes >= maxArena)
        finish();
}

void Batcher::finish()
{
    if (m_records.empty())
        return;
    auto batch = std::make_shared<Batch>();
    batch->connection = m_connection;
    // The arena gets its exact size here: a quiet feed has one small message a Batch, and thousands of Batches are
    // kept.
    batch->arena.reset(new char[m_arena.size() + slack]);
    std::memcpy(batch->arena.get(), m_arena.data(), m_arena.size());
    std::memset(batch->arena.get() + m_arena.size(), 0, slack);
    batch->owned = std::exchange(m_owned, {});
    for (std::size_t i = 0; i < m_records.size(); ++i) {
        const qint64 offset = m_offsets[i];
        m_records[i].data = offset >= 0 ? batch->arena.get() + offset
                                        : batch->owned[static_cast<std::size_t>(-1 - offset)].constData();
    }
    batch->records.assign(m_records.begin(), m_records.end());
    batch->facts.assign(m_facts.begin(), m_facts.end());
    batch->bytes = static_cast<qint64>(sizeof(Batch) + batch->records.size() * sizeof(capture::Record)
                       + batch->facts.size() * sizeof(ws::WireFacts) + m_arena.size() + slack)
        + m_ownedBytes;
    m_records.clear(); // Keeps its capacity: the next drain allocates nothing here.
    m_facts.clear();
    m_arena.clear();
    m_offsets.clear();
    m_ownedBytes = 0;
    m_publish(std::move(batch));
}

} // namespace stream
