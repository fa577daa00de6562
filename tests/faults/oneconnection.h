// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/sockettransport.h"
#include "core/stream/streamworker.h"

#include <QList>

namespace tests {

//! A StreamWorker over a real socket on the test's own thread, and what it told the rest of the program.
class OneConnection
{
public:
    explicit OneConnection(const base::Clock &clock)
        : m_budget(std::make_shared<stream::Budget>(qint64(64) << 20, [] {}))
        , m_worker(
              {1}, clock,
              [&clock](net::TransportListener &own) { return std::make_unique<net::SocketTransport>(own, clock); },
              m_budget, outlets())
    {
    }

    [[nodiscard]] stream::StreamWorker &worker() { return m_worker; }
    [[nodiscard]] const connection::Status &status() const { return m_status; }
    //! Data messages that came, in order.
    [[nodiscard]] const QList<QByteArray> &messages() const { return m_messages; }
    //! Notes of a broken stream.
    [[nodiscard]] int gaps() const { return m_gaps; }
    //! How often it came to rest.
    [[nodiscard]] int ends() const { return m_ends; }

private:
    stream::WorkerOutlets outlets()
    {
        return {
            .publish = [this](const stream::BatchPtr &batch) { take(*batch); },
            .statusChanged =
                [this](const connection::Status &status, const auto &) {
                    const auto before = std::exchange(m_status, status).state;
                    m_ends += !connection::isAtRest(before) && connection::isAtRest(status.state);
                },
            .outgoing = {
                .refused = [](const stream::SendRefusal &) { },
                .handedOver = {},
                .show = [](const outbox::Summary &, const outbox::ViewPtr &) { },
                .ordered = [](const outbox::OrderReply &) { },
                .lastMessageId = {},
                .resumed = {},
                .load = {},
                .write = {},
            },
            .claimOutbox = {},
            .sendingChanged = [](const QString &, const messaging::SendingSettings &) { },
            .resumed = [](base::Seq, const QByteArray &) { },
            .reached = {},
            .awaitsAcks = [](bool) { },
            .backPressureChanged = [](bool, base::Nanoseconds) { },
        };
    }

    void take(const stream::Batch &batch)
    {
        for (const capture::Record &record : batch.records) {
            if (capture::isData(record.kind) && record.direction == capture::Direction::In)
                m_messages.append(record.payload().toByteArray());
            m_gaps += record.kind == capture::Kind::Gap;
        }
    }

    connection::Status m_status;
    QList<QByteArray> m_messages;
    int m_gaps = 0;
    int m_ends = 0;
    std::shared_ptr<stream::Budget> m_budget;
    stream::StreamWorker m_worker; // Last: it tells the others while it goes.
};

} // namespace tests
