// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartspec.h"

#include <QJsonArray>

namespace charts {
namespace {

constexpr qsizetype mostSources = 64;
constexpr qsizetype longestName = 1000;

} // namespace

QJsonObject toJson(const ChartSpec &spec)
{
    QJsonObject json{{QStringLiteral("kind"), spec.kind},
        {QStringLiteral("sources"), QJsonArray::fromStringList(spec.sources)}};
    if (!spec.title.isEmpty())
        json[QStringLiteral("title")] = spec.title;
    if (!spec.options.isEmpty())
        json[QStringLiteral("options")] = spec.options;
    return json;
}

ChartSpec chartSpecFromJson(const QJsonObject &json)
{
    ChartSpec spec;
    if (const QString kind = json[QStringLiteral("kind")].toString().left(longestName); !kind.isEmpty())
        spec.kind = kind;
    for (const QJsonValue &source : json[QStringLiteral("sources")].toArray()) {
        const QString path = source.toString().left(longestName);
        if (!path.isEmpty() && !spec.sources.contains(path) && spec.sources.size() < mostSources)
            spec.sources.append(path);
    }
    spec.title = json[QStringLiteral("title")].toString().left(longestName);
    spec.options = json[QStringLiteral("options")].toObject();
    return spec;
}

} // namespace charts
