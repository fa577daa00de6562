// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/redact.h"
#include "core/settings/profiletexts.h"
#include "core/stream/notes.h"
#include "core/stream/streamworker.h"

#include <QHostAddress>

#include <utility>

// What a person, the handle or another thread asks of the worker, through its event loop.

namespace stream {
namespace {

//! Reached without any network.
bool isThisMachine(const QString &host)
{
    return host == QLatin1String("localhost") || host.endsWith(QLatin1String(".localhost"))
        || QHostAddress(host).isLoopback();
}

//! Every run measures its latency once at its start.
connection::Policy measuring(connection::Policy policy)
{
    policy.heartbeat.measuresAfter = std::chrono::seconds(1);
    return policy;
}

//! An address in another order of secrets is the same feed; no secret gets into a file's keys.
QString outboxName(const settings::Profile &profile)
{
    return profile.sending.outbox.name.isEmpty() ? base::redactedUrl(profile.url) : profile.sending.outbox.name;
}

} // namespace

void StreamWorker::open(const settings::Profile &profile)
{
    const connection::State state = m_connection.status().state;
    if (!connection::isAtRest(state)) {
        // What is open is closed properly first; a second request replaces the first.
        m_openNext = profile;
        if (state != connection::State::Closing)
            m_connection.close(ws::CloseCode::Normal, QStringLiteral("Client closing"), m_clock.now());
        return work();
    }
    m_profile = profile;
    m_reached.clear(); // The capture has the profile's address again.
    m_source = m_outlets.claimOutbox ? m_outlets.claimOutbox(outboxName(profile)) : outboxName(profile);
    m_outgoing.configure(m_source, profile.sending, m_clock.now());
    m_outgoing.leaveSecretsOut(profile.captureSecrets == settings::CaptureSecrets::LeaveOut);
    m_outlets.sendingChanged(m_source, profile.sending);
    m_connection.setPolicy(measuring(profile.policy), m_clock.now());
    setNetwork(m_network);
    m_connection.open(m_clock.now());
    work();
}

void StreamWorker::close(ws::CloseCode code, const QString &reason)
{
    m_openNext.reset();
    m_connection.close(code, reason, m_clock.now());
    work();
}

void StreamWorker::reconnectNow()
{
    m_connection.open(m_clock.now());
    work();
}

void StreamWorker::pingNow()
{
    m_connection.pingNow(m_clock.now());
    work();
}

void StreamWorker::send(ws::Opcode opcode, const QByteArray &payload)
{
    m_outgoing.send(opcode, payload, m_clock.now());
    work();
}

void StreamWorker::order(const outbox::Order &order)
{
    m_outgoing.order(order, m_clock.now());
    work();
}

void StreamWorker::setSending(const messaging::SendingSettings &sending)
{
    m_profile.sending = sending;
    m_outgoing.setSending(sending, m_clock.now());
    m_outlets.sendingChanged(m_source, sending);
    work();
}

void StreamWorker::setPolicy(const connection::Policy &policy)
{
    m_profile.policy = policy;
    m_connection.setPolicy(measuring(policy), m_clock.now());
    work();
}

void StreamWorker::setOnConnect(const QList<QByteArray> &messages)
{
    if (m_openNext)
        return settings::setOnConnect(*m_openNext, messages);
    settings::setOnConnect(m_profile, messages);
    m_opening.setOnConnect(messages);
}

void StreamWorker::setHidden(bool hidden)
{
    m_connection.setHidden(hidden, m_clock.now());
    work();
}

void StreamWorker::setNetwork(connection::Network network)
{
    m_network = network;
    m_connection.setNetwork(
        isThisMachine(m_profile.url.host()) ? connection::Network::Unknown : network, m_clock.now());
    work();
}

void StreamWorker::addNote(capture::Kind kind, const QByteArray &json)
{
    note(kind, json);
    work();
}

void StreamWorker::idsReceived(const QList<QByteArray> &ids)
{
    m_outgoing.idsReceived(ids, m_clock.now());
    work();
}

void StreamWorker::outboxLoaded(const QString &outbox,
    const base::Expected<std::vector<outbox::Entry>, outbox::StoreError> &entries, outbox::Access access)
{
    m_outgoing.loaded(outbox, entries, access, m_clock.now());
    work();
}

void StreamWorker::outboxWritten(quint64 number, const base::Expected<void, outbox::StoreError> &result)
{
    if (result)
        m_outgoing.committed(number, m_clock.now());
    else
        m_outgoing.writeFailed(number, result.error(), m_clock.now());
    work();
}

void StreamWorker::sendByHand(const HandOrder &order)
{
    if (m_profile.sending.readOnly)
        return m_outlets.outgoing.refused(
            {.payload = order.payload, .opcode = order.opcode, .refusal = outbox::Refusal::ReadOnlyProfile});
    const auto sent = m_session ? m_byHand.send(*m_session, order, *this)
                                : base::Expected<void, ws::SendError>(base::Unexpected{ws::SendError::NotOpen});
    if (!sent)
        return m_outlets.outgoing.refused({.error = sent.error(), .payload = order.payload, .opcode = order.opcode});
    m_connection.dataSent(m_clock.now());
    work();
}

void StreamWorker::withholdPongs(bool withhold)
{
    m_byHand.withholdPongs(withhold, m_session ? &*m_session : nullptr);
    note(capture::Kind::Problem, notes::pongsWithheld(withhold));
    work();
}

void StreamWorker::resumeReading()
{
    // The total of all connections may still be full; then that is waited for.
    if (m_paused && (!m_budget->isFull() || !m_budget->waitForRoom()))
        setPaused(false);
    work();
}

void StreamWorker::retire(std::function<void()> retired)
{
    m_retired = std::move(retired);
    close(ws::CloseCode::Normal, QStringLiteral("Client closing"));
}

} // namespace stream
