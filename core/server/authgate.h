// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/server/credentials.h"
#include "core/server/guardlimits.h"
#include "core/server/scenarios/scenario.h"

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace server {

//! Who is let onto a path.
enum class Access : quint8 {
    Open, //!< Anybody.
    User, //!< Who brings a token: `?token=` or a first `{"type":"auth","token":…}`.
    Device, //!< Who brings a secret: a first `{"type":"auth","deviceId":…,"secret":…}`; and users, who command devices.
};

//! Stands between one client and its scenario until the client has said who it is. Time is an argument.
class AuthGate
{
public:
    //! What becomes of a client.
    struct Verdict
    {
        enum class Kind : quint8 {
            Pass, //!< The message is for the scenario.
            Admit, //!< The message was the right key: `who` joins; the message goes nowhere.
            Ignore,
            Close, //!< With `code` and `reason`.
        };
        Kind kind = Kind::Pass;
        Identity who{};
        quint16 code = 0;
        const char *reason = "";
        friend bool operator==(const Verdict &, const Verdict &) = default;
    };

    //! \a credentials must outlive the gate.
    AuthGate(Access access, const Credentials &credentials, const GuardLimits &limits, base::Nanoseconds now);

    //! The token of the address; nothing is asked for any more when it is right.
    [[nodiscard]] Verdict token(QByteArrayView token);
    [[nodiscard]] Verdict message(ws::Opcode opcode, QByteArrayView payload);
    //! What becomes of a client at \a now: Pass while there is time.
    [[nodiscard]] Verdict advance(base::Nanoseconds now) const;
    [[nodiscard]] std::optional<base::Nanoseconds> nextDeadline() const;
    [[nodiscard]] bool isOpen() const { return m_open; }

private:
    [[nodiscard]] Verdict admit(Identity::Kind kind, const QByteArray &name);

    const Credentials &m_credentials;
    base::Nanoseconds m_deadline;
    Access m_access;
    bool m_open;
};

} // namespace server
