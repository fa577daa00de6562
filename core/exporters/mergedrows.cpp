// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporters/mergedrows.h"

#include <queue>

namespace exporters {

MergedRows::MergedRows(RowSource &source, const QList<capture::CapturedConnection> &connections) : m_source(source)
{
    for (const capture::CapturedConnection &each : connections)
        m_lanes.push_back({.id = each.id, .next = each.firstSeq, .last = each.lastSeq});
}

bool MergedRows::fill(Lane &lane)
{
    lane.rows.clear();
    lane.payloads.resize(0);
    lane.at = 0;
    if (lane.next > lane.last)
        return true;
    bool isOver = true;
    const bool isRead = m_source.read(lane.id, lane.next, lane.last, [&](const capture::PassingRow &row) {
        Held held{.row = row, .offset = lane.payloads.size(), .isLong = row.payload.size() > longPayload};
        if (!held.isLong)
            lane.payloads += row.payload;
        lane.rows.push_back(held);
        lane.next = row.seq + 1;
        isOver = lane.rows.size() < mostRows && lane.payloads.size() < mostBytes;
        return isOver;
    });
    if (isOver)
        lane.next = lane.last + 1;
    return isRead;
}

bool MergedRows::show(Lane &lane, const capture::PayloadReader::Visit &visit, bool &goesOn)
{
    Held &held = lane.rows[lane.at];
    if (!held.isLong) {
        held.row.payload = QByteArrayView(lane.payloads).sliced(held.offset, held.row.payload.size());
        goesOn = visit(held.row);
        return true;
    }
    return m_source.read(lane.id, held.row.seq, held.row.seq, [&](const capture::PassingRow &row) {
        goesOn = visit(row);
        return false;
    });
}

bool MergedRows::read(const capture::PayloadReader::Visit &visit)
{
    struct Head
    {
        qint64 wallNs;
        std::size_t lane;
        bool operator<(const Head &other) const // The first of a queue is its greatest.
        {
            return std::pair(wallNs, lane) > std::pair(other.wallNs, other.lane);
        }
    };
    std::priority_queue<Head> heads;
    const auto queue = [&](std::size_t index) {
        Lane &lane = m_lanes[index];
        if (lane.at >= lane.rows.size() && !fill(lane))
            return false;
        if (lane.at < lane.rows.size())
            heads.push({lane.rows[lane.at].row.wallNs, index});
        return true;
    };
    for (std::size_t i = 0; i < m_lanes.size(); ++i) {
        if (!queue(i))
            return false;
    }
    bool goesOn = true;
    while (goesOn && !heads.empty()) {
        const std::size_t index = heads.top().lane;
        heads.pop();
        if (!show(m_lanes[index], visit, goesOn))
            return false;
        ++m_lanes[index].at;
        if (goesOn && !queue(index))
            return false;
    }
    return true;
}

} // namespace exporters
