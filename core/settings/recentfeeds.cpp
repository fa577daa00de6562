// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/recentfeeds.h"

#include "core/settings/address.h"
#include "core/settings/jsonfile.h"

#include <QJsonArray>
#include <QJsonObject>

namespace settings {
namespace {

constexpr qsizetype linesLimit = 1000;

QString recentFeedsFile(const QString &folder) { return folder + QStringLiteral("/recent.json"); }

QJsonObject toJson(const RecentFeed &feed)
{
    QJsonArray lines;
    for (const QByteArray &line : feed.sendOnConnect)
        lines.append(QString::fromUtf8(line));
    return {{QStringLiteral("url"), feed.url.toString(QUrl::FullyEncoded)}, {QStringLiteral("sendOnConnect"), lines},
        {QStringLiteral("lastUsed"), feed.lastUsedMs}};
}

RecentFeed fromJson(const QJsonObject &object)
{
    const auto url = parseAddress(object[QStringLiteral("url")].toString());
    if (!url)
        return {};
    RecentFeed feed{.url = *url, .sendOnConnect = {}, .lastUsedMs = object[QStringLiteral("lastUsed")].toInteger()};
    for (const QJsonValue line : object[QStringLiteral("sendOnConnect")].toArray()) {
        if (feed.sendOnConnect.size() < linesLimit && line.isString())
            feed.sendOnConnect.append(line.toString().toUtf8());
    }
    return feed;
}

} // namespace

void RecentFeeds::remember(const RecentFeed &feed)
{
    forget(feed.url);
    feeds.prepend(feed);
    if (feeds.size() > limit)
        feeds.resize(limit);
}

void RecentFeeds::forget(const QUrl &url)
{
    feeds.removeIf([&](const RecentFeed &old) { return old.url == url; });
}

const RecentFeed *RecentFeeds::find(const QUrl &url) const
{
    const auto at = std::ranges::find(feeds, url, &RecentFeed::url);
    return at == feeds.end() ? nullptr : &*at;
}

base::Expected<RecentFeeds, IoError> loadRecentFeeds(const QString &folder)
{
    const auto object = readJson(recentFeedsFile(folder));
    if (!object)
        return base::Unexpected{object.error()};
    RecentFeeds recent;
    for (const QJsonValue entry : (*object)[QStringLiteral("feeds")].toArray()) {
        RecentFeed feed = fromJson(entry.toObject());
        if (feed.url.isValid() && recent.feeds.size() < RecentFeeds::limit && !recent.find(feed.url))
            recent.feeds.append(std::move(feed));
    }
    return recent;
}

base::Expected<void, IoError> saveRecentFeeds(const QString &folder, const RecentFeeds &recent)
{
    QJsonArray feeds;
    for (const RecentFeed &feed : recent.feeds)
        feeds.append(toJson(feed));
    return writeJson(recentFeedsFile(folder), {{QStringLiteral("version"), 1}, {QStringLiteral("feeds"), feeds}});
}

} // namespace settings
