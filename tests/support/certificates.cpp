// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/certificates.h"

#include <QDateTime>
#include <QFile>
#include <QProcess>

namespace tests {

Certificates::Certificates()
{
    const QString here = QStringLiteral("subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1");
    authority(QStringLiteral("ca"));
    authority(QStringLiteral("otherCa"));
    leaf(QStringLiteral("server"), QStringLiteral("ca"), here);
    leaf(QStringLiteral("impostor"), QStringLiteral("otherCa"), here);
    leaf(QStringLiteral("wrongHost"), QStringLiteral("ca"), QStringLiteral("subjectAltName=DNS:elsewhere.example"));
    leaf(QStringLiteral("expired"), QStringLiteral("ca"), here, -1);
    moreLeaves();
    const QString selfSigned = QStringLiteral("selfSigned");
    run(QStringList{
            "req", "-x509", "-days", "2", "-subj", "/CN=self signed", "-addext", here, "-out", certificate(selfSigned)}
        + newKey(selfSigned));
}

// Those that only a few tests need.
void Certificates::moreLeaves()
{
    const QString here = QStringLiteral("subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1");
    const auto sign = [&](const QString &name, const QString &authority, const QStringList &more) {
        run(QStringList{"x509", "-req", "-in", file(name + ".csr"), "-CA", certificate(authority), "-CAkey",
                key(authority), "-CAcreateserial", "-copy_extensions", "copy", "-days", "2", "-out", certificate(name)}
            + more);
    };
    const auto request = [&](const QString &name, const QStringList &more, const QStringList &keyArguments) {
        run(QStringList{"req", "-subj", "/CN=Test " + name, "-out", file(name + ".csr")} + more + keyArguments);
    };
    const auto simple = [&](const QString &name, const QString &names) {
        request(name, {"-addext", names}, newKey(name));
    };
    simple(QStringLiteral("sha1"), here);
    sign(QStringLiteral("sha1"), QStringLiteral("ca"), {"-sha1"});
    const QString shortKey = QStringLiteral("shortKey");
    request(shortKey, {"-addext", here}, {"-newkey", "rsa:1024", "-nodes", "-keyout", key(shortKey)});
    sign(shortKey, QStringLiteral("ca"), {});
    simple(QStringLiteral("partialWildcard"), QStringLiteral("subjectAltName=DNS:local*,DNS:*"));
    sign(QStringLiteral("partialWildcard"), QStringLiteral("ca"), {});
    // B7: names that stand where they count for nothing.
    simple(QStringLiteral("dnsForAddress"), QStringLiteral("subjectAltName=DNS:127.0.0.1,DNS:localhost"));
    sign(QStringLiteral("dnsForAddress"), QStringLiteral("ca"), {});
    const auto named = [&](const QString &name, const QString &common, const QStringList &more) {
        run(QStringList{"req", "-subj", "/CN=" + common, "-out", file(name + ".csr")} + more + newKey(name));
        sign(name, QStringLiteral("ca"), {});
    };
    named(QStringLiteral("nameForAddress"), QStringLiteral("127.0.0.1"), {});
    named(QStringLiteral("nameOnly"), QStringLiteral("localhost"), {});
    named(
        QStringLiteral("nameBeside"), QStringLiteral("localhost"), {"-addext", "subjectAltName=DNS:elsewhere.example"});
    request(QStringLiteral("wrongPurpose"), {"-addext", here, "-addext", "extendedKeyUsage=clientAuth"},
        newKey(QStringLiteral("wrongPurpose")));
    sign(QStringLiteral("wrongPurpose"), QStringLiteral("ca"), {});
    const QString middle = QStringLiteral("intermediate");
    request(middle, {"-addext", "basicConstraints=critical,CA:TRUE"}, newKey(middle));
    sign(middle, QStringLiteral("ca"), {});
    simple(QStringLiteral("orphan"), here);
    sign(QStringLiteral("orphan"), middle, {});
    const QString client = QStringLiteral("client");
    request(client, {"-addext", "extendedKeyUsage=clientAuth"},
        {"-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-passout", "pass:open sesame", "-keyout",
            key(client)});
    sign(client, QStringLiteral("ca"), {});
    // Only `ca` takes dates.
    const QString later = QStringLiteral("notYetValid");
    simple(later, here);
    QFile configuration(file(QStringLiteral("ca.cnf")));
    if (configuration.open(QIODevice::WriteOnly))
        configuration.write("[ca]\ndefault_ca=d\n[d]\nnew_certs_dir=" + m_folder.path().toUtf8() + "\ndatabase="
            + file(QStringLiteral("index")).toUtf8() + "\nserial=" + file(QStringLiteral("serial")).toUtf8()
            + "\ndefault_md=sha256\npolicy=p\ncopy_extensions=copy\n[p]\ncommonName=supplied\n");
    configuration.close();
    QFile index(file(QStringLiteral("index")));
    QFile serial(file(QStringLiteral("serial")));
    if (index.open(QIODevice::WriteOnly) && serial.open(QIODevice::WriteOnly))
        serial.write("1000\n");
    serial.close();
    const QDateTime start = QDateTime::currentDateTimeUtc().addDays(2);
    const auto stamp = [](const QDateTime &time) { return time.toString(QStringLiteral("yyyyMMddHHmmss")) + u'Z'; };
    run({"ca", "-batch", "-notext", "-config", configuration.fileName(), "-in", file(later + ".csr"), "-cert",
        certificate(QStringLiteral("ca")), "-keyfile", key(QStringLiteral("ca")), "-startdate", stamp(start),
        "-enddate", stamp(start.addDays(2)), "-out", certificate(later)});
}

void Certificates::authority(const QString &name)
{
    run(QStringList{"req", "-x509", "-days", "2", "-subj", "/CN=Test authority " + name, "-out", certificate(name)}
        + newKey(name));
}

void Certificates::leaf(const QString &name, const QString &authority, const QString &names, int days)
{
    const QString request = file(name + ".csr");
    run(QStringList{"req", "-subj", "/CN=Test " + name, "-addext", names, "-out", request} + newKey(name));
    run({"x509", "-req", "-in", request, "-CA", certificate(authority), "-CAkey", key(authority), "-CAcreateserial",
        "-copy_extensions", "copy", "-days", QString::number(days), "-out", certificate(name)});
}

QStringList Certificates::newKey(const QString &name) const
{
    return {"-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key(name)};
}

void Certificates::run(const QStringList &arguments)
{
    if (!m_error.isEmpty())
        return;
    QProcess openssl;
    openssl.setProcessChannelMode(QProcess::MergedChannels);
    openssl.start(QStringLiteral("openssl"), arguments);
    if (!openssl.waitForFinished(30'000) || openssl.exitCode() != 0)
        m_error = QStringLiteral("openssl %1: %2 %3")
                      .arg(arguments.join(QLatin1Char(' ')), openssl.errorString(),
                          QString::fromLocal8Bit(openssl.readAll()));
}

} // namespace tests
