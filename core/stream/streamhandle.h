// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fields/feedfacts.h"
#include "core/net/linkconditions.h"
#include "core/metrics/runmetrics.h"
#include "core/outbox/entry.h"
#include "core/series/seriesstore.h"
#include "core/settings/profile.h"
#include "core/stream/handorder.h"
#include "core/stream/row.h"
#include "core/stream/tick.h"
#include "core/ws/session.h"

#include <QObject>

#include <memory>

namespace stream {

//! A message that was not sent, and why.
struct SendRefusal
{
    ws::SendError error = ws::SendError::NotOpen;
    QByteArray payload{}; //!< What was to be sent; nothing is lost.
    ws::Opcode opcode = ws::Opcode::Text;
    outbox::Refusal refusal = outbox::Refusal::None; //!< If not None, this is why, and not `error`.
    QString detail{}; //!< The system's words; may be empty.
};

//! The GUI thread's end of one connection: orders go in, Ticks come out. Everything here returns at once.
class StreamHandle : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    ~StreamHandle() override = default;

    //! Connects to \a profile, closing what is open first.
    virtual void open(const settings::Profile &profile) = 0;
    //! Starts the closing handshake; a second call ends at once. Plans no reconnect.
    virtual void close(ws::CloseCode code, const QString &reason) = 0;
    //! Closes as one does who has finished: 1000 `Client closing`. For an attempt it plans no further one.
    void disconnectNow() { close(ws::CloseCode::Normal, QStringLiteral("Client closing")); }
    virtual void reconnectNow() = 0;
    virtual void pingNow() = 0;
    //! Sends one message; it appears as a row when it was written. What cannot go now waits in the outbox, if there is
    //! one; else sendRefused() tells why not.
    virtual void send(ws::Opcode opcode, const QByteArray &payload) = 0;
    //! Releases, cancels, … what is in the outbox; outboxOrdered() answers.
    virtual void order(const outbox::Order &order) { Q_UNUSED(order) }
    //! From now on messages are sent so; profile() has it too.
    virtual void setSending(const messaging::SendingSettings &sending) { Q_UNUSED(sending) }

    //! Sends in fragments, in parts, or broken on purpose; sendRefused() tells why not.
    virtual void sendByHand(const HandOrder &order) { Q_UNUSED(order) }
    //! Test bench: pings are not answered, or again.
    virtual void withholdPongs(bool withhold) { Q_UNUSED(withhold) }
    //! Lets the socket of this connection suffer from now on, over all its attempts.
    virtual void setLinkConditions(const net::LinkConditions &) { }
    [[nodiscard]] virtual net::LinkConditions linkConditions() const { return {}; }
    //! From now on the connection is kept alive so; profile() has it too.
    virtual void setPolicy(const connection::Policy &policy) { Q_UNUSED(policy) }
    //! These messages follow every connect from the next one on, also one that is made by itself; profile() has them.
    virtual void setOnConnect(const QList<QByteArray> &messages) { Q_UNUSED(messages) }
    //! Nobody can see this stream, or somebody can again.
    virtual void setHidden(bool hidden) { Q_UNUSED(hidden) }

    //! The newest Tick.
    [[nodiscard]] virtual const Tick &tick() const = 0;
    [[nodiscard]] virtual const settings::Profile &profile() const = 0;
    [[nodiscard]] virtual RowSource &rows() = 0;
    //! What the outbox holds; new when the Tick's outbox.generation is. Nothing while it is empty.
    [[nodiscard]] virtual outbox::ViewPtr outbox() const { return {}; }
    [[nodiscard]] virtual std::shared_ptr<series::SeriesStore> series() const = 0;
    //! All figures that the rows tell; never null. At most a quarter of a second old.
    [[nodiscard]] virtual std::shared_ptr<const metrics::RunMetrics> run() const
    {
        return std::make_shared<const metrics::RunMetrics>();
    }
    //! How the messages were read, and which were not; never null. At most a quarter of a second old.
    [[nodiscard]] virtual std::shared_ptr<const fields::FeedFacts> facts() const
    {
        return std::make_shared<const fields::FeedFacts>();
    }

signals:
    void tickArrived(const stream::Tick &tick);
    void sendRefused(const stream::SendRefusal &refusal);
    void outboxOrdered(const outbox::OrderReply &reply);
    void linkConditionsChanged(const net::LinkConditions &conditions);
};

} // namespace stream
