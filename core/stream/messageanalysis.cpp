// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/messageanalysis.h"

#include "core/stream/notes.h"

#include <algorithm>
#include <utility>

namespace stream {

MessageAnalysis::MessageAnalysis(series::SeriesStore &store, IsNew isNew)
    : m_isNew(std::move(isNew))
    , m_extractor(store)
{
}

// A capture may come from anybody; with times of this range no difference of two overflows.
qint64 MessageAnalysis::boundedTime(qint64 wallNs)
{
    static constexpr qint64 year2200 = 7'258'118'400'000'000'000;
    return std::clamp<qint64>(wallNs, 0, year2200);
}

void MessageAnalysis::read(const capture::PassingRow &row, QByteArrayView bytes)
{
    read({.seq = row.seq,
             .wallNs = row.wallNs,
             .steadyNs = row.wallNs,
             .direction = row.direction,
             .kind = row.kind,
             .isHeartbeat = row.isHeartbeat,
             .isRedacted = row.isRedacted,
             .size = bytes.size(),
             .wireSize = row.wireSize,
             .data = bytes.data()},
        {.compressedSize = row.compressedSize, .firstByteLagNs = row.firstByteLagNs});
}

void MessageAnalysis::read(const capture::Record &record, const metrics::RowFacts &facts)
{
    const qint64 wallNs = boundedTime(record.wallNs);
    if (capture::isNote(record.kind))
        return readNote(record, wallNs);
    m_monitor.row(record, facts, wallNs);
    if (capture::isData(record.kind) && !record.isHeartbeat && record.direction == capture::Direction::In)
        readMessage(record);
}

void MessageAnalysis::readNote(const capture::Record &record, qint64 wallNs)
{
    switch (record.kind) {
    case capture::Kind::State:
        if (const auto note = notes::readState(record.payload()))
            m_monitor.stateChanged(*note, record, wallNs);
        return;
    case capture::Kind::Gap:
        m_monitor.gap(notes::readGap(record.payload()), record, wallNs);
        return m_extractor.gap(wallNs);
    default: return m_monitor.problem(notes::readProblem(record.payload()), record, wallNs);
    }
}

void MessageAnalysis::readMessage(const capture::Record &record)
{
    if (m_isNew && !m_isNew(record)) {
        m_skipped.add(record.seq);
        return; // Charted already, before the link was lost.
    }
    const bool isText = record.kind == capture::Kind::Text;
    const auto reading = m_extractor.read(record.payload(), isText, boundedTime(record.wallNs), record.seq);
    m_tally.add(reading, record.seq, isText);
    switch (reading.reading) {
    case fields::Reading::Malformed: return m_monitor.malformed();
    case fields::Reading::DecodeError:
    case fields::Reading::TooLarge: return m_monitor.decodeError();
    case fields::Reading::TooDeep:
    case fields::Reading::NotJson:
    case fields::Reading::Read:
    case fields::Reading::Binary: return;
    }
}

std::unique_ptr<MessageAnalysis::Again> MessageAnalysis::takeAgain()
{
    auto reading = m_extractor.takeRereading();
    return reading ? std::make_unique<Again>(std::move(reading), m_skipped) : nullptr;
}

MessageAnalysis::Again::Again(std::unique_ptr<fields::Rereading> reading, const SkippedRows &skipped)
    : m_reading(std::move(reading))
    , m_skipped(skipped)
{
}

void MessageAnalysis::Again::read(const capture::PassingRow &row, QByteArrayView payload)
{
    const qint64 wallNs = boundedTime(row.wallNs);
    if (row.kind == capture::Kind::Gap)
        m_reading->gap(wallNs);
    else if (row.isBusiness() && !m_skipped.contains(row.seq))
        m_reading->read(payload, row.kind == capture::Kind::Text, wallNs, row.seq);
}

} // namespace stream
