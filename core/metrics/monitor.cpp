// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/monitor.h"

#include <QtEndian>

#include <algorithm>
#include <cstdlib>

namespace metrics {

using capture::Direction;
using capture::Kind;

namespace {

constexpr qint64 secondNs = 1'000'000'000;
constexpr std::size_t mostProblems = 32;

quint64 sizeOf(qint64 size) { return static_cast<quint64>(std::max<qint64>(size, 0)); }

//! RFC 6455 §5.5.1: two bytes of code, then the reason.
CloseSide closeOf(QByteArrayView payload)
{
    static constexpr qsizetype longestReason = 123;
    if (payload.size() < 2)
        return {};
    return {.code = qFromBigEndian<quint16>(payload.data()),
        .reason = QString::fromUtf8(payload.sliced(2).first(std::min(payload.size() - 2, longestReason)))};
}

} // namespace

qint64 Monitor::begin(const capture::Record &record, qint64 wallNs)
{
    m_now = std::max(m_now, wallNs);
    if (m_now >= m_nextSecondNs) {
        m_second = m_now / secondNs;
        m_nextSecondNs = (m_second + 1) * secondNs;
    }
    if (m_run.rows++ == 0) {
        m_run.beganNs = m_now;
        m_run.firstSeq = record.seq;
    } else if (record.seq > m_run.lastSeq + 1) {
        m_run.rowsMissing += record.seq - m_run.lastSeq - 1;
    }
    m_run.endedNs = m_now;
    m_run.lastSeq = record.seq;
    m_run.life.reached(m_now);
    return m_now;
}

void Monitor::row(const capture::Record &record, const RowFacts &facts, qint64 wallNs)
{
    const qint64 now = begin(record, wallNs);
    const bool in = record.direction == Direction::In;
    DirectionMetrics &way = in ? m_run.in : m_run.out;
    const quint64 wire = sizeOf(record.wireSize);
    way.wireBytes += wire;
    if (record.kind == Kind::Raw) {
        ++way.raw;
        return;
    }
    if (in)
        heard(record, now);
    else if (record.kind != Kind::Close)
        m_run.life.frameSent(now);
    // What was redacted has not the size of what was sent: then its headers are not known.
    const quint64 carried = sizeOf(facts.compressedSize >= 0 ? facts.compressedSize : record.size);
    if (!record.isRedacted && wire > carried)
        way.headerBytes += wire - carried;
    if (capture::isControl(record.kind))
        return control(way, record, facts, now);
    if (record.isHeartbeat)
        return heartbeat(record, now);
    data(way, record, facts);
    if (in)
        received(record, now);
}

void Monitor::data(DirectionMetrics &way, const capture::Record &record, const RowFacts &facts)
{
    const quint64 size = sizeOf(record.size);
    ++(record.kind == Kind::Text ? way.text : way.binary);
    way.bytes += size;
    way.size.add(record.size);
    way.rate.add(size, m_second);
    if (facts.compressedSize >= 0) {
        ++way.compressed;
        way.compressedPlainBytes += size;
        way.compressedWireBytes += sizeOf(facts.compressedSize);
    }
    TimelineBin &bin = m_run.timeline.at(m_second);
    const bool in = record.direction == Direction::In;
    ++(in ? bin.messagesIn : bin.messagesOut);
    (in ? bin.bytesIn : bin.bytesOut) += size;
    if (!in)
        m_run.life.messageSent(record.size);
}

void Monitor::received(const capture::Record &record, qint64 now)
{
    if (m_arrivedNs >= 0) {
        const qint64 gap = now - m_arrivedNs;
        m_run.interArrival.add(gap);
        if (m_lastGapNs >= 0)
            m_run.jitter.add(std::abs(gap - m_lastGapNs));
        m_lastGapNs = gap;
    }
    m_arrivedNs = now;
    m_run.life.messageReceived(now, record.size);
    m_run.largest.add(record.seq, now, record.size);
    if (record.kind == Kind::Text)
        m_run.topics.add(m_topicOf.topicOf(record.payload()), record.size);
}

void Monitor::heard(const capture::Record &record, qint64 now)
{
    if (m_heardNs >= 0)
        m_run.silences.add(record.seq, now, now - m_heardNs);
    m_heardNs = now;
    if (record.kind != Kind::Close)
        m_run.life.frameReceived(now);
}

void Monitor::control(DirectionMetrics &way, const capture::Record &record, const RowFacts &facts, qint64 now)
{
    const bool in = record.direction == Direction::In;
    switch (record.kind) {
    case Kind::Close:
        ++way.closes;
        return m_run.life.closeFrame(in, closeOf(record.payload()), now);
    case Kind::Ping:
        ++way.pings;
        if (in)
            return;
        ++m_run.beatsSent;
        return m_pings.sent(record.payload(), now, facts.firstByteLagNs);
    default:
        ++way.pongs;
        if (in)
            roundTrip(m_pings.answered(record.payload(), now), record, now);
    }
}

// A peer that asks and is answered measures its own round trip, not ours.
void Monitor::heartbeat(const capture::Record &record, qint64 now)
{
    const bool in = record.direction == Direction::In;
    ++(in ? m_run.in : m_run.out).heartbeats;
    if (m_run.life.beat() != connection::BeatKind::Message)
        return;
    if (in)
        return roundTrip(m_pings.answeredOldest(now), record, now);
    ++m_run.beatsSent;
    m_pings.sent({}, now, 0);
}

void Monitor::roundTrip(const std::optional<PingTimes::RoundTrip> &trip, const capture::Record &record, qint64 now)
{
    if (!trip)
        return;
    m_run.roundTrip.add(trip->ns);
    m_run.roundTripFromDue.add(trip->fromDueNs);
    m_run.slowest.add(record.seq, now, trip->ns);
    m_lastRoundTripNs = trip->ns;
    TimelineBin &bin = m_run.timeline.at(m_second);
    ++bin.roundTrips;
    bin.roundTripSumNs += static_cast<quint64>(trip->ns);
    bin.roundTripMaxNs = std::max(bin.roundTripMaxNs, static_cast<quint64>(trip->ns));
}

void Monitor::stateChanged(const StateNote &note, const capture::Record &record, qint64 wallNs)
{
    const qint64 now = begin(record, wallNs);
    const bool wasOpen = connection::isOpen(m_run.life.state());
    if (wasOpen && !connection::isOpen(note.to) && m_heardNs >= 0)
        m_run.silences.add(record.seq, now, now - m_heardNs);
    m_run.life.changed(note, record.seq, now);
    if (connection::isOpening(note.to) || note.to == connection::State::Open) {
        const bool isRecovered = note.from == connection::State::Suspect;
        if (!isRecovered) {
            m_arrivedNs = m_lastGapNs = -1;
            m_heardNs = note.to == connection::State::Open ? now : -1;
            m_pings.clear();
        }
    } else if (!connection::isOpen(note.to) && note.to != connection::State::Closing) {
        m_arrivedNs = m_lastGapNs = m_heardNs = -1;
        m_pings.clear();
    }
}

void Monitor::gap(const GapNote &note, const capture::Record &record, qint64 wallNs)
{
    const qint64 now = begin(record, wallNs);
    m_run.life.gap(note, record.seq, now);
    ++m_run.timeline.at(m_second).breaks;
}

void Monitor::problem(const QByteArray &kind, const capture::Record &record, qint64 wallNs)
{
    begin(record, wallNs);
    const bool hasPlace = m_run.problems.contains(kind) || m_run.problems.size() < mostProblems;
    ++m_run.problems[hasPlace ? kind : QByteArray("others")];
}

Snapshot Monitor::snapshot(qint64 wallNs) const
{
    const qint64 second = std::max(wallNs, m_now) / secondNs;
    const auto &in = m_run.in;
    const auto &out = m_run.out;
    const auto ms = [](std::optional<qint64> ns) {
        return ns ? std::optional(static_cast<double>(*ns) / 1e6) : std::nullopt;
    };
    return {.messagesIn = in.messages(),
        .messagesOut = out.messages(),
        .bytesIn = in.bytes,
        .bytesOut = out.bytes,
        .wireBytesIn = in.wireBytes,
        .wireBytesOut = out.wireBytes,
        .controlIn = in.controls() + in.heartbeats,
        .controlOut = out.controls() + out.heartbeats,
        .malformed = m_run.malformed,
        .decodeErrors = m_run.decodeErrors,
        .messagesInPerSecond = in.rate.messagesPerSecond(RateWindow::Second, second),
        .messagesOutPerSecond = out.rate.messagesPerSecond(RateWindow::Second, second),
        .bytesInPerSecond = in.rate.bytesPerSecond(RateWindow::Second, second),
        .bytesOutPerSecond = out.rate.bytesPerSecond(RateWindow::Second, second),
        .messagesInPer10s = in.rate.messagesPerSecond(RateWindow::TenSeconds, second),
        .messagesInPerMinute = in.rate.messagesPerSecond(RateWindow::Minute, second),
        .peakMessagesIn = in.rate.peakMessages(RateWindow::Second).amount,
        .roundTrips = m_run.roundTrip.count(),
        .avgLatencyMs = meanMs(m_run.roundTrip),
        .p95LatencyMs = ms(m_run.roundTrip.percentile(0.95)),
        .lastLatencyMs = m_lastRoundTripNs >= 0 ? ms(m_lastRoundTripNs) : std::nullopt};
}

} // namespace metrics
