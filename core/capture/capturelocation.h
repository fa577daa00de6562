// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytecount.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace capture {

//! A capture that lies in the folder of automatic captures.
struct RecentCapture
{
    QString path;
    QDateTime started; //!< UTC, from its name.
    QDateTime written; //!< UTC, when it was changed last.
    qint64 bytes = 0; //!< With its log.
    bool inUse = false; //!< Someone writes or reads it now.
    bool endedCleanly = true; //!< False: left by a crash; it opens all the same.
    friend bool operator==(const RecentCapture &, const RecentCapture &) = default;
};

//! How many automatic captures may stay. What a person saved lies elsewhere and is never touched.
struct Retention
{
    int runs = 5;
    base::ByteCount bytes{qint64(8) << 30};
};

//! Where runs without `--capture` are kept: `$XDG_DATA_HOME/socketscope/captures/<utc>-<pid>.sqlite`.
class CaptureLocation
{
public:
    //! The place of this user.
    CaptureLocation();
    explicit CaptureLocation(QString folder) : m_folder(std::move(folder)) { }

    [[nodiscard]] const QString &folder() const { return m_folder; }
    //! A name for a run that began at \a startedNs (since 1970 UTC) in process \a pid.
    [[nodiscard]] QString newPath(qint64 startedNs, qint64 pid) const;
    //! What lies there, newest first; what a clock that was ahead of \a now made comes last (case N25). Other files are
    //! not looked at.
    [[nodiscard]] QList<RecentCapture> recent(const QDateTime &now = QDateTime::currentDateTimeUtc()) const;
    //! Deletes the oldest beyond \a retention, except those in use and, while any may stay, the one written last; the
    //! paths that went. Files written after \a now, so with a clock that was ahead, get that time.
    QStringList prune(const Retention &retention = {}, const QDateTime &now = QDateTime::currentDateTimeUtc()) const;

private:
    QString m_folder;
};

} // namespace capture
