// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/inbound.h"

#include "core/stream/notes.h"

#include <algorithm>
#include <array>
#include <utility>

namespace stream {
namespace {

//! What a message is asked for, in the order of pathsOf().
enum Asked : std::size_t { ResumeId, Epoch, AckId, Type, Result, Error };

QStringList pathsOf(const messaging::SendingSettings &settings)
{
    return {settings.resume.idField, settings.resume.epochField, settings.delivery.ackField, QStringLiteral("type"),
        QStringLiteral("result"), QStringLiteral("error")};
}

} // namespace

Inbound::Inbound(InboundBoard &board, std::function<void(capture::Kind, const QByteArray &)> note,
    std::function<void(const QList<QByteArray> &)> acknowledged)
    : m_board(board)
    , m_note(std::move(note))
    , m_acknowledged(std::move(acknowledged))
{
}

void Inbound::begin()
{
    m_orders = m_board.takeOrders();
    if (std::exchange(m_generation, m_orders.generation) != m_orders.generation) {
        const messaging::SendingSettings before = std::exchange(m_settings, m_board.settings());
        const bool sameSource = std::exchange(m_source, m_orders.source) == m_orders.source;
        m_fields = messaging::JsonFields(pathsOf(m_settings));
        if (before.resume != m_settings.resume || !sameSource)
            m_tracker = messaging::ResumeTracker(m_settings.resume);
    }
    if (m_orders.resumedAt)
        m_resume.emplace(*m_orders.resumedAt, m_orders.askedBehind);
}

bool Inbound::isNew(const capture::Record &record)
{
    const bool tracks = !m_settings.resume.idField.isEmpty();
    if (record.kind != capture::Kind::Text || !(tracks || m_orders.awaitsAcks))
        return true;
    m_fields.read(record.payload());
    if (m_orders.awaitsAcks) {
        if (const QByteArray ack = ackInFields(); !ack.isEmpty())
            m_acks.append(ack);
    }
    bool isNew = true;
    if (tracks)
        track(record, isNew);
    return isNew;
}

void Inbound::track(const capture::Record &record, bool &isNew)
{
    if (m_resume && record.seq > m_resume->first) {
        m_tracker.resumed(m_resume->second);
        m_resume.reset();
    }
    const auto id = m_fields.id(ResumeId);
    if (!id)
        return m_tracker.receivedWithoutId();
    const auto epoch = m_settings.resume.epochField.isEmpty()
        ? base::Expected<QByteArray, messaging::IdProblem>(QByteArray())
        : m_fields.id(Epoch);
    const auto verdict = m_tracker.received(*id, epoch ? *epoch : QByteArray());
    isNew = verdict.isNew();
    if (isNew)
        m_board.noteId(record.seq, m_tracker.status().lastId);
    tell(verdict);
    for (const auto &gap : m_tracker.takeGaps())
        tell(gap);
}

void Inbound::tell(const messaging::ResumeTracker::Verdict &verdict)
{
    using Kind = messaging::ResumeTracker::Kind;
    if (verdict.kind == Kind::Gap)
        m_note(capture::Kind::Gap, notes::idsMissing(verdict.from, verdict.to));
    else if (verdict.kind == Kind::Resync)
        m_note(capture::Kind::Gap, notes::resync(verdict.from, verdict.to));
}

// An echo is any message with the id; a reply says in addition that it is one.
QByteArray Inbound::ackInFields() const
{
    const auto id = m_fields.id(AckId);
    if (!id)
        return {};
    if (m_settings.delivery.rule == messaging::AckRule::EchoOfId)
        return *id;
    static constexpr std::array<QByteArrayView, 4> replies{"response", "reply", "result", "ack"};
    const QByteArray type = m_fields.text(Type);
    const bool isReply
        = std::ranges::find(replies, type) != replies.end() || m_fields.has(Result) || m_fields.has(Error);
    return isReply ? *id : QByteArray();
}

void Inbound::end()
{
    if (!m_acks.isEmpty())
        m_acknowledged(std::exchange(m_acks, {}));
}

} // namespace stream
