// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/draft.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace base {

static Unexpected<FileError> systemsWords()
{
    return Unexpected{FileError{FileError::Reason::System, QString::fromLocal8Bit(std::strerror(errno))}};
}

static std::optional<FileError> obstacleFor(const QString &path, Draft::Existing existing)
{
    if (const auto found = obstacle(path))
        return FileError{*found, {}};
    if (existing == Draft::Existing::Refuse && QFileInfo::exists(path))
        return FileError{FileError::Reason::Exists, {}};
    return {};
}

Draft::Folder::~Folder() { QDir(path).removeRecursively(); }

Draft::Draft(QString target, Existing existing, std::unique_ptr<Folder> folder)
    : m_target(std::move(target))
    , m_existing(existing)
    , m_folder(std::move(folder))
{
}

Draft::~Draft() = default;

Expected<Draft, FileError> Draft::begin(const QString &path, Existing existing)
{
    if (auto found = obstacleFor(path, existing))
        return Unexpected{*std::move(found)};
    const QFileInfo target(path);
    QByteArray name = QFile::encodeName(target.absolutePath() + QStringLiteral("/.socketscope-XXXXXX"));
    if (!::mkdtemp(name.data()))
        return systemsWords();
    return Draft(target.absoluteFilePath(), existing, std::make_unique<Folder>(QFile::decodeName(name)));
}

QString Draft::beside(const QString &name) const { return m_folder->path + QLatin1Char('/') + name; }

Expected<void, FileError> Draft::commit()
{
    const QByteArray from = QFile::encodeName(path());
    const int file = ::open(from.constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0)
        return systemsWords();
    const bool isSafe = ::fchmod(file, S_IRUSR | S_IWUSR) == 0 && ::fsync(file) == 0;
    const auto failure = systemsWords();
    ::close(file);
    if (!isSafe)
        return failure;
    if (auto found = obstacleFor(m_target, m_existing))
        return Unexpected{*std::move(found)};
    const QByteArray to = QFile::encodeName(m_target);
    // A link() fails when something came to stand there meanwhile; not every file system has it.
    if (m_existing == Existing::Refuse) {
        if (::link(from.constData(), to.constData()) == 0)
            return {};
        if (errno == EEXIST)
            return Unexpected{FileError{FileError::Reason::Exists, {}}};
    }
    if (std::rename(from.constData(), to.constData()) != 0)
        return systemsWords();
    return {};
}

} // namespace base
