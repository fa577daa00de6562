// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/socksconnect.h"

#include <QHostAddress>
#include <QtEndian>

#include <algorithm>

namespace net {
namespace {

constexpr char socksVersion = 5;
constexpr char noLogin = 0, nameAndPassword = 2;
constexpr char addressV4 = 1, domainName = 3, addressV6 = 4;
constexpr qsizetype longestPart = 255;

ProxyWord socksFailure(const QString &detail) { return ProxyWord::failed(TransportError::Kind::ProxyFailed, detail); }

// RFC 1928 §6.
QString replyWords(quint8 reply)
{
    switch (reply) {
    case 1: return QStringLiteral("general failure");
    case 2: return QStringLiteral("its rules forbid it");
    case 3: return QStringLiteral("network unreachable");
    case 4: return QStringLiteral("host unreachable");
    case 5: return QStringLiteral("connection refused");
    case 6: return QStringLiteral("time to live expired");
    case 7: return QStringLiteral("it does not know the command");
    case 8: return QStringLiteral("it does not know the kind of address");
    default: return QStringLiteral("reply %1").arg(reply);
    }
}

} // namespace

SocksConnect::SocksConnect(const QString &host, quint16 port, const QString &user, const QString &password)
    : m_host(host.toUtf8())
    , m_port(port)
    , m_user(user.toUtf8())
    , m_password(password.toUtf8())
{
}

QByteArray SocksConnect::begin()
{
    if (m_host.isEmpty() || std::max({m_host.size(), m_user.size(), m_password.size()}) > longestPart)
        return {};
    m_part = Part::Method;
    m_bytes.clear();
    const bool hasLogin = !m_user.isEmpty() || !m_password.isEmpty();
    return hasLogin ? QByteArray("\x05\x02\x00\x02", 4) : QByteArray("\x05\x01\x00", 3);
}

// How long the present part is, as far as it is known by now.
qsizetype SocksConnect::wanted() const
{
    constexpr qsizetype head = 4, port = 2;
    if (m_part != Part::Answer)
        return 2;
    if (m_bytes.size() < head + 1)
        return head + 1;
    switch (m_bytes[3]) {
    case addressV4: return head + 4 + port;
    case addressV6: return head + 16 + port;
    default: return head + 1 + static_cast<quint8>(m_bytes[4]) + port;
    }
}

ProxyWord SocksConnect::receive(QByteArrayView &bytes)
{
    while (!bytes.isEmpty()) {
        const qsizetype size = std::min(bytes.size(), wanted() - m_bytes.size());
        m_bytes.append(bytes.first(size));
        bytes = bytes.sliced(size);
        // Said at the first byte: what comes from something else may be shorter than an answer.
        if (m_part != Part::Login && m_bytes[0] != socksVersion)
            return socksFailure(QStringLiteral("the proxy's answer is no SOCKS 5"));
        if (m_bytes.size() < wanted())
            continue;
        if (const ProxyWord word = partComplete(); word.kind != ProxyWord::Kind::More)
            return word;
    }
    return {};
}

ProxyWord SocksConnect::partComplete()
{
    switch (m_part) {
    case Part::Method: return methodChosen();
    case Part::Login:
        if (m_bytes[1] != 0)
            return ProxyWord::failed(
                TransportError::Kind::ProxyLogin, QStringLiteral("the proxy refused the user or the password"));
        m_part = Part::Answer;
        m_bytes.clear();
        return ProxyWord::send(request());
    case Part::Answer: break;
    }
    if (m_bytes[1] != 0)
        return socksFailure(
            QStringLiteral("the proxy could not connect: %1").arg(replyWords(static_cast<quint8>(m_bytes[1]))));
    if (m_bytes[3] != addressV4 && m_bytes[3] != domainName && m_bytes[3] != addressV6)
        return socksFailure(QStringLiteral("the proxy's answer is no SOCKS 5"));
    return {.kind = ProxyWord::Kind::Open};
}

ProxyWord SocksConnect::methodChosen()
{
    const char method = m_bytes[1];
    const bool hasLogin = !m_user.isEmpty() || !m_password.isEmpty();
    m_bytes.clear();
    if (method == noLogin) {
        m_part = Part::Answer;
        return ProxyWord::send(request());
    }
    if (method == nameAndPassword && hasLogin) {
        m_part = Part::Login;
        return ProxyWord::send(QByteArray(1, '\1') + static_cast<char>(m_user.size()) + m_user
            + static_cast<char>(m_password.size()) + m_password);
    }
    return ProxyWord::failed(
        TransportError::Kind::ProxyLogin, QStringLiteral("the proxy accepts none of the ways to log in that we know"));
}

QByteArray SocksConnect::request() const
{
    QByteArray bytes("\x05\x01\x00", 3);
    const QHostAddress literal(QString::fromUtf8(m_host));
    if (literal.protocol() == QAbstractSocket::IPv4Protocol) {
        bytes += addressV4;
        const quint32 address = qToBigEndian(literal.toIPv4Address());
        bytes.append(reinterpret_cast<const char *>(&address), sizeof address);
    } else if (literal.protocol() == QAbstractSocket::IPv6Protocol) {
        const Q_IPV6ADDR address = literal.toIPv6Address();
        bytes += addressV6;
        bytes.append(reinterpret_cast<const char *>(address.c), sizeof address.c);
    } else {
        bytes += domainName;
        bytes += static_cast<char>(m_host.size());
        bytes += m_host;
    }
    return bytes + static_cast<char>(m_port >> 8) + static_cast<char>(m_port & 0xFF);
}

ProxyWord SocksConnect::ended()
{
    return socksFailure(QStringLiteral("the proxy closed the connection without a whole answer"));
}

} // namespace net
