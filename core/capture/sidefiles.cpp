// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/sidefiles.h"

#include "core/capture/capturefile.h"

#include <QByteArrayView>
#include <QFile>
#include <QtEndian>

#include <array>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace capture {
namespace {

constexpr std::array sideSuffixes{"-wal", "-shm", "-journal", "-lock"};

// What the file begins with, up to 100 bytes; null when it is no regular file or may not be read.
QByteArray beginning(const QString &path)
{
    const int fd
        = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return {};
    struct stat facts
    {
    };
    QByteArray bytes;
    if (::fstat(fd, &facts) == 0 && S_ISREG(facts.st_mode)) {
        bytes = QByteArray(100, '\0');
        bytes.truncate(std::max<qsizetype>(0, ::read(fd, bytes.data(), static_cast<std::size_t>(bytes.size()))));
    }
    ::close(fd);
    return bytes;
}

// https://www.sqlite.org/fileformat2.html and walformat.html. A finished journal may be empty or begin with zeros.
bool isOfSqlite(QByteArrayView suffix, QByteArrayView bytes)
{
    if (bytes.isNull())
        return false;
    if (bytes.isEmpty())
        return true;
    if (suffix == QByteArrayView("-wal"))
        return bytes.startsWith(QByteArrayView("\x37\x7f\x06\x82"))
            || bytes.startsWith(QByteArrayView("\x37\x7f\x06\x83"));
    if (suffix == QByteArrayView("-shm")) {
        constexpr quint32 version = 3'007'000; // In the byte order of the machine; 0 before the first use.
        const quint32 number = bytes.size() < 4 ? 1 : qFromUnaligned<quint32>(bytes.data());
        return number == version || number == 0;
    }
    if (suffix == QByteArrayView("-journal"))
        return bytes.startsWith(QByteArrayView("\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"))
            || bytes.startsWith(QByteArrayView("\0\0\0\0\0\0\0\0", 8));
    return false; // A lock has no content.
}

} // namespace

Standing standing(const QString &path)
{
    struct stat facts
    {
    };
    if (::lstat(QFile::encodeName(path).constData(), &facts) != 0)
        return Standing::Nothing;
    return S_ISREG(facts.st_mode) ? Standing::Regular : Standing::Other;
}

bool isCapture(const QString &path)
{
    const QByteArray bytes = beginning(path);
    constexpr qsizetype idOffset = 68;
    return bytes.size() >= 100 && bytes.startsWith(QByteArrayView("SQLite format 3\0", 16))
        && qFromBigEndian<quint32>(bytes.constData() + idOffset) == CaptureFile::applicationId;
}

std::optional<QString> strangerBeside(const QString &path)
{
    for (const char *suffix : sideSuffixes) {
        const QString name = path + QLatin1String(suffix);
        if (standing(name) != Standing::Nothing && !isOfSqlite(QByteArrayView(suffix), beginning(name)))
            return name;
    }
    return {};
}

std::optional<QString> strayBeside(const QString &path)
{
    for (const char *suffix : sideSuffixes) {
        if (const QString name = path + QLatin1String(suffix); standing(name) != Standing::Nothing)
            return name;
    }
    return {};
}

} // namespace capture
