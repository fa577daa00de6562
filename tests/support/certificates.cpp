// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/certificates.h"

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
    const QString selfSigned = QStringLiteral("selfSigned");
    run(QStringList{
            "req", "-x509", "-days", "2", "-subj", "/CN=self signed", "-addext", here, "-out", certificate(selfSigned)}
        + newKey(selfSigned));
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
