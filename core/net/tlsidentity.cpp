// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/tlsidentity.h"

#include <QHostAddress>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <memory>

namespace net {
namespace {

template <typename T, void (*release)(T *)>
struct Release
{
    void operator()(T *object) const { release(object); }
};
void freeBio(BIO *bio) { BIO_free(bio); }

using Bio = std::unique_ptr<BIO, Release<BIO, freeBio>>;
using Certificate = std::unique_ptr<X509, Release<X509, X509_free>>;
using PrivateKey = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY, EVP_PKEY_free>>;

constexpr long secondsADay = 24L * 60 * 60;
constexpr long daysValid = 365;

// `DNS:localhost,IP:127.0.0.1`; nothing but letters of names and addresses gets in.
QByteArray alternativeNames(const QStringList &names)
{
    QByteArray out;
    for (const QString &name : names) {
        const bool isAddress = !QHostAddress(name).isNull();
        const bool clean = std::ranges::all_of(name, [](QChar c) {
            return (c.unicode() < 128 && c.isLetterOrNumber()) || c == u'.' || c == u'-' || c == u':';
        });
        if (clean && !name.isEmpty() && (isAddress || !name.contains(u':')))
            out += (out.isEmpty() ? "" : ",") + QByteArray(isAddress ? "IP:" : "DNS:") + name.toLatin1();
    }
    return out;
}

bool addExtension(X509 *certificate, int id, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, id, value.constData());
    const bool added = extension && X509_add_ext(certificate, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    return added;
}

bool nameAndDate(X509 *certificate)
{
    unsigned char serial[8]{};
    X509_NAME *name = X509_get_subject_name(certificate);
    static constexpr unsigned char commonName[] = "SocketScope feed server";
    if (RAND_bytes(serial, sizeof serial) != 1)
        return false;
    serial[0] &= 0x7F; // RFC 5280 §4.1.2.2: a positive number.
    BIGNUM *number = BN_bin2bn(serial, sizeof serial, nullptr);
    const bool numbered = number && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));
    BN_free(number);
    return numbered && X509_set_version(certificate, 2) == 1
        && X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, commonName, -1, -1, 0) == 1
        && X509_set_issuer_name(certificate, name) == 1
        && X509_gmtime_adj(X509_getm_notBefore(certificate), -secondsADay) != nullptr
        && X509_gmtime_adj(X509_getm_notAfter(certificate), daysValid * secondsADay) != nullptr;
}

QByteArray written(const Bio &bio)
{
    char *bytes = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &bytes);
    return size > 0 ? QByteArray(bytes, static_cast<qsizetype>(size)) : QByteArray();
}

} // namespace

TlsIdentity makeIdentity(const QStringList &names)
{
    const QByteArray alternatives = alternativeNames(names);
    const PrivateKey key(EVP_EC_gen("P-256"));
    const Certificate certificate(X509_new());
    if (alternatives.isEmpty() || !key || !certificate || !nameAndDate(certificate.get())
        || X509_set_pubkey(certificate.get(), key.get()) != 1
        || !addExtension(certificate.get(), NID_subject_alt_name, alternatives)
        || !addExtension(certificate.get(), NID_basic_constraints, "critical,CA:FALSE")
        || !addExtension(certificate.get(), NID_ext_key_usage, "serverAuth")
        || X509_sign(certificate.get(), key.get(), EVP_sha256()) == 0)
        return {};
    const Bio certificatePem(BIO_new(BIO_s_mem())), keyPem(BIO_new(BIO_s_mem()));
    if (!certificatePem || !keyPem || PEM_write_bio_X509(certificatePem.get(), certificate.get()) != 1
        || PEM_write_bio_PrivateKey(keyPem.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return {};
    return {.certificates = written(certificatePem), .key = written(keyPem)};
}

TlsIdentity identityFrom(const QByteArray &pem)
{
    const auto size = static_cast<int>(std::min<qsizetype>(pem.size(), 1 << 20));
    const Bio first(BIO_new_mem_buf(pem.constData(), size)), second(BIO_new_mem_buf(pem.constData(), size));
    if (!first || !second)
        return {};
    const auto noPassphrase = [](char *, int, int, void *) { return 0; };
    const Certificate certificate(PEM_read_bio_X509(first.get(), nullptr, noPassphrase, nullptr));
    const PrivateKey key(PEM_read_bio_PrivateKey(second.get(), nullptr, noPassphrase, nullptr));
    if (!certificate || !key || X509_check_private_key(certificate.get(), key.get()) != 1)
        return {};
    const Bio keyPem(BIO_new(BIO_s_mem()));
    if (!keyPem || PEM_write_bio_PrivateKey(keyPem.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return {};
    return {.certificates = pem.first(size), .key = written(keyPem)};
}

} // namespace net
