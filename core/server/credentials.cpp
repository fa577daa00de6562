// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/credentials.h"

#include <QCryptographicHash>

#include <algorithm>

namespace server {
namespace {

constexpr qsizetype longestSecret = 4096;

QByteArray digest(QByteArrayView secret)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(secret.first(std::min(secret.size(), longestSecret + 1)));
    return hash.result();
}

// `device-` and three to five digits.
bool isDemoDevice(QByteArrayView id)
{
    constexpr QByteArrayView begin("device-");
    return id.startsWith(begin) && id.size() >= begin.size() + 3 && id.size() <= begin.size() + 5
        && std::ranges::all_of(id.sliced(begin.size()), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

Credentials Credentials::demo()
{
    Credentials out;
    for (const char *name : {"alice", "bob", "carol", "dave"})
        out.m_users.insert(digest(name), name);
    out.m_demoDevices = true;
    return out;
}

base::Expected<Credentials, int> Credentials::parse(QByteArrayView text)
{
    Credentials out;
    int number = 0;
    for (const QByteArray &line : text.toByteArray().split('\n')) {
        ++number;
        const QByteArray words = line.first(std::min(line.size(), line.indexOf('#') < 0 ? line.size() : line.indexOf('#')))
                                     .simplified();
        if (!words.isEmpty() && !out.addLine(words.split(' ')))
            return base::Unexpected{number};
    }
    return out;
}

bool Credentials::addLine(const QList<QByteArray> &words)
{
    if (words.size() == 3 && words[0] == "user")
        m_users.insert(digest(words[2]), words[1]);
    else if (words.size() == 3 && words[0] == "device")
        m_devices.insert(words[1], digest(words[2]));
    else if (words.size() == 2 && words[0] == "csrf")
        m_csrf = digest(words[1]);
    else
        return false;
    return true;
}

QByteArray Credentials::userOf(QByteArrayView token) const { return m_users.value(digest(token)); }

bool Credentials::mayDevice(QByteArrayView id, QByteArrayView secret) const
{
    if (m_demoDevices && isDemoDevice(id))
        return digest(secret) == digest("secret");
    const QByteArray wanted = m_devices.value(id.toByteArray());
    return !wanted.isEmpty() && digest(secret) == wanted;
}

bool Credentials::mayPage(QByteArrayView token) const { return m_csrf.isEmpty() || digest(token) == m_csrf; }

} // namespace server
