// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/recentfeeds.h"

#include "core/base/redact.h"
#include "core/base/secrets.h"
#include "core/settings/address.h"
#include "core/settings/jsonfile.h"
#include "core/settings/secretsfile.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <optional>

namespace settings {
namespace {

constexpr qsizetype linesLimit = 1000;
const QString recentPart = QStringLiteral("recent");

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

// The same without its secrets; lines lose theirs one by one.
QJsonObject redactedFeed(const RecentFeed &feed)
{
    QJsonArray lines;
    for (const QByteArray &line : feed.sendOnConnect)
        lines.append(QString::fromUtf8(base::redactedMessage(line)));
    return {{QStringLiteral("url"), base::redactedUrl(feed.url)}, {QStringLiteral("sendOnConnect"), lines},
        {QStringLiteral("lastUsed"), feed.lastUsedMs}};
}

bool feedHasSecrets(const RecentFeed &feed)
{
    const auto isSecret = [](const QByteArray &line) { return base::redactedMessage(line) != line; };
    return base::redactedUrl(feed.url) != feed.url.toString(QUrl::FullyEncoded)
        || std::ranges::any_of(feed.sendOnConnect, isSecret);
}

// An entry of the file with its secrets put back; nothing when they are gone, or another's.
std::optional<RecentFeed> feedFromParts(const QJsonObject &entry, const QJsonObject &secrets)
{
    const QString number = entry[QStringLiteral("secret")].toString();
    if (number.isEmpty())
        return fromJson(entry);
    RecentFeed feed = fromJson(secrets[number].toObject());
    feed.lastUsedMs = entry[QStringLiteral("lastUsed")].toInteger();
    QJsonObject shown = redactedFeed(feed);
    shown[QStringLiteral("secret")] = number;
    return shown == entry ? std::optional(feed) : std::nullopt;
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
    const auto file = readSecrets(folder);
    const QJsonObject secrets = file ? file->value(recentPart).toObject() : QJsonObject();
    RecentFeeds recent;
    for (const QJsonValue entry : (*object)[QStringLiteral("feeds")].toArray()) {
        auto feed = feedFromParts(entry.toObject(), secrets);
        if (feed && feed->url.isValid() && recent.feeds.size() < RecentFeeds::limit && !recent.find(feed->url))
            recent.feeds.append(std::move(*feed));
    }
    return recent;
}

base::Expected<void, IoError> saveRecentFeeds(const QString &folder, const RecentFeeds &recent)
{
    QJsonArray feeds;
    QJsonObject apart;
    for (const RecentFeed &feed : recent.feeds) {
        QJsonObject entry = feedHasSecrets(feed) ? redactedFeed(feed) : toJson(feed);
        if (feedHasSecrets(feed)) {
            const QString number = QString::number(feeds.size() + 1);
            entry[QStringLiteral("secret")] = number;
            apart[number] = toJson(feed);
        }
        feeds.append(entry);
    }
    const auto saved = changeSecrets(folder, recentPart, [&](QJsonObject &secrets) { secrets = apart; });
    if (!saved)
        return saved;
    return writeJson(recentFeedsFile(folder), {{QStringLiteral("version"), 1}, {QStringLiteral("feeds"), feeds}});
}

} // namespace settings
