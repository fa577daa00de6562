// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run/serveridentity.h"

#include "app/cli/say.h"
#include "app/cli/terminaltext.h"
#include "app/run/filewords.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QSslCertificate>
#include <QStandardPaths>
#include <QSysInfo>

namespace app {
namespace {

QString identityWords(const char *sentence) { return QCoreApplication::translate("app::serverIdentity", sentence); }

constexpr qint64 longestPem = 1 << 20;

QString ownFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
        + QStringLiteral("/socketscope/server/certificate.pem");
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(longestPem) : QByteArray();
}

QStringList namesFor(const QString &host)
{
    QStringList names{QStringLiteral("localhost"), QStringLiteral("127.0.0.1"), QStringLiteral("::1")};
    const QString machine = QSysInfo::machineHostName();
    for (const QString &name : {machine, host}) {
        if (!name.isEmpty() && name != QLatin1String("*") && !names.contains(name))
            names += name;
    }
    return names;
}

// Names \a host, and is good for another day.
bool fits(const net::TlsIdentity &identity, const QString &host)
{
    const QList<QSslCertificate> chain = QSslCertificate::fromData(identity.certificates);
    if (chain.isEmpty() || chain.first().expiryDate() < QDateTime::currentDateTimeUtc().addDays(1))
        return false;
    const QStringList named = chain.first().subjectAlternativeNames().values();
    return std::ranges::all_of(
        namesFor(host), [&named](const QString &name) { return name == QLatin1String("::1") || named.contains(name); });
}

base::Expected<net::TlsIdentity, QString> ownIdentity(const QString &host)
{
    const QString path = ownFile();
    net::TlsIdentity identity = net::identityFrom(contentOf(path));
    if (identity.isEmpty() || !fits(identity, host)) {
        identity = net::makeIdentity(namesFor(host));
        if (identity.isEmpty())
            return base::Unexpected{identityWords("--tls: no certificate could be made")};
        QDir().mkpath(path.left(path.lastIndexOf(QLatin1Char('/'))));
        if (const auto kept = base::writeWhole(path, identity.certificates + identity.key); !kept)
            return base::Unexpected{identityWords("--tls: %1: %2").arg(path, fileWords(kept.error()))};
    }
    say(terminalLine(identityWords("clients trust this server with --ca %1").arg(path)));
    return identity;
}

} // namespace

base::Expected<net::TlsIdentity, QString> serverIdentity(const QString &choice, const QString &host)
{
    if (choice == QLatin1String("own"))
        return ownIdentity(host);
    net::TlsIdentity identity = net::identityFrom(contentOf(choice));
    if (identity.isEmpty())
        return base::Unexpected{identityWords("--tls: %1 has no certificate and the key to it, in PEM").arg(choice)};
    return identity;
}

} // namespace app
