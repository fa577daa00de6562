// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/settings/ioerror.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>

namespace settings {

//! An address that was opened, and what is sent there after every connect.
struct RecentFeed
{
    QUrl url; //!< Exact, with whatever token it carries: show it only through base::redactedUrl().
    QList<QByteArray> sendOnConnect; //!< UTF-8.
    qint64 lastUsedMs = 0; //!< Wall time since 1970 UTC.
    friend bool operator==(const RecentFeed &, const RecentFeed &) = default;
};

//! The addresses used before, the newest first. Kept in `recent.json` without logins, values of queries, tokens and
//! secrets of messages; those stand in `secrets.json` (A13).
struct RecentFeeds
{
    QList<RecentFeed> feeds;

    static constexpr qsizetype limit = 50;

    //! Puts \a feed in front; an older entry of the same address goes, and so does the oldest over the limit.
    void remember(const RecentFeed &feed);
    void forget(const QUrl &url);
    //! The entry for \a url, or nullptr; valid until the list changes.
    [[nodiscard]] const RecentFeed *find(const QUrl &url) const;
    friend bool operator==(const RecentFeeds &, const RecentFeeds &) = default;
};

//! Entries that make no sense, and those whose secrets are no longer there, are left out. \a folder as configFolder()
//! gives it.
[[nodiscard]] base::Expected<RecentFeeds, IoError> loadRecentFeeds(const QString &folder);
[[nodiscard]] base::Expected<void, IoError> saveRecentFeeds(const QString &folder, const RecentFeeds &recent);

} // namespace settings
