// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/capturelocation.h"

#include "core/capture/capturefile.h"
#include "core/capture/sidefiles.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <fcntl.h>
#include <functional>
#include <sys/stat.h>

namespace capture {

static const QString timeFormat = QStringLiteral("yyyyMMdd'T'HHmmss'Z'");

CaptureLocation::CaptureLocation()
    : m_folder(
        QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/socketscope/captures"))
{
}

QString CaptureLocation::newPath(qint64 startedNs, qint64 pid) const
{
    const QDateTime started = QDateTime::fromMSecsSinceEpoch(startedNs / 1'000'000, Qt::UTC);
    const QString stem = QStringLiteral("%1/%2-%3").arg(m_folder, started.toString(timeFormat)).arg(pid);
    // A second run of the same process in the same second.
    QString path = stem + QStringLiteral(".sqlite");
    for (int again = 2; standing(path) != Standing::Nothing || strayBeside(path); ++again)
        path = QStringLiteral("%1-%2.sqlite").arg(stem).arg(again);
    return path;
}

static void setModified(const QString &path, const QDateTime &time)
{
    const qint64 ms = time.toMSecsSinceEpoch();
    const timespec both{.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1'000'000};
    const std::array times{both, both};
    ::utimensat(AT_FDCWD, QFile::encodeName(path).constData(), times.data(), AT_SYMLINK_NOFOLLOW);
}

static qint64 bytesOf(const QString &path)
{
    return QFileInfo(path).size() + QFileInfo(path + QStringLiteral("-wal")).size();
}

static QDateTime writtenAt(const QString &path)
{
    const QDateTime file = QFileInfo(path).lastModified().toUTC();
    const QFileInfo log(path + QStringLiteral("-wal"));
    return log.exists() ? std::max(file, log.lastModified().toUTC()) : file;
}

// The name tells when a run began and the file when it was written; a clock that was wrong meanwhile makes one of them
// too late, seldom too early.
static bool isNewer(const RecentCapture &a, const RecentCapture &b, const QDateTime &now)
{
    if (const bool late = a.started > now; late != (b.started > now))
        return !late;
    const QDateTime timeA = std::min(a.started, a.written), timeB = std::min(b.started, b.written);
    return timeA != timeB ? timeA > timeB : a.path > b.path;
}

// Else a file from the future would be the one written last until that day comes. Oldest first, so that each keeps its
// place.
static void takeBackToNow(QList<RecentCapture> &captures, const QDateTime &now)
{
    QList<RecentCapture *> late;
    for (RecentCapture &each : captures) {
        if (each.written > now && !each.inUse)
            late.append(&each);
    }
    std::ranges::sort(late, std::greater<>(), [](const RecentCapture *each) { return each->written; });
    QDateTime time = now;
    for (RecentCapture *each : late) {
        for (const char *suffix : {"", "-wal"})
            setModified(each->path + QLatin1String(suffix), time);
        each->written = time;
        time = time.addMSecs(-1);
    }
}

QList<RecentCapture> CaptureLocation::recent(const QDateTime &now) const
{
    static const QRegularExpression name(QStringLiteral(R"(^(\d{8}T\d{6}Z)-\d+(?:-\d+)?\.sqlite$)"));
    QList<RecentCapture> found;
    const QFileInfoList files = QDir(m_folder).entryInfoList(QDir::Files | QDir::NoSymLinks | QDir::Hidden);
    for (const QFileInfo &file : files) {
        const auto match = name.match(file.fileName());
        if (!match.hasMatch())
            continue;
        QDateTime started = QDateTime::fromString(match.captured(1), timeFormat);
        started.setTimeZone(QTimeZone::utc());
        const QString path = file.absoluteFilePath();
        const bool inUse = FileLock(path, FileLock::Mode::Exclusive).isRefused();
        found.append({.path = path,
            .started = started,
            .written = writtenAt(path),
            .bytes = bytesOf(path),
            .inUse = inUse,
            .endedCleanly = inUse || !QFileInfo::exists(path + QStringLiteral("-wal")),
            .pinned = isPinned(path)});
    }
    std::ranges::sort(found, [&](const RecentCapture &a, const RecentCapture &b) { return isNewer(a, b, now); });
    return found;
}

QStringList CaptureLocation::prune(
    QList<RecentCapture> captures, const Retention &retention, const QDateTime &now) const
{
    takeBackToNow(captures, now);
    QStringList removed;
    for (const qsizetype i : toLetGo(captures, retention, now)) {
        if (!isPinned(captures[i].path) && deleteCapture(captures[i].path))
            removed.append(captures[i].path);
    }
    return removed;
}

QStringList CaptureLocation::prune(const Retention &retention, const QDateTime &now) const
{
    return prune(recent(now), retention, now);
}

} // namespace capture
