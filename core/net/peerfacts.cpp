// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/peerfacts.h"

#include "core/net/listener.h"

#include <QSslCertificate>
#include <QSslCipher>
#include <QSslSocket>

namespace net {
namespace {

QString nameOf(QSsl::SslProtocol protocol)
{
    switch (protocol) {
    case QSsl::TlsV1_2: return QStringLiteral("TLSv1.2");
    case QSsl::TlsV1_3: return QStringLiteral("TLSv1.3");
    default: return QStringLiteral("TLS"); // Qt's list grows; older ones are never agreed.
    }
}

constexpr qsizetype longestChain = 10;
constexpr qsizetype longestName = 512;

// Every name of it, for one alone may be empty.
QString nameOf(const QSslCertificate &certificate, bool issuer)
{
    const QString common = (issuer ? certificate.issuerInfo(QSslCertificate::CommonName)
                                   : certificate.subjectInfo(QSslCertificate::CommonName))
                               .join(u' ');
    const QString organisation = (issuer ? certificate.issuerInfo(QSslCertificate::Organization)
                                         : certificate.subjectInfo(QSslCertificate::Organization))
                                     .join(u' ');
    return (common.isEmpty() || organisation.isEmpty() ? common + organisation
                                                       : common + QStringLiteral(" (%1)").arg(organisation))
        .left(longestName);
}

QList<CertificateFacts> chainOf(const QSslSocket &socket)
{
    QList<CertificateFacts> chain;
    for (const QSslCertificate &each : socket.peerCertificateChain().mid(0, longestChain))
        chain.append({.subject = nameOf(each, false),
            .issuer = nameOf(each, true),
            .validFrom = each.effectiveDate(),
            .validUntil = each.expiryDate(),
            .sha256 = each.digest(QCryptographicHash::Sha256)});
    return chain;
}

} // namespace

PeerFacts peerFacts(const QTcpSocket &socket, bool tls, bool exception)
{
    PeerFacts facts{.address = addressText(socket),
        .tlsVersion = {},
        .cipher = {},
        .leafSha256 = {},
        .chain = {},
        .certificateException = exception};
    if (tls) {
        const auto &secured = static_cast<const QSslSocket &>(socket);
        facts.tlsVersion = nameOf(secured.sessionProtocol());
        facts.cipher = secured.sessionCipher().name();
        facts.chain = chainOf(secured);
        facts.leafSha256 = secured.peerCertificate().digest(QCryptographicHash::Sha256);
    }
    return facts;
}

} // namespace net
