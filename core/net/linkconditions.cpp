// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/linkconditions.h"

#include <QStringList>

#include <array>
#include <cmath>
#include <utility>

namespace net {
namespace {

using base::Unexpected;
template <typename T>
using Read = base::Expected<T, QString>;

//! Longer than any network, and far from where a sum of Nanoseconds overflows.
constexpr double longestSeconds = 600;
constexpr double mostBytes = 1e12;

struct Unit
{
    QLatin1StringView name;
    double factor;
};

constexpr std::array timeUnits{
    Unit{QLatin1StringView("ms"), 1e-3}, Unit{QLatin1StringView("us"), 1e-6}, Unit{QLatin1StringView("s"), 1}};
constexpr std::array sizeUnits{Unit{QLatin1StringView("KiB"), 1024}, Unit{QLatin1StringView("MiB"), 1024.0 * 1024},
    Unit{QLatin1StringView("kB"), 1e3}, Unit{QLatin1StringView("MB"), 1e6}, Unit{QLatin1StringView("B"), 1}};

template <std::size_t size>
std::optional<double> number(QString text, const std::array<Unit, size> &units)
{
    for (const Unit &unit : units) {
        if (!text.endsWith(unit.name))
            continue;
        bool ok = false;
        const double value = text.chopped(unit.name.size()).toDouble(&ok);
        return ok && value >= 0 ? std::optional(value * unit.factor) : std::nullopt;
    }
    return std::nullopt;
}

Read<base::Nanoseconds> time(const QString &name, const QString &text)
{
    const auto seconds = number(text, timeUnits);
    if (!seconds || *seconds > longestSeconds)
        return Unexpected{QStringLiteral("%1 is a time of at most 600 s, such as 200ms or 1.5s").arg(name)};
    return base::Nanoseconds(std::llround(*seconds * 1e9));
}

Read<qint64> size(const QString &name, const QString &text)
{
    const auto bytes = number(text, sizeUnits);
    if (!bytes || *bytes > mostBytes)
        return Unexpected{QStringLiteral("%1 is a size such as 64KiB or 500B").arg(name)};
    return static_cast<qint64>(*bytes);
}

Read<qint64> rate(const QString &name, QString text)
{
    if (text.endsWith(QLatin1String("/s")))
        text.chop(2);
    const auto bytes = size(name, text);
    if (!bytes || *bytes < 1)
        return Unexpected{QStringLiteral("%1 is a rate of at least 1B/s, such as 64KiB/s").arg(name)};
    return bytes;
}

Read<LinkConditions::Silence> silence(const QString &text)
{
    using Silence = LinkConditions::Silence;
    if (text == QLatin1String("in"))
        return Silence::FromPeer;
    if (text == QLatin1String("out"))
        return Silence::ToPeer;
    if (text == QLatin1String("both"))
        return Silence::Both;
    return Unexpected{QStringLiteral("silence is in, out or both")};
}

template <typename Target, typename Value>
QString store(Target &target, const Read<Value> &value)
{
    if (!value)
        return value.error();
    target = *value;
    return {};
}

QString apply(LinkConditions &conditions, const QString &name, const QString &value)
{
    if (name == QLatin1String("delay"))
        return store(conditions.delay, time(name, value));
    if (name == QLatin1String("jitter"))
        return store(conditions.jitter, time(name, value));
    if (name == QLatin1String("down"))
        return store(conditions.downRate, rate(name, value));
    if (name == QLatin1String("up"))
        return store(conditions.upRate, rate(name, value));
    if (name == QLatin1String("slice"))
        return store(conditions.sliceSize, size(name, value));
    if (name == QLatin1String("silence"))
        return store(conditions.silence, silence(value));
    if (name == QLatin1String("drop-after"))
        return store(conditions.dropAfter, size(name, value));
    if (name == QLatin1String("reset-after"))
        return store(conditions.resetAfter, time(name, value));
    if (name == QLatin1String("close-after"))
        return store(conditions.closeAfter, time(name, value));
    if (name == QLatin1String("slow-close"))
        return store(conditions.slowClose, time(name, value));
    return QStringLiteral("there is no '%1'").arg(name.left(40));
}

} // namespace

base::Expected<LinkConditions, QString> parseLinkConditions(const QString &text)
{
    LinkConditions conditions;
    QStringList seen;
    for (const QString &part : text.split(u',')) {
        const QString one = part.trimmed();
        if (one == QLatin1String("off") || one == QLatin1String("offline")) {
            conditions.down = one == QLatin1String("offline");
            continue;
        }
        const auto equals = one.indexOf(u'=');
        if (equals < 1)
            return Unexpected{QStringLiteral("'%1' is not name=value").arg(one.left(40))};
        const QString name = one.first(equals);
        if (seen.contains(name))
            return Unexpected{QStringLiteral("%1 is given twice").arg(name)};
        seen += name;
        if (const QString problem = apply(conditions, name, one.sliced(equals + 1)); !problem.isEmpty())
            return Unexpected{problem};
    }
    return conditions;
}

QString toText(const LinkConditions &conditions)
{
    QStringList parts;
    const auto time = [&](const char *name, std::optional<base::Nanoseconds> value) {
        if (value)
            parts << QStringLiteral("%1=%2us").arg(
                QLatin1StringView(name), QString::number(static_cast<double>(value->count()) / 1e3, 'g', 15));
    };
    const auto bytes = [&](const char *name, std::optional<qint64> value, const char *unit) {
        if (value)
            parts << QStringLiteral("%1=%2%3").arg(
                QLatin1StringView(name), QString::number(*value), QLatin1StringView(unit));
    };
    const auto unless0 = [](auto value) { return value == decltype(value){} ? std::nullopt : std::optional(value); };
    time("delay", unless0(conditions.delay));
    time("jitter", unless0(conditions.jitter));
    bytes("down", unless0(conditions.downRate), "B/s");
    bytes("up", unless0(conditions.upRate), "B/s");
    bytes("slice", unless0(conditions.sliceSize), "B");
    switch (conditions.silence) {
    case LinkConditions::Silence::None: break;
    case LinkConditions::Silence::FromPeer: parts << QStringLiteral("silence=in"); break;
    case LinkConditions::Silence::ToPeer: parts << QStringLiteral("silence=out"); break;
    case LinkConditions::Silence::Both: parts << QStringLiteral("silence=both"); break;
    }
    bytes("drop-after", conditions.dropAfter, "B");
    time("reset-after", conditions.resetAfter);
    time("close-after", conditions.closeAfter);
    time("slow-close", unless0(conditions.slowClose));
    if (conditions.down)
        parts << QStringLiteral("offline");
    return parts.isEmpty() ? QStringLiteral("off") : parts.join(u',');
}

} // namespace net
