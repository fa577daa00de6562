// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QHash>

namespace server {

//! Who may come in: users by their token, devices by their secret, and the CSRF token a page must bring.
class Credentials
{
public:
    //! Of the demo: the users alice, bob, carol and dave, whose token is their name, and the devices `device-001`,
    //! `device-002` and so on to five digits, whose secret is `secret`.
    [[nodiscard]] static Credentials demo();

    //! One entry a line: `user NAME TOKEN`, `device ID SECRET`, `csrf TOKEN`; `#` begins a comment. The error is the
    //! number of the line that is none of these.
    [[nodiscard]] static base::Expected<Credentials, int> parse(QByteArrayView text);

    //! The user whose token this is; empty when there is none.
    [[nodiscard]] QByteArray userOf(QByteArrayView token) const;
    [[nodiscard]] bool mayDevice(QByteArrayView id, QByteArrayView secret) const;
    //! True when no CSRF token is asked for, or \a token is it.
    [[nodiscard]] bool mayPage(QByteArrayView token) const;

    [[nodiscard]] qsizetype users() const { return m_users.size(); }

private:
    [[nodiscard]] bool addLine(const QList<QByteArray> &words);

    QHash<QByteArray, QByteArray> m_users; //!< SHA-256 of the token → name: how long a look takes tells no token.
    QHash<QByteArray, QByteArray> m_devices; //!< Id → SHA-256 of the secret.
    QByteArray m_csrf; //!< SHA-256; empty: not asked for.
    bool m_demoDevices = false;
};

} // namespace server
