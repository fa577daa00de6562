// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTemporaryDir>

namespace tests {

//! Certificates made for one test run by the openssl command, so that none ever expires; elliptic keys, made in an
//! instant.
//!
//! `server` is signed by `ca`; `impostor` is another leaf for the same names, signed by `otherCa`.
class Certificates
{
public:
    //! Makes them; isValid() is false when the command is missing or fails, and error() says how.
    Certificates();

    [[nodiscard]] bool isValid() const { return m_error.isEmpty(); }
    [[nodiscard]] const QString &error() const { return m_error; }

    //! PEM file of the certificate \a name: ca, otherCa, server, impostor, selfSigned, wrongHost, expired,
    //! notYetValid, wrongPurpose, sha1, shortKey, partialWildcard, dnsForAddress, nameForAddress, nameOnly,
    //! nameBeside, orphan (its intermediate is not sent), client (its
    //! key has the passphrase `open sesame`).
    [[nodiscard]] QString certificate(const QString &name) const
    {
        return m_folder.filePath(name + QStringLiteral(".pem"));
    }
    [[nodiscard]] QString key(const QString &name) const { return m_folder.filePath(name + QStringLiteral(".key")); }
    //! Where the files are, for files of a test's own.
    [[nodiscard]] QString file(const QString &name) const { return m_folder.filePath(name); }

private:
    void authority(const QString &name);
    void leaf(const QString &name, const QString &authority, const QString &names, int days = 2);
    void moreLeaves();
    void run(const QStringList &arguments);
    [[nodiscard]] QStringList newKey(const QString &name) const;

    QTemporaryDir m_folder;
    QString m_error;
};

} // namespace tests
