// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/preferences.h"

#include "core/base/redact.h"
#include "core/settings/address.h"
#include "core/settings/jsonfile.h"
#include "core/settings/secretsfile.h"

#include <QJsonArray>

#include <optional>
#include <utility>

namespace settings {
namespace {

constexpr qsizetype mostTabs = 50;
const QString tabsPart = QStringLiteral("tabs");
const QString panelsPart = QStringLiteral("panels");

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

//! What the files have of the tabs: each without its secrets, and those by the tab's number.
struct TabsApart
{
    QJsonArray tabs;
    QJsonObject secrets;
};

TabsApart toJson(const QList<OpenTab> &tabs)
{
    TabsApart apart;
    for (const OpenTab &tab : tabs) {
        if (!tab.profile.isEmpty()) {
            apart.tabs.append(QJsonObject{{QStringLiteral("profile"), tab.profile}});
            continue;
        }
        const QString exact = tab.url.toString(QUrl::FullyEncoded);
        const QString shown = base::redactedUrl(tab.url);
        QJsonObject entry{{QStringLiteral("url"), shown}};
        if (shown != exact) {
            const QString number = QString::number(apart.tabs.size() + 1);
            entry[QStringLiteral("secret")] = number;
            apart.secrets[number] = exact;
        }
        apart.tabs.append(entry);
    }
    return apart;
}

// The exact address of a tab; nothing when its secrets are gone, or another's.
std::optional<QUrl> tabAddress(const QJsonValue &tab, const QJsonObject &secrets)
{
    const QString shown = tab[QStringLiteral("url")].toString();
    const QString number = tab[QStringLiteral("secret")].toString();
    const auto url = parseAddress(number.isEmpty() ? shown : secrets.value(number).toString());
    if (!url || (!number.isEmpty() && base::redactedUrl(*url) != shown))
        return {};
    return *url;
}

QList<OpenTab> tabsFrom(const QJsonArray &array, const QJsonObject &secrets)
{
    QList<OpenTab> tabs;
    for (const QJsonValue value : array) {
        const QString profile = value[QStringLiteral("profile")].toString();
        const auto url = tabAddress(value, secrets);
        if (tabs.size() < mostTabs && (url || !profile.isEmpty()))
            tabs.append(
                profile.isEmpty() ? OpenTab{.profile = {}, .url = *url} : OpenTab{.profile = profile, .url = {}});
    }
    return tabs;
}

// Nonsense must not delete anything: then it is the default.
qint64 keptBytes(const QJsonValue &value)
{
    constexpr qint64 least = qint64(64) << 20;
    const qint64 bytes = value.toInteger(-1);
    return bytes >= least ? bytes : Preferences().keepCaptureBytes;
}

int keptDays(const QJsonValue &value)
{
    const int days = value.toInt(-1);
    return days >= 1 && days <= 36'500 ? days : Preferences().keepCaptureDays;
}

} // namespace

base::Expected<Preferences, IoError> loadPreferences(const QString &folder)
{
    const auto object = readJson(preferencesFile(folder));
    if (!object)
        return base::Unexpected{object.error()};
    const auto file = readSecrets(folder);
    const QJsonObject secrets = file ? *file : QJsonObject();
    return Preferences{.windowGeometry = decoded((*object)[QStringLiteral("geometry")]),
        .windowLayout = decoded((*object)[QStringLiteral("layout")]),
        .theme = themeNamed((*object)[QStringLiteral("theme")].toString()),
        .desktopNotices = (*object)[QStringLiteral("desktopNotices")].toBool(),
        .keepCaptureBytes = keptBytes((*object)[QStringLiteral("keepCaptureBytes")]),
        .keepCaptureDays = keptDays((*object)[QStringLiteral("keepCaptureDays")]),
        .panels
        = withSecretTexts((*object)[QStringLiteral("panels")].toObject(), secrets[panelsPart].toObject()).toObject(),
        .tabs = tabsFrom((*object)[QStringLiteral("tabs")].toArray(), secrets[tabsPart].toObject())};
}

base::Expected<void, IoError> savePreferences(const QString &folder, const Preferences &preferences)
{
    const auto [tabs, tabSecrets] = toJson(preferences.tabs);
    QJsonObject panelSecrets;
    const QJsonValue panels = withoutSecretTexts(preferences.panels, panelSecrets);
    const std::pair<QString, QJsonObject> parts[] = {{tabsPart, tabSecrets}, {panelsPart, panelSecrets}};
    for (const auto &[part, apart] : parts) {
        const auto saved = changeSecrets(folder, part, [&](QJsonObject &secrets) { secrets = apart; });
        if (!saved)
            return saved;
    }
    return writeJson(preferencesFile(folder),
        {{QStringLiteral("version"), 1}, {QStringLiteral("geometry"), encoded(preferences.windowGeometry)},
            {QStringLiteral("layout"), encoded(preferences.windowLayout)},
            {QStringLiteral("theme"), nameOf(preferences.theme)},
            {QStringLiteral("desktopNotices"), preferences.desktopNotices},
            {QStringLiteral("keepCaptureBytes"), preferences.keepCaptureBytes},
            {QStringLiteral("keepCaptureDays"), preferences.keepCaptureDays}, {QStringLiteral("panels"), panels},
            {QStringLiteral("tabs"), tabs}});
}

} // namespace settings
