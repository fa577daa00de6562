// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/server/scenarios/replay.h"

#include <QStringList>

namespace commands {

//! What `serve` was asked for.
struct ServeOptions
{
    QString capture{};
    QString host = QStringLiteral("127.0.0.1");
    quint16 port = 0; //!< 0: a free one.
    quint64 connection = 0; //!< 0: the first that has messages.
    server::ReplayPace pace{};
    QString rules{}; //!< A file with rules to be used; empty: all that are found.
    QString writeRules{}; //!< Where the rules that were found are written.
    bool help = false;
    friend bool operator==(const ServeOptions &, const ServeOptions &) = default;
};

//! Reads what stood behind `serve`; the error is a sentence.
[[nodiscard]] base::Expected<ServeOptions, QString> serveOptions(const QStringList &arguments);
[[nodiscard]] QString serveHelp();

} // namespace commands
