// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/preferences.h"

#include "core/settings/jsonfile.h"

namespace settings {
namespace {

QString fileIn(const QString &folder) { return folder + QStringLiteral("/preferences.json"); }

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
    const auto result = QByteArray::fromBase64Encoding(value.toString().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    return result ? result.decoded : QByteArray();
}

} // namespace

base::Expected<Preferences, IoError> loadPreferences(const QString &folder)
{
    const auto object = readJson(fileIn(folder));
    if (!object)
        return base::Unexpected {object.error()};
    return Preferences {.windowGeometry = decoded((*object)[QStringLiteral("geometry")]),
        .windowLayout = decoded((*object)[QStringLiteral("layout")]),
        .theme = themeNamed((*object)[QStringLiteral("theme")].toString()),
        .panels = (*object)[QStringLiteral("panels")].toObject()};
}

base::Expected<void, IoError> savePreferences(const QString &folder, const Preferences &preferences)
{
    return writeJson(fileIn(folder),
        {{QStringLiteral("version"), 1}, {QStringLiteral("geometry"), encoded(preferences.windowGeometry)},
            {QStringLiteral("layout"), encoded(preferences.windowLayout)}, {QStringLiteral("theme"), nameOf(preferences.theme)},
            {QStringLiteral("panels"), preferences.panels}});
}

} // namespace settings
