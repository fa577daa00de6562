// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/commandline.h"

//! What the value of each option means: reads it, checks it and puts it into the options.
namespace app::optionvalues {

using Check = base::Expected<void, UsageError>;
using Apply = Check (*)(Options &options, const QString &value, const SecretSources &sources);

Check allowRedirectTo(Options &options, const QString &value, const SecretSources &sources);
Check address(Options &options, const QString &value, const SecretSources &sources);
Check duration(Options &options, const QString &value, const SecretSources &sources);
Check guards(Options &options, const QString &value, const SecretSources &sources);
Check header(Options &options, const QString &value, const SecretSources &sources);
Check lang(Options &options, const QString &value, const SecretSources &sources);
Check like(Options &options, const QString &value, const SecretSources &sources);
Check limits(Options &options, const QString &value, const SecretSources &sources);
Check link(Options &options, const QString &value, const SecretSources &sources);
Check listen(Options &options, const QString &value, const SecretSources &sources);
Check messages(Options &options, const QString &value, const SecretSources &sources);
Check listenOrigins(Options &options, const QString &value, const SecretSources &sources);
Check metricsListen(Options &options, const QString &value, const SecretSources &sources);
Check origin(Options &options, const QString &value, const SecretSources &sources);
Check print(Options &options, const QString &value, const SecretSources &sources);
Check profile(Options &options, const QString &value, const SecretSources &sources);
Check proxy(Options &options, const QString &value, const SecretSources &sources);
Check report(Options &options, const QString &value, const SecretSources &sources);
Check retry(Options &options, const QString &value, const SecretSources &sources);
Check saveProfile(Options &options, const QString &value, const SecretSources &sources);
Check send(Options &options, const QString &value, const SecretSources &sources);
Check subprotocol(Options &options, const QString &value, const SecretSources &sources);

} // namespace app::optionvalues
