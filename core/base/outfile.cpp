// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/outfile.h"

#include <QFile>
#include <QSaveFile>

#include <sys/stat.h>

namespace base {

std::optional<FileError::Reason> obstacle(const QString &path)
{
    using Reason = FileError::Reason;
    struct stat facts
    {
    };
    if (::lstat(QFile::encodeName(path).constData(), &facts) != 0)
        return {};
    switch (facts.st_mode & S_IFMT) {
    case S_IFREG: return {};
    case S_IFLNK: return Reason::Link;
    case S_IFDIR: return Reason::Folder;
    case S_IFIFO: return Reason::Pipe;
    case S_IFSOCK: return Reason::Socket;
    default: return Reason::Device;
    }
}

Expected<void, FileError> writeWhole(const QString &path, QByteArrayView bytes)
{
    if (const auto found = obstacle(path))
        return Unexpected{FileError{*found, {}}};
    // It writes beside and renames: a pipe that appears meanwhile is replaced, never opened.
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        && file.write(bytes.data(), bytes.size()) == bytes.size() && file.commit();
    if (written)
        return {};
    const QString words = file.errorString();
    return Unexpected{FileError{FileError::Reason::System, words.isEmpty() ? QStringLiteral("?") : words}};
}

} // namespace base
