// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/tlshandshake.h"

#include "core/net/firstleaves.h"
#include "core/net/socketerror.h"
#include "core/net/tlssettings.h"

#include <QSslCertificate>
#include <QSslSocket>
#include <QStringList>

#include <utility>

namespace net {
namespace {

TransportError rejected(const QString &why)
{
    return {.kind = TransportError::Kind::CertificateRejected, .detail = why.left(512)};
}

QString words(const QList<QSslError> &errors)
{
    QStringList words;
    for (const QSslError &error : errors)
        words.append(error.errorString());
    words.removeDuplicates();
    return words.join(QLatin1String("; "));
}

} // namespace

TlsHandshake::TlsHandshake(QSslSocket &socket, const Endpoint &endpoint, FirstLeaves &firstLeaves, Outcome outcome)
    : m_socket(socket)
    , m_endpoint(endpoint)
    , m_firstLeaves(firstLeaves)
    , m_outcome(std::move(outcome))
{
}

TlsHandshake::~TlsHandshake() = default;

void TlsHandshake::start()
{
    const auto configuration = tlsConfiguration(m_endpoint.tlsSettings);
    if (!configuration)
        return fail(configuration.error());
    m_socket.setSslConfiguration(*configuration);
    // The socket was connected by address; this also names the server (SNI).
    const QString &name = m_endpoint.tlsSettings.serverName;
    m_socket.setPeerVerifyName(name.isEmpty() ? m_endpoint.host : name);
    connect(&m_socket, &QSslSocket::sslErrors, this, &TlsHandshake::judge);
    connect(&m_socket, &QSslSocket::encrypted, this, &TlsHandshake::encrypted);
    connect(&m_socket, &QAbstractSocket::errorOccurred, this, &TlsHandshake::broken);
    connect(&m_socket, &QAbstractSocket::disconnected, this, &TlsHandshake::broken);
    m_socket.startClientEncryption();
}

void TlsHandshake::cancel()
{
    m_over = true;
    m_socket.disconnect(this);
}

void TlsHandshake::judge(const QList<QSslError> &errors)
{
    const QSslCertificate leaf = m_socket.peerCertificate();
    if (!leaf.isNull() && isExcepted(leaf.digest(QCryptographicHash::Sha256))) {
        m_exception = true;
        m_socket.ignoreSslErrors(errors); // These, of this handshake; never the form without a list.
        return;
    }
    m_rejection = rejected(words(errors));
    m_rejection->leafSha256 = leaf.isNull() ? QByteArray() : leaf.digest(QCryptographicHash::Sha256);
}

bool TlsHandshake::isExcepted(const QByteArray &leafSha256) const
{
    const TlsSettings &settings = m_endpoint.tlsSettings;
    const auto exception = settings.exceptions.constFind(authorityOf(m_endpoint));
    if (exception != settings.exceptions.cend())
        return *exception == leafSha256;
    return settings.acceptFirstLeaf && isFirst(leafSha256);
}

bool TlsHandshake::isFirst(const QByteArray &leafSha256) const
{
    return m_firstLeaves.accepts(authorityOf(m_endpoint), leafSha256);
}

void TlsHandshake::encrypted()
{
    if (m_over)
        return;
    const QSslCertificate leaf = m_socket.peerCertificate();
    if (!m_exception && !isIssuedFor(leaf, m_socket.peerVerifyName())) {
        if (!isExcepted(leaf.digest(QCryptographicHash::Sha256)))
            return reject(QStringLiteral("the certificate was not issued for this host or address"));
        m_exception = true;
    }
    const bool ownAnchors = !m_endpoint.tlsSettings.caFile.isEmpty();
    if (ownAnchors && !m_exception
        && !leadsTo(m_socket.peerCertificateChain(), m_socket.sslConfiguration().caCertificates()))
        return reject(QStringLiteral("the certificate does not lead to a root of the given CA file"));
    // One that somebody vouches for is the first too: what comes behind it has to be as good.
    if (m_endpoint.tlsSettings.acceptFirstLeaf && !m_exception)
        (void)isFirst(leaf.digest(QCryptographicHash::Sha256));
    cancel();
    m_outcome.secured();
}

void TlsHandshake::reject(const QString &why)
{
    TransportError error = rejected(why);
    error.leafSha256 = m_socket.peerCertificate().digest(QCryptographicHash::Sha256);
    fail(error);
}

void TlsHandshake::broken()
{
    if (m_rejection)
        return fail(*m_rejection);
    TransportError error = transportError(m_socket);
    if (error.kind == TransportError::Kind::PeerClosed)
        error.kind = TransportError::Kind::TlsFailed; // In the middle of a handshake that is no end in order.
    if (error.detail.contains(QLatin1String("wrong version number"))
        || error.detail.contains(QLatin1String("http request")))
        error.detail = QStringLiteral("peer speaks plain HTTP or something else, not TLS (%1)").arg(error.detail);
    fail(error);
}

void TlsHandshake::fail(const TransportError &error)
{
    if (std::exchange(m_over, true))
        return;
    m_socket.disconnect(this);
    m_outcome.failed(error);
}

} // namespace net
