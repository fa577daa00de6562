// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/preferences.h"

#include "core/settings/address.h"
#include "core/settings/jsonfile.h"

#include <QJsonArray>

namespace settings {
namespace {

constexpr qsizetype mostTabs = 50;

QString preferencesFile(const QString &folder) { return folder + QStringLiteral("/preferences.json"); }

QString nameOf(ThemeChoice theme)
{
    switch (theme) {
    case ThemeChoice::System: return QStringLiteral("system");
    case ThemeChoice::Light: return QStringLiteral("light");
    case ThemeChoice::Dark: return QStringLiteral("dark");
    }
    return {};
}

ThemeChoice themeNamed(const QString &name)
{
    for (const ThemeChoice theme : {ThemeChoice::Light, ThemeChoice::Dark}) {
        if (name == nameOf(theme))
            return theme;
    }
    return ThemeChoice::System;
}

QString encoded(const QByteArray &bytes) { return QString::fromLatin1(bytes.toBase64()); }

QByteArray decoded(const QJsonValue &value)
{
    const auto result
        = QByteArray::fromBase64Encoding(value.toString().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    return result ? result.decoded : QByteArray();
}

QJsonArray toJson(const QList<OpenTab> &tabs)
{
    QJsonArray array;
    for (const OpenTab &tab : tabs) {
        if (!tab.profile.isEmpty())
            array.append(QJsonObject{{QStringLiteral("profile"), tab.profile}});
        else
            array.append(QJsonObject{{QStringLiteral("url"), tab.url.toString(QUrl::FullyEncoded)}});
    }
    return array;
}

QList<OpenTab> tabsFrom(const QJsonArray &array)
{
    QList<OpenTab> tabs;
    for (const QJsonValue value : array) {
        const QString profile = value[QStringLiteral("profile")].toString();
        const auto url = parseAddress(value[QStringLiteral("url")].toString());
        if (tabs.size() < mostTabs && (url || !profile.isEmpty()))
            tabs.append(
                profile.isEmpty() ? OpenTab{.profile = {}, .url = *url} : OpenTab{.profile = profile, .url = {}});
    }
    return tabs;
}

} // namespace

base::Expected<Preferences, IoError> loadPreferences(const QString &folder)
{
    const auto object = readJson(preferencesFile(folder));
    if (!object)
        return base::Unexpected{object.error()};
    return Preferences{.windowGeometry = decoded((*object)[QStringLiteral("geometry")]),
        .windowLayout = decoded((*object)[QStringLiteral("layout")]),
        .theme = themeNamed((*object)[QStringLiteral("theme")].toString()),
        .desktopNotices = (*object)[QStringLiteral("desktopNotices")].toBool(),
        .panels = (*object)[QStringLiteral("panels")].toObject(),
        .tabs = tabsFrom((*object)[QStringLiteral("tabs")].toArray())};
}

base::Expected<void, IoError> savePreferences(const QString &folder, const Preferences &preferences)
{
    return writeJson(preferencesFile(folder),
        {{QStringLiteral("version"), 1}, {QStringLiteral("geometry"), encoded(preferences.windowGeometry)},
            {QStringLiteral("layout"), encoded(preferences.windowLayout)},
            {QStringLiteral("theme"), nameOf(preferences.theme)},
            {QStringLiteral("desktopNotices"), preferences.desktopNotices},
            {QStringLiteral("panels"), preferences.panels}, {QStringLiteral("tabs"), toJson(preferences.tabs)}});
}

} // namespace settings
