// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/retention.h"

#include "core/capture/capturefile.h"
#include "core/capture/capturereader.h"
#include "core/capture/filelock.h"
#include "core/capture/sidefiles.h"

#include <QFile>
#include <QSet>
#include <QUrl>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace capture {
namespace {

QString pinOf(const QString &path) { return path + QStringLiteral("-pin"); }

bool isOlder(const RecentCapture &capture, std::chrono::hours age, const QDateTime &now)
{
    return capture.written.secsTo(now) >= std::chrono::seconds(age).count();
}

bool allMayStay(const QList<RecentCapture> &captures, const Retention &retention, const QDateTime &now)
{
    base::ByteCount all;
    for (const RecentCapture &each : captures)
        all = all + base::ByteCount{each.bytes};
    const auto old
        = std::ranges::any_of(captures, [&](const RecentCapture &each) { return isOlder(each, retention.age, now); });
    return all <= retention.bytes && captures.size() <= retention.runs && !old;
}

//! The one written last, which is the run before this one, whatever the clocks said.
qsizetype lastOf(const QList<RecentCapture> &captures)
{
    qsizetype last = -1;
    for (qsizetype i = 0; i < captures.size(); ++i) {
        if (!captures[i].inUse && (last < 0 || captures[i].written > captures[last].written))
            last = i;
    }
    return last;
}

//! Which of \a captures stay whatever their number and size is.
QList<bool> fixedOnes(const QList<RecentCapture> &captures, const Retention &retention,
    const std::function<QStringList(const QString &)> &feeds)
{
    QList<bool> fixed(captures.size());
    QSet<QString> kept;
    const qsizetype last = retention.keepsLast ? lastOf(captures) : -1;
    for (qsizetype i = 0; i < captures.size(); ++i) {
        fixed[i] = captures[i].inUse || captures[i].pinned || i == last;
        if (!retention.keepsFeeds || captures[i].inUse)
            continue;
        for (const QString &feed : feeds(captures[i].path)) {
            fixed[i] = fixed[i] || !kept.contains(feedKey(feed));
            kept.insert(feedKey(feed));
        }
    }
    return fixed;
}

} // namespace

QStringList feedsIn(const QString &path)
{
    QStringList feeds;
    auto reader = CaptureReader::open(path);
    if (!reader)
        return feeds;
    for (const CapturedConnection &connection : reader->connections()) {
        if (!connection.url.isEmpty() && connection.firstSeq > 0 && !feeds.contains(connection.url))
            feeds.append(connection.url);
    }
    return feeds;
}

QString feedKey(const QString &feed)
{
    QUrl url(feed);
    static const QSet<QString> here{QStringLiteral("127.0.0.1"), QStringLiteral("localhost"), QStringLiteral("::1")};
    if (!here.contains(url.host()))
        return feed;
    url.setPort(-1);
    return url.toString(QUrl::FullyEncoded);
}

QList<qsizetype> toLetGo(const QList<RecentCapture> &captures, const Retention &retention, const QDateTime &now,
    const std::function<QStringList(const QString &)> &feeds)
{
    if (allMayStay(captures, retention, now))
        return {};
    const QList<bool> fixed = fixedOnes(captures, retention, feeds);
    base::ByteCount kept;
    int runs = 0;
    for (qsizetype i = 0; i < captures.size(); ++i) {
        if (fixed[i]) {
            kept = kept + base::ByteCount{captures[i].bytes};
            ++runs;
        }
    }
    QList<qsizetype> gone;
    for (qsizetype i = 0; i < captures.size(); ++i) {
        if (fixed[i])
            continue;
        const base::ByteCount with = kept + base::ByteCount{captures[i].bytes};
        const bool counts = isOlder(captures[i], retention.young, now);
        if (isOlder(captures[i], retention.age, now) || with > retention.bytes || (counts && runs >= retention.runs)) {
            gone.append(i);
        } else {
            kept = with;
            ++runs;
        }
    }
    return gone;
}

bool setPinned(const QString &path, bool pinned)
{
    const QByteArray pin = QFile::encodeName(pinOf(path));
    if (!pinned)
        return ::unlink(pin.constData()) == 0 || errno == ENOENT;
    const int fd = ::open(pin.constData(), O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600);
    return fd >= 0 && ::close(fd) == 0;
}

bool isPinned(const QString &path) { return standing(pinOf(path)) == Standing::Regular; }

bool deleteCapture(const QString &path)
{
    const FileLock lock(path, FileLock::Mode::Exclusive);
    if (!lock.isHeld() || !removeCapture(path))
        return false;
    (void)setPinned(path, false);
    return true;
}

} // namespace capture
