// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytecount.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>
#include <functional>

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
    bool pinned = false; //!< A person wants to keep it.
    QStringList feeds{}; //!< feedsIn() it, for those who show it; CaptureLocation::recent() reads no capture.
    friend bool operator==(const RecentCapture &, const RecentCapture &) = default;
};

//! Which automatic captures may stay. What a person saved lies elsewhere and is never touched.
//!
//! Whatever the bounds are, these stay: what is pinned, what is in use, the one written last, and the newest capture of
//! each feed. Of the rest, from the newest on, stays what is younger than `age` while there is room in `bytes`.
struct Retention
{
    base::ByteCount bytes{qint64(8) << 30};
    std::chrono::hours age{24 * 30};
    int runs = 1000; //!< For who starts many short ones; those younger than `young` may be more.
    std::chrono::hours young{24};
    bool keepsFeeds = true; //!< The newest of each feed stays.
    bool keepsLast = true;
};

//! The feeds (redacted addresses) in the capture at \a path; none when it cannot be read.
[[nodiscard]] QStringList feedsIn(const QString &path);
//! What makes two of those addresses the same feed: the address, without the port on this computer, where servers for a
//! try (the demo's, too) get another one each time.
[[nodiscard]] QString feedKey(const QString &feed);
//! The positions of \a captures, the newest first, that \a retention lets go at \a now. \a feeds tells what a capture
//! holds; it is asked only when something has to go.
[[nodiscard]] QList<qsizetype> toLetGo(const QList<RecentCapture> &captures, const Retention &retention,
    const QDateTime &now, const std::function<QStringList(const QString &path)> &feeds = &feedsIn);

//! Keeps the capture at \a path, or lets it go with the others again: a file beside it says so. False: that could not
//! be written.
bool setPinned(const QString &path, bool pinned);
[[nodiscard]] bool isPinned(const QString &path);
//! Deletes the capture at \a path and its pin, as a person asked. False: it is in use, or none of ours.
bool deleteCapture(const QString &path);

} // namespace capture
