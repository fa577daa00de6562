// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/authgate.h"

#include "core/messaging/envelope.h"

namespace server {
namespace {

using Kind = AuthGate::Verdict::Kind;

constexpr qsizetype longestAuth = 16 * 1024; // More is no key, and is not parsed for anybody who has not shown one.

AuthGate::Verdict closing(quint16 code, const char *reason)
{
    return {.kind = Kind::Close, .code = code, .reason = reason};
}

} // namespace

AuthGate::AuthGate(Access access, const Credentials &credentials, const GuardLimits &limits, base::Nanoseconds now)
    : m_credentials(credentials)
    , m_deadline(now + (access == Access::Device ? limits.deviceDeadline : limits.authDeadline))
    , m_access(access)
    , m_open(access == Access::Open)
{
}

AuthGate::Verdict AuthGate::admit(Identity::Kind kind, const QByteArray &name)
{
    m_open = true;
    return {.kind = Kind::Admit, .who = {.kind = kind, .name = name}};
}

AuthGate::Verdict AuthGate::token(QByteArrayView token)
{
    const QByteArray user = m_credentials.userOf(token);
    return user.isEmpty() ? closing(4003, "Invalid token") : admit(Identity::Kind::User, user);
}

AuthGate::Verdict AuthGate::message(ws::Opcode opcode, QByteArrayView payload)
{
    if (m_open)
        return {};
    const bool readable = opcode == ws::Opcode::Text && payload.size() <= longestAuth;
    const auto envelope = messaging::parseEnvelope(readable ? payload : QByteArrayView());
    const bool isAuth = envelope && envelope->type == QLatin1String("auth");
    const auto field = [&](const char *name) {
        return envelope->fields.value(QLatin1String(name)).toString().toUtf8();
    };
    if (m_access == Access::Device) {
        if (!isAuth)
            return {.kind = Kind::Ignore}; // As the guide's platform does: the deadline runs on.
        if (envelope->fields.contains(QLatin1String("token")))
            return token(field("token"));
        const QByteArray id = field("deviceId");
        return m_credentials.mayDevice(id, field("secret")) ? admit(Identity::Kind::Device, id)
                                                            : closing(4003, "Invalid credentials");
    }
    if (!isAuth)
        return closing(4002, "Not authenticated");
    return token(field("token"));
}

AuthGate::Verdict AuthGate::advance(base::Nanoseconds now) const
{
    if (m_open || now < m_deadline)
        return {};
    return closing(4001, m_access == Access::Device ? "Auth timeout" : "Authentication timeout");
}

std::optional<base::Nanoseconds> AuthGate::nextDeadline() const
{
    return m_open ? std::nullopt : std::optional(m_deadline);
}

} // namespace server
