// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stream/row.h"
#include "core/stream/tick.h"

#include <QHash>
#include <QList>

namespace tests {

//! Rows that a test wrote. The newest \a recentCount are in memory; what is older must be asked for and comes when the
//! test says deliver(), as from a slow disk. As the real one, it keeps only the newest request of each kind.
class FakeRowSource : public stream::RowSource
{
public:
    void add(const QByteArray &payload, capture::Kind kind = capture::Kind::Text,
        capture::Direction direction = capture::Direction::In)
    {
        const auto seq = static_cast<base::Seq>(m_rows.size()) + 1;
        m_rows.append({.seq = seq,
            .wallNs = 1'700'000'000'000'000'000 + qint64(seq) * 1'000'000,
            .direction = direction,
            .kind = kind,
            .size = payload.size(),
            .wireSize = capture::isNote(kind) ? 0 : payload.size() + 2,
            .preview = payload.first(std::min(payload.size(), stream::Row::previewBytes))});
        m_payloads.append(payload);
    }
    [[nodiscard]] base::Seq last() const { return static_cast<base::Seq>(m_rows.size()); }
    [[nodiscard]] stream::Tick tick() const
    {
        stream::Tick tick;
        tick.connection = {1};
        tick.lastSeq = last();
        tick.capture.evictedBefore = evictedBefore;
        return tick;
    }

    [[nodiscard]] std::optional<stream::Row> recentRow(base::Seq seq) const override
    {
        ++recentAsked;
        if (seq < 1 || seq > last() || seq + recentCount <= last())
            return {};
        return m_rows[static_cast<qsizetype>(seq) - 1];
    }
    void requestPage(base::Seq first, int count) override
    {
        ++pagesAsked;
        waitingPage = std::pair(first, count);
    }
    void requestPayload(base::Seq seq) override
    {
        ++payloadsAsked;
        waitingPayload = seq;
        if (immediately)
            QMetaObject::invokeMethod(
                this, [this] { deliverPayload(); }, Qt::QueuedConnection);
    }

    //! Walks at once; says that it is done from the event loop.
    stream::WalkCancel walk(const stream::RowWalkOrder &order) override
    {
        ++walksAsked;
        for (base::Seq seq = std::max<base::Seq>(order.first, 1); seq <= std::min(order.last, last()); ++seq) {
            const auto &row = m_rows[static_cast<qsizetype>(seq) - 1];
            if (seq >= evictedBefore && !lost.contains(seq)
                && !order.visit(
                    {seq, row.wallNs, row.direction, row.kind, false, m_payloads[static_cast<qsizetype>(seq) - 1]}))
                break;
        }
        auto cancelled = std::make_shared<std::atomic<bool>>(false);
        if (walksAnswer)
            QMetaObject::invokeMethod(
                this,
                [done = order.done, cancelled] {
                    if (!*cancelled)
                        done();
                },
                Qt::QueuedConnection);
        return cancelled;
    }

    void deliverPage()
    {
        if (!waitingPage)
            return;
        const auto [first, count] = *std::exchange(waitingPage, {});
        stream::RowPage page{.first = first, .count = count, .rows = {}};
        for (base::Seq seq = first; seq < first + static_cast<base::Seq>(count) && seq <= last(); ++seq)
            if (seq >= evictedBefore && !lost.contains(seq))
                page.rows.append(m_rows[static_cast<qsizetype>(seq) - 1]);
        emit pageArrived(page);
    }
    void deliverPayload()
    {
        if (!waitingPayload)
            return;
        const base::Seq seq = *std::exchange(waitingPayload, {});
        stream::PayloadReply reply{.seq = seq,
            .found = seq >= 1 && seq <= last() && seq >= evictedBefore,
            .row = {},
            .payload = {},
            .facts = {}};
        if (reply.found) {
            reply.row = m_rows[static_cast<qsizetype>(seq) - 1];
            reply.payload = m_payloads[static_cast<qsizetype>(seq) - 1];
            if (facts.contains(seq))
                reply.facts.append(facts[seq]);
        }
        emit payloadArrived(reply);
    }

    base::Seq recentCount = 100;
    base::Seq evictedBefore = 0;
    QList<base::Seq> lost; //!< Never captured.
    QHash<base::Seq, ws::WireFacts> facts;
    bool immediately = false; //!< Payloads come by themselves, from the event loop.
    bool walksAnswer = true; //!< False: walks never end.
    int walksAsked = 0;
    mutable int recentAsked = 0;
    int pagesAsked = 0;
    int payloadsAsked = 0;
    std::optional<std::pair<base::Seq, int>> waitingPage;
    std::optional<base::Seq> waitingPayload;

private:
    QList<stream::Row> m_rows;
    QList<QByteArray> m_payloads;
};

} // namespace tests
