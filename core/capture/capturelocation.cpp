// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/capturelocation.h"

#include "core/capture/capturefile.h"

#include <QDir>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTimeZone>

#include <algorithm>

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
    for (int again = 2; QFileInfo::exists(path); ++again)
        path = QStringLiteral("%1-%2.sqlite").arg(stem).arg(again);
    return path;
}

static qint64 bytesOf(const QString &path)
{
    return QFileInfo(path).size() + QFileInfo(path + QStringLiteral("-wal")).size();
}

QList<RecentCapture> CaptureLocation::recent() const
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
            .bytes = bytesOf(path),
            .inUse = inUse,
            .endedCleanly = inUse || !QFileInfo::exists(path + QStringLiteral("-wal"))});
    }
    std::sort(found.begin(), found.end(), [](const RecentCapture &a, const RecentCapture &b) {
        return a.started != b.started ? a.started > b.started : a.path > b.path;
    });
    return found;
}

QStringList CaptureLocation::prune(const Retention &retention) const
{
    QStringList removed;
    int runs = 0;
    base::ByteCount kept;
    for (const RecentCapture &capture : recent()) {
        const base::ByteCount with = kept + base::ByteCount{capture.bytes};
        if (runs < retention.runs && with <= retention.bytes) {
            ++runs;
            kept = with;
            continue;
        }
        const FileLock lock(capture.path, FileLock::Mode::Exclusive);
        if (!lock.isHeld()) {
            ++runs;
            kept = with;
            continue;
        }
        removeCapture(capture.path);
        removed.append(capture.path);
    }
    return removed;
}

} // namespace capture
