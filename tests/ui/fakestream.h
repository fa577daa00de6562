// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/stream/streamhandle.h"

#include <QStringList>

namespace tests {

//! Rows made up on the spot; every record can be asked for.
class FakeRows final : public stream::RowSource
{
public:
    using stream::RowSource::RowSource;
    base::Seq last = 0;

    [[nodiscard]] std::optional<stream::Row> recentRow(base::Seq seq) const override
    {
        if (seq == 0 || seq > last)
            return std::nullopt;
        return rowOf(seq);
    }
    void requestPage(base::Seq first, int count) override
    {
        stream::RowPage page{.first = first, .count = count, .rows = {}};
        emit pageArrived(page);
    }
    void requestPayload(base::Seq seq) override
    {
        const stream::Row row = rowOf(seq);
        emit payloadArrived({.seq = seq, .found = true, .row = row, .payload = row.preview, .facts = {}});
    }

private:
    [[nodiscard]] static stream::Row rowOf(base::Seq seq)
    {
        const bool sent = seq % 7 == 3;
        const QByteArray text = sent
            ? QByteArray("{\"type\": \"subscribe\", \"metric\": \"sales\", \"interval\": 1000}")
            : "{\"type\":\"data\",\"metric\":\"sales\",\"value\":"
                + QByteArray::number(1200 + static_cast<int>(seq * 37 % 100)) + ",\"timestamp\":1700000000000}";
        return {.seq = seq,
            .wallNs = 1'700'000'000'000'000'000 + static_cast<qint64>(seq) * 250'000'000,
            .direction = sent ? capture::Direction::Out : capture::Direction::In,
            .kind = seq % 11 == 5 ? capture::Kind::Ping : capture::Kind::Text,
            .size = text.size(),
            .wireSize = text.size() + 6,
            .preview = text};
    }
};

//! A StreamHandle that writes down what it is asked for and shows whatever Tick a test gives it.
class FakeStream : public stream::StreamHandle
{
public:
    QStringList orders; //!< "open ws://h/", "close 1000", "reconnect", "ping", "send text"
    stream::Tick now;
    settings::Profile asked;
    QString closeReason;
    FakeRows source;
    outbox::ViewPtr waiting;
    QList<outbox::Order> outboxOrders;
    QList<messaging::SendingSettings> sendings;
    std::shared_ptr<series::SeriesStore> store = std::make_shared<series::SeriesStore>();

    void open(const settings::Profile &profile) override
    {
        asked = profile;
        orders << QStringLiteral("open ") + profile.url.toString();
    }
    void close(ws::CloseCode code, const QString &reason) override
    {
        closeReason = reason;
        orders << QStringLiteral("close %1").arg(static_cast<int>(code));
    }
    void reconnectNow() override { orders << QStringLiteral("reconnect"); }
    void pingNow() override { orders << QStringLiteral("ping"); }
    void send(ws::Opcode, const QByteArray &payload) override
    {
        orders << QStringLiteral("send ") + QString::fromUtf8(payload);
    }
    void order(const outbox::Order &order) override { outboxOrders << order; }
    void setSending(const messaging::SendingSettings &sending) override
    {
        asked.sending = sending;
        sendings << sending;
    }
    void setOnConnect(const QList<QByteArray> &messages) override
    {
        asked.sendOnConnect = messages;
        orders << QStringLiteral("on connect %1").arg(messages.size());
    }
    [[nodiscard]] outbox::ViewPtr outbox() const override { return waiting; }
    [[nodiscard]] const stream::Tick &tick() const override { return now; }
    [[nodiscard]] const settings::Profile &profile() const override { return asked; }
    [[nodiscard]] stream::RowSource &rows() override { return source; }
    [[nodiscard]] std::shared_ptr<series::SeriesStore> series() const override { return store; }

    //! Makes \a state the present one and tells everybody.
    void enter(connection::State state)
    {
        now.status.state = state;
        arrive();
    }
    void arrive() { emit tickArrived(now); }
};

} // namespace tests
