// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stream/batch.h"

#include <QByteArray>

#include <functional>

namespace stream {

//! Puts records into Batches: gives each its seq, copies its payload once into the arena, closes at a bound.
//!
//! Lives on the network thread, one for each connection. Finished Batches go to the \a publish function.
class Batcher
{
public:
    static constexpr std::size_t maxRecords = 4096;
    static constexpr qint64 maxArena = 256LL << 10;
    //! Readable bytes behind every payload, so that parsers need no copy.
    static constexpr qint64 slack = 64;

    using Publish = std::function<void(BatchPtr)>;
    Batcher(base::ConnectionId connection, Publish publish);

    //! A record whose bytes are copied now.
    void add(capture::Direction direction, capture::Kind kind, QByteArrayView payload, qint64 wireSize,
        const base::Instant &at, const ws::WireFacts *facts = nullptr);
    //! A record that keeps \a payload without copying it; copied only when small or without slack behind its end.
    void addOwned(capture::Direction direction, capture::Kind kind, QByteArray &&payload, qint64 wireSize,
        const base::Instant &at, const ws::WireFacts *facts = nullptr);
    //! The next record is a message of the heartbeat.
    void markNextAsHeartbeat() { m_nextIsHeartbeat = true; }
    //! The next record is not what was sent: its secrets were left out.
    void markNextAsRedacted() { m_nextIsRedacted = true; }
    //! Publishes what there is; called at the end of each drain.
    void finish();

    [[nodiscard]] base::Seq lastSeq() const { return m_seq; }

private:
    capture::Record &newRecord(capture::Direction direction, capture::Kind kind, qint64 size, qint64 wireSize,
        const base::Instant &at, const ws::WireFacts *facts);
    void finishIfFull();

    base::ConnectionId m_connection;
    Publish m_publish;
    base::Seq m_seq = 0;
    std::vector<capture::Record> m_records;
    std::vector<ws::WireFacts> m_facts;
    std::vector<char> m_arena;
    std::vector<qint64> m_offsets; //!< Into m_arena, or -1 - index into m_owned; one for each record.
    std::vector<QByteArray> m_owned;
    qint64 m_ownedBytes = 0;
    bool m_nextIsHeartbeat = false;
    bool m_nextIsRedacted = false;
};

} // namespace stream
