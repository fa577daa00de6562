// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/greeting.h"

#include "core/base/secrets.h"

namespace stream {

void Greeting::start(const settings::Profile &profile, const QList<QByteArray> &texts, base::Nanoseconds now)
{
    constexpr qsizetype shown = 200;
    const settings::Authentication &who = profile.authentication;
    m_steps.clear();
    m_messages.clear();
    m_due.clear();
    m_next = 0;
    m_authenticates = who.kind == settings::Authentication::Kind::FirstMessage && !who.message.isEmpty();
    if (m_authenticates) {
        m_steps.push_back({.message = who.message.toUtf8(), .reply = who.answer});
        m_messages.push_back({});
    }
    for (int i = 0; i < profile.sendOnConnect.size(); ++i) {
        m_steps.push_back({.message = profile.sendOnConnect[i], .reply = profile.replies.value(i)});
        m_messages.push_back({.text = QString::fromUtf8(base::redactedMessage(texts.value(i)).left(shown))});
    }
    m_changed = !m_steps.empty();
    goOn(now);
}

void Greeting::stop()
{
    m_state = State::Idle;
    m_due.clear();
}

void Greeting::goOn(base::Nanoseconds now)
{
    using Message = connection::OnConnectMessage;
    while (m_next < m_steps.size()) {
        const Step &step = m_steps[m_next];
        Message &message = m_messages[m_next++];
        m_due.append(step.message);
        m_changed = true;
        if (step.reply.kind == settings::ReplyRule::Kind::None) {
            message.state = Message::State::Sent;
            continue;
        }
        message.state = Message::State::Asked;
        m_state = State::Waiting;
        m_askedAt = now;
        m_deadline = now + step.reply.timeout;
        return;
    }
    m_state = State::Over;
}

void Greeting::received(QByteArrayView payload, base::Nanoseconds now)
{
    if (m_state != State::Waiting || !settings::matches(m_steps[m_next - 1].reply, payload))
        return;
    m_messages[m_next - 1].state = connection::OnConnectMessage::State::Answered;
    m_messages[m_next - 1].took = now - m_askedAt;
    m_changed = true;
    goOn(now);
}

void Greeting::advance(base::Nanoseconds now)
{
    if (m_state != State::Waiting || now < m_deadline)
        return;
    m_messages[m_next - 1].state = connection::OnConnectMessage::State::Unanswered;
    m_changed = true;
    if (m_steps[m_next - 1].reply.required)
        m_state = State::Failed;
    else
        goOn(now);
}

std::optional<base::Nanoseconds> Greeting::nextDeadline() const
{
    return m_state == State::Waiting ? std::optional(m_deadline) : std::nullopt;
}

QString Greeting::problem() const
{
    if (m_authenticates && m_next == 1)
        return QStringLiteral("no answer to the authentication message");
    return QStringLiteral("no answer to on-connect message %1").arg(m_next - (m_authenticates ? 1 : 0));
}

} // namespace stream
