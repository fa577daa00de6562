// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/greeting.h"

namespace stream {

void Greeting::start(const settings::Profile &profile, base::Nanoseconds now)
{
    const settings::Authentication &who = profile.authentication;
    m_steps.clear();
    m_due.clear();
    m_next = 0;
    m_authenticates = who.kind == settings::Authentication::Kind::FirstMessage && !who.message.isEmpty();
    if (m_authenticates)
        m_steps.push_back({.message = who.message.toUtf8(), .reply = who.answer});
    for (int i = 0; i < profile.sendOnConnect.size(); ++i)
        m_steps.push_back({.message = profile.sendOnConnect[i], .reply = profile.replies.value(i)});
    goOn(now);
}

void Greeting::stop()
{
    m_state = State::Idle;
    m_due.clear();
}

void Greeting::goOn(base::Nanoseconds now)
{
    while (m_next < m_steps.size()) {
        const Step &step = m_steps[m_next++];
        m_due.append(step.message);
        if (step.reply.kind == settings::ReplyRule::Kind::None)
            continue;
        m_state = State::Waiting;
        m_deadline = now + step.reply.timeout;
        return;
    }
    m_state = State::Over;
}

void Greeting::received(QByteArrayView payload, base::Nanoseconds now)
{
    if (m_state == State::Waiting && settings::matches(m_steps[m_next - 1].reply, payload))
        goOn(now);
}

void Greeting::advance(base::Nanoseconds now)
{
    if (m_state == State::Waiting && now >= m_deadline)
        m_state = State::Failed;
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
