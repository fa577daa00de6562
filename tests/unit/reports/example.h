// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/monitor.h"
#include "core/reports/reportinput.h"

namespace tests {

//! Rows of a run, one behind the other, folded as they come.
class ExampleRows
{
public:
    static constexpr qint64 ms = 1'000'000;
    static constexpr qint64 start = 1'700'000'000'000 * ms;

    ExampleRows &row(capture::Direction direction, capture::Kind kind, const QByteArray &payload, qint64 wire)
    {
        monitor.row({.seq = ++m_seq,
                        .direction = direction,
                        .kind = kind,
                        .size = payload.size(),
                        .wireSize = wire,
                        .data = payload.constData()},
            {}, start + nowMs * ms);
        return *this;
    }
    ExampleRows &state(connection::State to, const metrics::StateNote &about = {})
    {
        metrics::StateNote note = about;
        note.from = m_state;
        note.to = m_state = to;
        monitor.stateChanged(note, {.seq = ++m_seq, .kind = capture::Kind::State}, start + nowMs * ms);
        return *this;
    }
    [[nodiscard]] capture::Record noteRow() { return {.seq = ++m_seq, .kind = capture::Kind::Gap}; }
    ExampleRows &at(qint64 toMs)
    {
        nowMs = toMs;
        return *this;
    }

    metrics::Monitor monitor;
    qint64 nowMs = 0;

private:
    quint64 m_seq = 0;
    connection::State m_state = connection::State::Idle;
};

//! A run with a number of its own in every figure: seven refusals, two sessions, a loss, a close by the peer.
inline ExampleRows exampleRows()
{
    using capture::Direction;
    using capture::Kind;
    using connection::State;
    ExampleRows rows;
    for (int i = 0; i < 7; ++i)
        rows.at(i * 100).state(State::Resolving).at(i * 100 + 20).state(State::WaitingRetry, {.cause = "refused"});
    rows.at(1000).state(State::Resolving).state(State::Connecting).at(1021).state(State::Upgrading);
    rows.at(1040).state(State::Open);
    rows.at(1100).row(Direction::Out, Kind::Text, QByteArray(96, 'o'), 110);
    rows.row(Direction::Out, Kind::Text, QByteArray(96, 'o'), 110).row(Direction::Out, Kind::Text, QByteArray(96, 'o'), 110);
    rows.row(Direction::Out, Kind::Ping, "abc", 9).at(1112).row(Direction::In, Kind::Pong, "abc", 5);
    const QByteArray tick = R"({"type":"tick","v":1})" + QByteArray(75, ' ');
    for (int i = 0; i < 600; ++i)
        rows.at(1200 + i * 40).row(Direction::In, Kind::Text, tick, 98);
    rows.at(26'000).state(State::WaitingRetry, {.cause = "reset", .code = 1006, .tcp = metrics::TcpEnd::PeerReset});
    rows.monitor.gap({.reason = "reset"}, rows.noteRow(), ExampleRows::start + 26'000 * ExampleRows::ms);
    rows.at(27'000).state(State::Resolving).at(27'051).state(State::Open);
    for (int i = 0; i < 600; ++i)
        rows.at(27'100 + i * 50).row(Direction::In, Kind::Binary, QByteArray(96, 'b'), 98);
    rows.at(59'900).row(Direction::In, Kind::Close, QByteArray("\x03\xe9" "bye", 5), 7);
    rows.row(Direction::Out, Kind::Close, QByteArray("\x03\xe9", 2), 8).state(State::Closing);
    rows.at(60'000).state(State::Closed,
        {.cause = "heartbeat", .code = 1001, .reason = QStringLiteral("bye"), .tcp = metrics::TcpEnd::PeerFin});
    for (int i = 0; i < 5; ++i)
        rows.monitor.malformed();
    for (int i = 0; i < 6; ++i)
        rows.monitor.decodeError();
    return rows;
}

inline reports::ReportInput exampleRun()
{
    reports::ReportInput input;
    input.url = QStringLiteral("wss://feed.example/v1?token=…");
    input.setRun(std::make_shared<const metrics::RunMetrics>(exampleRows().monitor.run()));
    input.capture.capturedIn = 1199;
    input.capture.capturedOut = 2;
    input.capture.notCaptured = 8;
    return input;
}

} // namespace tests
