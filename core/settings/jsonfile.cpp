// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/jsonfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

namespace settings {
namespace {

using base::Unexpected;

constexpr qint64 largest = 8LL << 20;
constexpr int keptAside = 9; //!< Damaged files kept; the last name is used again.
constexpr auto forOwner = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

IoError putAside(const QString &path, const QString &why)
{
    QString aside = path + QStringLiteral(".damaged");
    for (int n = 2; QFileInfo::exists(aside) && n <= keptAside; ++n)
        aside = path + QStringLiteral(".damaged-%1").arg(n);
    QFile::remove(aside);
    QFile::rename(path, aside);
    QFile::setPermissions(aside, forOwner);
    return {.kind = IoError::Kind::Broken, .path = path, .detail = why};
}

} // namespace

QString configFolder()
{
    const QString home = qEnvironmentVariable("XDG_CONFIG_HOME");
    // A relative path is to be ignored (XDG Base Directory Specification).
    const QString base = QDir::isAbsolutePath(home) ? home : QDir::homePath() + QStringLiteral("/.config");
    return QDir::cleanPath(base + QStringLiteral("/socketscope"));
}

base::Expected<QJsonObject, IoError> readJson(const QString &path, Damaged damaged)
{
    const auto unusable = [&](const QString &why) {
        return Unexpected{damaged == Damaged::PutAside
                ? putAside(path, why)
                : IoError{.kind = IoError::Kind::Invalid, .path = path, .detail = why}};
    };
    const QFileInfo entry(path);
    if (!entry.exists())
        return QJsonObject{};
    // A pipe would wait for a writer for ever.
    if (!entry.isFile())
        return Unexpected{
            IoError{.kind = IoError::Kind::Read, .path = path, .detail = QStringLiteral("not a regular file")}};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Unexpected{IoError{.kind = IoError::Kind::Read, .path = path, .detail = file.errorString()}};
    const QByteArray bytes = file.read(largest + 1);
    file.close();
    if (bytes.size() > largest)
        return unusable(QStringLiteral("too large"));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (!document.isObject())
        return unusable(error.error == QJsonParseError::NoError
                ? QStringLiteral("not a JSON object")
                : QStringLiteral("%1 at byte %2").arg(error.errorString()).arg(error.offset));
    return document.object();
}

bool makeFolder(const QString &folder)
{
    if (QFileInfo(folder).isDir())
        return true;
    const QFileInfo entry(folder);
    return QDir().mkpath(entry.absolutePath())
        && QDir(entry.absolutePath()).mkdir(entry.fileName(), forOwner | QFileDevice::ExeOwner);
}

base::Expected<void, IoError> writeJson(const QString &path, const QJsonObject &object)
{
    const auto failed = [&](const QString &why) {
        return Unexpected{IoError{.kind = IoError::Kind::Write, .path = path, .detail = why}};
    };
    if (!makeFolder(QFileInfo(path).absolutePath()))
        return failed(QStringLiteral("the folder cannot be made"));
    // Where a person's own link leads is written; nothing that is not a file is replaced.
    if (const QFileInfo entry(path); entry.exists() && !entry.isFile())
        return failed(QStringLiteral("not a regular file"));
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return failed(file.errorString());
    // Before the first byte: addresses may carry tokens.
    if (!file.setPermissions(forOwner))
        return failed(file.errorString());
    file.write(QJsonDocument(object).toJson());
    if (!file.commit())
        return failed(file.errorString());
    return {};
}

} // namespace settings
