// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/messaging/repeatguard.h"

#include <QCryptographicHash>

namespace messaging {

bool RepeatGuard::pass(const QByteArray &message, base::Nanoseconds now)
{
    if (m_within.count() <= 0)
        return true;
    forgetOld(now);
    const QByteArray key = QCryptographicHash::hash(message, QCryptographicHash::Sha256);
    if (m_sent.contains(key))
        return false;
    m_sent.insert(key, now);
    return true;
}

void RepeatGuard::forgetOld(base::Nanoseconds now)
{
    for (auto sent = m_sent.begin(); sent != m_sent.end();)
        sent = now - *sent >= m_within ? m_sent.erase(sent) : std::next(sent);
}

} // namespace messaging
