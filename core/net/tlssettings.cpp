// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/tlssettings.h"

#include <QFile>
#include <QFileInfo>
#include <QHostAddress>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

#include <openssl/err.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <memory>

namespace net {
namespace {

constexpr qint64 largestFile = 16LL << 20;

struct Free
{
    void operator()(X509 *certificate) const { X509_free(certificate); }
    void operator()(X509_STORE *store) const { X509_STORE_free(store); }
    void operator()(X509_STORE_CTX *context) const { X509_STORE_CTX_free(context); }
    void operator()(STACK_OF(X509) * certificates) const { sk_X509_pop_free(certificates, X509_free); }
};
template <typename T>
using Owned = std::unique_ptr<T, Free>;

Owned<X509> parsed(const QSslCertificate &certificate)
{
    const QByteArray der = certificate.toDer();
    auto *at = reinterpret_cast<const unsigned char *>(der.constData());
    return Owned<X509>(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
}

TransportError unusable(const QString &file, const QString &why)
{
    return {.kind = TransportError::Kind::LocalProblem, .detail = QStringLiteral("%1: %2").arg(file, why)};
}

base::Expected<QByteArray, TransportError> contentOf(const QString &path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile())
        return base::Unexpected{unusable(path, QStringLiteral("not a file"))};
    if (!file.open(QIODevice::ReadOnly))
        return base::Unexpected{unusable(path, file.errorString())};
    return file.read(largestFile);
}

base::Expected<QList<QSslCertificate>, TransportError> certificatesIn(const QString &path)
{
    const auto content = contentOf(path);
    if (!content)
        return base::Unexpected{content.error()};
    QList<QSslCertificate> certificates = QSslCertificate::fromData(*content, QSsl::Pem);
    certificates.removeIf([](const QSslCertificate &each) { return each.isNull(); });
    if (certificates.isEmpty())
        return base::Unexpected{unusable(path, QStringLiteral("holds no certificate in PEM form"))};
    return certificates;
}

base::Expected<QSslKey, TransportError> keyIn(const QString &path, const QString &passphrase)
{
    const auto content = contentOf(path);
    if (!content)
        return base::Unexpected{content.error()};
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Ec, QSsl::Rsa, QSsl::Dsa}) {
        if (const QSslKey key(*content, algorithm, QSsl::Pem, QSsl::PrivateKey, passphrase.toUtf8()); !key.isNull())
            return key;
    }
    ERR_clear_error(); // The queue belongs to the thread: the next TLS call must not find our failures in it.
    const bool isEncrypted = content->contains("ENCRYPTED");
    return base::Unexpected{unusable(path,
        isEncrypted ? (passphrase.isEmpty() ? QStringLiteral("its private key needs a passphrase")
                                            : QStringLiteral("the passphrase does not open its private key"))
                    : QStringLiteral("holds no private key in PEM form that can be used"))};
}

// Our own certificate with its chain, and its key.
base::Expected<void, TransportError> addIdentity(QSslConfiguration &configuration, const TlsSettings &settings)
{
    if (settings.certificateFile.isEmpty())
        return {};
    const auto certificates = certificatesIn(settings.certificateFile);
    if (!certificates)
        return base::Unexpected{certificates.error()};
    const auto key
        = keyIn(settings.keyFile.isEmpty() ? settings.certificateFile : settings.keyFile, settings.keyPassphrase);
    if (!key)
        return base::Unexpected{key.error()};
    configuration.setLocalCertificateChain(*certificates);
    configuration.setPrivateKey(*key);
    return {};
}

} // namespace

base::Expected<QSslConfiguration, TransportError> tlsConfiguration(const TlsSettings &settings)
{
    if (!QSslSocket::supportsSsl())
        return base::Unexpected{TransportError{
            .kind = TransportError::Kind::LocalProblem, .detail = QStringLiteral("no TLS library found")}};
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(
        settings.minimum == TlsSettings::Minimum::Tls13 ? QSsl::TlsV1_3OrLater : QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    configuration.setAllowedNextProtocols({QByteArrayLiteral("http/1.1")});
    if (!settings.caFile.isEmpty()) {
        const auto certificates = certificatesIn(settings.caFile);
        if (!certificates)
            return base::Unexpected{certificates.error()};
        configuration.setCaCertificates(*certificates);
    }
    if (const auto added = addIdentity(configuration, settings); !added)
        return base::Unexpected{added.error()};
    return configuration;
}

bool leadsTo(const QList<QSslCertificate> &chain, const QList<QSslCertificate> &anchors)
{
    if (chain.isEmpty())
        return false;
    const Owned<X509_STORE> store(X509_STORE_new());
    const Owned<X509_STORE_CTX> context(X509_STORE_CTX_new());
    const Owned<STACK_OF(X509)> intermediates(sk_X509_new_null());
    const Owned<X509> leaf = parsed(chain.first());
    if (!store || !context || !intermediates || !leaf)
        return false;
    for (const QSslCertificate &anchor : anchors) {
        if (const Owned<X509> each = parsed(anchor))
            X509_STORE_add_cert(store.get(), each.get());
    }
    for (qsizetype i = 1; i < chain.size(); ++i) {
        if (Owned<X509> each = parsed(chain.at(i)); each && sk_X509_push(intermediates.get(), each.get()) > 0)
            (void)each.release();
    }
    if (X509_STORE_CTX_init(context.get(), store.get(), leaf.get(), intermediates.get()) != 1)
        return false;
    X509_STORE_CTX_set_flags(
        context.get(), X509_V_FLAG_PARTIAL_CHAIN); // An anchor may be an intermediate, or the leaf.
    X509_STORE_CTX_set_default(context.get(), "ssl_server");
    const bool trusted = X509_verify_cert(context.get()) == 1;
    ERR_clear_error(); // The queue belongs to the thread: the next TLS call must not find our failure in it.
    return trusted;
}

bool isIssuedFor(const QSslCertificate &leaf, const QString &name)
{
    const Owned<X509> certificate = parsed(leaf);
    if (!certificate)
        return false;
    bool names = false;
    if (QHostAddress address(name); !address.isNull()) {
        address.setScopeId({});
        names = X509_check_ip_asc(certificate.get(), address.toString().toLatin1().constData(), 0) == 1;
    } else if (const QByteArray host = QUrl::toAce(name); !host.isEmpty()) {
        names = X509_check_host(certificate.get(), host.constData(), static_cast<std::size_t>(host.size()),
                    X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS, nullptr)
            == 1;
    }
    ERR_clear_error(); // As above.
    return names;
}

} // namespace net
