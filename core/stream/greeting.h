// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/connection/attempt.h"
#include "core/settings/profile.h"

#include <QByteArray>
#include <QList>

#include <optional>
#include <utility>
#include <vector>

namespace stream {

//! What is sent first on an open connection, in order: the authentication message, then the on-connect messages, each
//! waiting for its answer if it has a rule. Sans-I/O.
//!
//! After start(), received() and advance(), send what takeMessages() gives; isOver() says when everything else may
//! follow.
class Greeting
{
public:
    enum class State : quint8 { Idle, Waiting, Over, Failed };

    //! \a profile has its variables put in; \a texts are its on-connect messages without, to be
    //! shown; what is a secret in them is not.
    void start(const settings::Profile &profile, const QList<QByteArray> &texts, base::Nanoseconds now);
    void stop();
    void received(QByteArrayView payload, base::Nanoseconds now);
    //! An answer that did not come in time ends it.
    void advance(base::Nanoseconds now);

    [[nodiscard]] QList<QByteArray> takeMessages() { return std::exchange(m_due, {}); }
    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isOver() const { return m_state == State::Over; }
    [[nodiscard]] std::optional<base::Nanoseconds> nextDeadline() const;
    //! Each message and what became of it.
    [[nodiscard]] const std::vector<connection::OnConnectMessage> &messages() const { return m_messages; }
    //! True once behind each change of messages().
    [[nodiscard]] bool takeChanged() { return std::exchange(m_changed, false); }
    //! In Failed: what was not answered, such as `no answer to the authentication message`.
    [[nodiscard]] QString problem() const;

private:
    struct Step
    {
        QByteArray message;
        settings::ReplyRule reply;
    };
    void goOn(base::Nanoseconds now);

    std::vector<Step> m_steps;
    std::vector<connection::OnConnectMessage> m_messages; //!< One for each step.
    base::Nanoseconds m_askedAt{0};
    bool m_changed = false;
    std::size_t m_next = 0; //!< The first that was not sent.
    QList<QByteArray> m_due;
    State m_state = State::Idle;
    base::Nanoseconds m_deadline{0};
    bool m_authenticates = false; //!< The first step is the authentication message.
};

} // namespace stream
