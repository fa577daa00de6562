// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/recordedvalues.h"

#include "core/decoders/jsonoutline.h"

#include <QDateTime>
#include <QTimeZone>

#include <array>
#include <cmath>
#include <vector>

namespace server {
namespace {

using std::chrono::milliseconds;
constexpr decoders::OutlineLimits valueLimits{.nodes = 10'000, .depth = 64};
constexpr base::Nanoseconds nearBy = std::chrono::hours(24);

QString lastPart(const QString &path)
{
    // The name in front of array indices.
    const QStringList parts = path.split(u'.');
    for (auto part = parts.crbegin(); part != parts.crend(); ++part) {
        if (part->isEmpty() || !part->front().isDigit())
            return *part;
    }
    return {};
}

bool isKindName(const QString &name)
{
    static const std::array names{"type", "method", "op", "event", "action", "cmd", "command", "kind", "channel",
        "topic", "query", "operationName"};
    return std::ranges::any_of(names, [&name](const char *each) { return name == QLatin1String(each); });
}

std::optional<QByteArray> movedNumber(QByteArrayView token, base::Nanoseconds wall, base::Nanoseconds later)
{
    bool isWhole = false;
    const QByteArray text = token.toByteArray();
    const qint64 whole = text.toLongLong(&isWhole);
    for (const qint64 unit : {1'000'000'000LL, 1'000'000LL, 1'000LL, 1LL}) {
        const double value = text.toDouble();
        const double distance = std::abs(value * static_cast<double>(unit) - static_cast<double>(wall.count()));
        if (distance > static_cast<double>(nearBy.count()))
            continue;
        if (isWhole)
            return QByteArray::number(whole + later.count() / unit);
        return QByteArray::number(value + static_cast<double>(later.count()) / static_cast<double>(unit), 'f', 6);
    }
    return std::nullopt;
}

} // namespace

void eachValue(QByteArrayView json, const std::function<void(const RecordedValue &)> &visit)
{
    const auto outline = decoders::outline(json, valueLimits);
    if (!outline)
        return;
    std::vector<QString> paths(outline->nodes.size());
    for (std::size_t i = 0; i < outline->nodes.size(); ++i) {
        const decoders::OutlineNode &node = outline->nodes[i];
        if (node.parent >= 0) {
            const QString name = node.key.size >= 2
                ? QString::fromUtf8(json.sliced(node.key.at + 1, node.key.size - 2))
                : QString::number(node.position);
            const QString &above = paths[static_cast<std::size_t>(node.parent)];
            paths[i] = above.isEmpty() ? name : above + u'.' + name;
        }
        if (node.kind == decoders::JsonKind::String || node.kind == decoders::JsonKind::Number)
            visit({.path = paths[i], .token = json.sliced(node.value.at, node.value.size), .at = node.value.at});
    }
}

QByteArray shapeOf(QByteArrayView payload)
{
    const auto outline = decoders::outline(payload, valueLimits);
    if (!outline || outline->nodes.empty())
        return QByteArrayLiteral("?"); // Not JSON: all of them are of one kind.
    QByteArray shape;
    for (const decoders::OutlineNode &node : outline->nodes) {
        if (node.key.size < 2)
            continue;
        const QByteArrayView key = payload.sliced(node.key.at, node.key.size);
        const bool isAbove = node.parent == 0;
        shape += isAbove ? '/' : '.';
        shape += key;
        if (node.kind == decoders::JsonKind::String && node.value.size <= 200
            && isKindName(QString::fromUtf8(key.sliced(1).chopped(1))))
            shape += payload.sliced(node.value.at, node.value.size);
    }
    return shape;
}

bool namesSomething(const RecordedValue &value)
{
    const QString name = lastPart(value.path);
    const QString lower = name.toLower();
    const bool isIdName = lower == u"id" || name.endsWith(QLatin1String("Id")) || name.endsWith(QLatin1String("ID"))
        || lower.endsWith(QLatin1String("_id")) || lower.contains(QLatin1String("token"))
        || lower.contains(QLatin1String("nonce")) || lower.contains(QLatin1String("req"))
        || lower == u"seq" || lower == u"ref" || lower == u"key";
    const bool isString = value.token.startsWith('"');
    if (isKindName(name))
        return false;
    // `id` of a short number is one; anything else must be too special to be there twice by chance.
    return isIdName ? value.token.size() > (isString ? 2 : 0) : isString && value.token.size() >= 18;
}

std::optional<QByteArray> movedTime(QByteArrayView token, base::Nanoseconds wall, base::Nanoseconds later)
{
    if (!token.startsWith('"'))
        return movedNumber(token, wall, later);
    if (token.size() < 21 || token.size() > 40)
        return std::nullopt;
    const QString text = QString::fromLatin1(token.sliced(1).chopped(1));
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid() || std::abs(time.toMSecsSinceEpoch() - std::chrono::duration_cast<milliseconds>(wall).count())
            > std::chrono::duration_cast<milliseconds>(nearBy).count())
        return std::nullopt;
    const QDateTime moved = time.addMSecs(std::chrono::duration_cast<milliseconds>(later).count());
    return '"' + moved.toString(text.contains(u'.') ? Qt::ISODateWithMs : Qt::ISODate).toLatin1() + '"';
}

} // namespace server
