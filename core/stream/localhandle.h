// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/stream/channel.h"
#include "core/stream/rowstore.h"
#include "core/stream/streamhandle.h"

#include <QPointer>
#include <QTimer>

#include <functional>

namespace net {
class LinkSwitch;
}

namespace stream {

class StreamWorker;

//! The StreamHandle of a connection in this program. Takes the mailbox at most 60 times a second.
class LocalHandle final : public StreamHandle
{
    Q_OBJECT
public:
    LocalHandle(
        base::ConnectionId id, const QString &captureFile, const base::Clock &clock, const ReaderPoolPtr &readers);
    ~LocalHandle() override;

    void open(const settings::Profile &profile) override;
    void close(ws::CloseCode code, const QString &reason) override;
    void reconnectNow() override;
    void pingNow() override;
    void send(ws::Opcode opcode, const QByteArray &payload) override;
    void order(const outbox::Order &order) override;
    void setSending(const messaging::SendingSettings &sending) override;
    void sendByHand(const HandOrder &order) override;
    void withholdPongs(bool withhold) override;
    void setLinkConditions(const net::LinkConditions &conditions) override;
    [[nodiscard]] net::LinkConditions linkConditions() const override { return m_conditions; }
    void setPolicy(const connection::Policy &policy) override;
    void setOnConnect(const QList<QByteArray> &messages) override;
    void setHidden(bool hidden) override;
    [[nodiscard]] const Tick &tick() const override { return m_tick; }
    [[nodiscard]] const settings::Profile &profile() const override { return m_profile; }
    [[nodiscard]] RowSource &rows() override { return m_rows; }
    [[nodiscard]] outbox::ViewPtr outbox() const override { return m_channel->outbox.view(); }
    [[nodiscard]] std::shared_ptr<series::SeriesStore> series() const override { return m_channel->series; }
    [[nodiscard]] std::shared_ptr<const metrics::RunMetrics> run() const override { return m_channel->run.metrics(); }
    [[nodiscard]] std::shared_ptr<const fields::FeedFacts> facts() const override { return m_channel->facts.facts(); }

    // For the Engine.
    void setNetwork(connection::Network network);
    [[nodiscard]] const ChannelPtr &channel() const { return m_channel; }
    //! May be called on any thread; the refusal reaches sendRefused() through the event loop.
    [[nodiscard]] std::function<void(const SendRefusal &)> refusalOutlet();
    //! The same for outboxOrdered().
    [[nodiscard]] std::function<void(const outbox::OrderReply &)> orderOutlet();
    void setWorker(StreamWorker *worker) { m_worker = worker; }
    [[nodiscard]] StreamWorker *worker() const { return m_worker; }
    void setLink(std::shared_ptr<net::LinkSwitch> link) { m_link = std::move(link); }
    void setDescriber(std::function<void(const QString &, qint64)> describe) { m_describe = std::move(describe); }
    void releaseReader(QDeadlineTimer deadline) { m_rows.release(deadline); }
    void takeFinalTick();

private:
    void newsWaits();
    void takeTick();

    const base::Clock &m_clock;
    ChannelPtr m_channel;
    RowStore m_rows;
    settings::Profile m_profile;
    net::LinkConditions m_conditions;
    std::shared_ptr<net::LinkSwitch> m_link; //!< Lives on the network thread.
    StreamWorker *m_worker = nullptr; //!< On the network thread: only queued calls.
    std::function<void(const QString &, qint64)> m_describe;
    Tick m_tick;
    QTimer m_pace; //!< Until the next Tick is due.
    QTimer m_behindTimer; //!< Keeps *behind by* growing while nothing else moves.
    base::Nanoseconds m_taken{0};
};

} // namespace stream
