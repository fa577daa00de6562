// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/retention.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace capture {

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
    //! Deletes of \a captures, as recent() gave them, what \a retention lets go; the paths that went. Files written
    //! after \a now, so with a clock that was ahead, get that time. Reads which feeds captures hold only when something
    //! has to go.
    QStringList prune(QList<RecentCapture> captures, const Retention &retention = {},
        const QDateTime &now = QDateTime::currentDateTimeUtc()) const;
    //! The same for all that lies there.
    QStringList prune(const Retention &retention = {}, const QDateTime &now = QDateTime::currentDateTimeUtc()) const;

private:
    QString m_folder;
};

} // namespace capture
