// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/settings/ioerror.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QUrl>

namespace settings {

enum class ThemeChoice : quint8 {
    System, //!< Follow the desktop.
    Light,
    Dark,
};

//! A connection that a tab showed: a saved profile by its name, or else an address.
struct OpenTab
{
    QString profile;
    QUrl url; //!< Exact, with whatever token it carries, as in RecentFeed.
    friend bool operator==(const OpenTab &, const OpenTab &) = default;
};

//! How the window looked when it was closed. Kept in `preferences.json`; secrets in addresses of tabs and in what was
//! sent before stand in `secrets.json` (A13).
struct Preferences
{
    QByteArray windowGeometry; //!< As the window saved it; opaque.
    QByteArray windowLayout; //!< The page and how it is divided, as the window saved it; opaque.
    ThemeChoice theme = ThemeChoice::System;
    bool desktopNotices = false; //!< What happens to a connection is told on the desktop while the window is not used.
    qint64 keepCaptureBytes = qint64(8) << 30; //!< All automatic captures together.
    int keepCaptureDays = 30;
    QJsonObject
        panels; //!< What each panel wants to keep, by the panel's id: splitters, chosen fields, what was sent before.
    QList<OpenTab> tabs{}; //!< From left to right; those with neither profile nor address are left out.
    friend bool operator==(const Preferences &, const Preferences &) = default;
};

//! \a folder as configFolder() gives it. Values that make no sense become defaults.
[[nodiscard]] base::Expected<Preferences, IoError> loadPreferences(const QString &folder);
[[nodiscard]] base::Expected<void, IoError> savePreferences(const QString &folder, const Preferences &preferences);

} // namespace settings
