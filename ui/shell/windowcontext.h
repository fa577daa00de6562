// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/stream/streamhandle.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>

#include <functional>

namespace shell {

//! How the embedded feed may break the link to its clients.
enum class Breakage : quint8 { Silent, Reset, EndWithoutClose, NoPong };

//! All the window knows of the program. The program fills it; references outlive the window. Nothing here may wait.
struct WindowContext
{
    stream::StreamHandle &handle; //!< The connection of the first tab.
    const base::Clock &clock;
    //! Where addresses and the layout are remembered, as settings::configFolder() gives it; empty: nothing is.
    QString configFolder;
    //! Opens \a url on \a handle with the program's own options (headers, certificates, …) and these lines after every
    //! connect.
    std::function<void(stream::StreamHandle &handle, const QUrl &url, const QList<QByteArray> &sendOnConnect)> open;
    //! Opens \a profile on \a handle as it is. May be empty: then the handle is asked.
    std::function<void(stream::StreamHandle &handle, const settings::Profile &profile)> openProfile = {};
    //! Starts the embedded feed if need be and connects \a handle to it; a sentence when that did not work, else an
    //! empty text.
    std::function<QString(stream::StreamHandle &handle)> openDemo;
    //! True for the embedded feed's address, which changes with every run and is not remembered. May be empty.
    std::function<bool(const QUrl &url)> isDemo = {};
    //! Whether addConnection() may be called once more in this run. May be empty: then it may.
    std::function<bool()> mayAddConnection = {};
    //! One more connection, idle, for a new tab. May be empty: then there is one.
    std::function<stream::StreamHandle &()> addConnection = {};
    //! The tab of \a handle is gone: it is closed in order, its rows stay in the capture, and nobody uses it again.
    std::function<void(stream::StreamHandle &handle)> endConnection = {};
    //! Breaks the link from the embedded feed to all its clients. May be empty: then nobody can ask for it.
    std::function<void(Breakage breakage)> breakLinks = {};
    //! Tells a person who looks elsewhere, in plain text. May be empty: then nobody can ask for it.
    std::function<void(const QString &title, const QString &text)> notifyDesktop = {};
};

} // namespace shell
