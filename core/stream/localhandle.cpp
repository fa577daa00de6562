// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/localhandle.h"

#include "core/base/redact.h"
#include "core/net/impairedtransport.h"
#include "core/settings/profiletexts.h"
#include "core/stream/notes.h"
#include "core/stream/streamworker.h"

namespace stream {
namespace {

using namespace std::chrono_literals;

constexpr base::Nanoseconds tickPeriod = 16ms; // At most 60 Ticks a second.

} // namespace

LocalHandle::LocalHandle(
    base::ConnectionId id, const QString &captureFile, const base::Clock &clock, const ReaderPoolPtr &readers)
    : m_clock(clock)
    , m_channel(std::make_shared<Channel>(
          id, [this] { QMetaObject::invokeMethod(this, &LocalHandle::newsWaits, Qt::QueuedConnection); }))
    , m_rows(m_channel, readers)
{
    m_rows.setFiles(captureFile);
    m_pace.setSingleShot(true);
    m_pace.setTimerType(Qt::PreciseTimer);
    connect(&m_pace, &QTimer::timeout, this, &LocalHandle::takeTick);
    m_behindTimer.setInterval(250);
    connect(&m_behindTimer, &QTimer::timeout, this, &LocalHandle::takeTick);
    m_tick.connection = id;
}

LocalHandle::~LocalHandle() = default;

void LocalHandle::open(const settings::Profile &profile)
{
    m_profile = profile;
    m_channel->reading.set(profile.reading);
    if (m_describe)
        m_describe(base::redactedUrl(profile.url), m_clock.now().wall.count());
    if (m_worker)
        QMetaObject::invokeMethod(
            m_worker, [worker = m_worker, profile] { worker->open(profile); }, Qt::QueuedConnection);
}

void LocalHandle::close(ws::CloseCode code, const QString &reason)
{
    if (m_worker)
        QMetaObject::invokeMethod(
            m_worker, [worker = m_worker, code, reason] { worker->close(code, reason); }, Qt::QueuedConnection);
}

void LocalHandle::reconnectNow()
{
    if (m_worker)
        QMetaObject::invokeMethod(m_worker, &StreamWorker::reconnectNow, Qt::QueuedConnection);
}

void LocalHandle::setLinkConditions(const net::LinkConditions &conditions)
{
    if (conditions == m_conditions)
        return;
    m_conditions = conditions;
    if (m_worker && m_link)
        QMetaObject::invokeMethod(
            m_worker,
            [worker = m_worker, link = m_link, conditions] {
                worker->addNote(capture::Kind::Problem, notes::linkConditions(conditions));
                link->set(conditions);
            },
            Qt::QueuedConnection);
    emit linkConditionsChanged(conditions);
}

void LocalHandle::pingNow()
{
    if (m_worker)
        QMetaObject::invokeMethod(m_worker, &StreamWorker::pingNow, Qt::QueuedConnection);
}

void LocalHandle::send(ws::Opcode opcode, const QByteArray &payload)
{
    if (m_worker)
        QMetaObject::invokeMethod(
            m_worker, [worker = m_worker, opcode, payload] { worker->send(opcode, payload); }, Qt::QueuedConnection);
}

void LocalHandle::order(const outbox::Order &order)
{
    if (m_worker)
        QMetaObject::invokeMethod(
            m_worker, [worker = m_worker, order] { worker->order(order); }, Qt::QueuedConnection);
}

void LocalHandle::setSending(const messaging::SendingSettings &sending)
{
    m_profile.sending = sending;
    if (m_worker)
        QMetaObject::invokeMethod(
            m_worker, [worker = m_worker, sending] { worker->setSending(sending); }, Qt::QueuedConnection);
}

void LocalHandle::setPolicy(const connection::Policy &policy)
{
    m_profile.policy = policy;
    if (m_worker)
        QMetaObject::invokeMethod(
            m_worker, [worker = m_worker, policy] { worker->setPolicy(policy); }, Qt::QueuedConnection);
}

void LocalHandle::setOnConnect(const QList<QByteArray> &messages)
{
    settings::setOnConnect(m_profile, messages);
    if (m_worker)
        QMetaObject::invokeMethod(
            m_worker, [worker = m_worker, messages] { worker->setOnConnect(messages); }, Qt::QueuedConnection);
}

void LocalHandle::setHidden(bool hidden)
{
    if (m_worker)
        QMetaObject::invokeMethod(
            m_worker, [worker = m_worker, hidden] { worker->setHidden(hidden); }, Qt::QueuedConnection);
}

void LocalHandle::setNetwork(connection::Network network)
{
    if (m_worker)
        QMetaObject::invokeMethod(
            m_worker, [worker = m_worker, network] { worker->setNetwork(network); }, Qt::QueuedConnection);
}

std::function<void(const outbox::OrderReply &)> LocalHandle::orderOutlet()
{
    return [this](const outbox::OrderReply &reply) {
        QMetaObject::invokeMethod(
            this, [this, reply] { emit outboxOrdered(reply); }, Qt::QueuedConnection);
    };
}

void LocalHandle::sendByHand(const HandOrder &order)
{
    if (m_worker)
        QMetaObject::invokeMethod(
            m_worker, [worker = m_worker, order] { worker->sendByHand(order); }, Qt::QueuedConnection);
}

void LocalHandle::withholdPongs(bool withhold)
{
    if (m_worker)
        QMetaObject::invokeMethod(
            m_worker, [worker = m_worker, withhold] { worker->withholdPongs(withhold); }, Qt::QueuedConnection);
}

std::function<void(const SendRefusal &)> LocalHandle::refusalOutlet()
{
    return [this](const SendRefusal &refusal) {
        QMetaObject::invokeMethod(
            this, [this, refusal] { emit sendRefused(refusal); }, Qt::QueuedConnection);
    };
}

void LocalHandle::newsWaits()
{
    if (m_pace.isActive())
        return;
    const base::Nanoseconds since = m_clock.now().steady - m_taken;
    if (since >= tickPeriod)
        takeTick();
    else
        m_pace.start(std::chrono::ceil<std::chrono::milliseconds>(tickPeriod - since));
}

void LocalHandle::takeTick()
{
    takeFinalTick();
    // While records wait for their commit, *behind by* grows though no thread has news.
    if (m_tick.behind > 0ns && !m_behindTimer.isActive())
        m_behindTimer.start();
    else if (m_tick.behind == 0ns)
        m_behindTimer.stop();
    emit tickArrived(m_tick);
}

void LocalHandle::takeFinalTick()
{
    m_tick = m_channel->mailbox.take();
    m_tick.at = m_clock.now();
    m_taken = m_tick.at.steady;
    if (!m_tick.capture.earlier.isEmpty())
        m_rows.setFiles(m_tick.capture.file, m_tick.capture.earlier);
    const qint64 oldest = m_channel->recent.oldestUncommittedNs();
    m_tick.behind = oldest == 0 ? 0ns : std::max(base::Nanoseconds(0), m_tick.at.steady - base::Nanoseconds(oldest));
}

} // namespace stream
