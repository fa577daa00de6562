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

//! All the window knows of the program. The program fills it; references outlive the window. Nothing here may wait.
struct WindowContext
{
    stream::StreamHandle &handle;
    const base::Clock &clock;
    //! Where addresses and the layout are remembered, as settings::configFolder() gives it; empty: nothing is.
    QString configFolder;
    //! Opens \a url with the program's own options (headers, certificates, …) and these lines after every connect.
    std::function<void(const QUrl &url, const QList<QByteArray> &sendOnConnect)> open;
    //! Starts the embedded feed if need be and connects to it; a sentence when that did not work, else an empty text.
    std::function<QString()> openDemo;
    //! True for the embedded feed's address, which changes with every run and is not remembered. May be empty.
    std::function<bool(const QUrl &url)> isDemo = {};
};

} // namespace shell
