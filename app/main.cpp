// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commandline.h"
#include "app/cli/terminaltext.h"
#include "app/commands/catalog.h"
#include "app/run/headless.h"
#include "app/run/listen.h"
#include "core/base/allocator.h"
#ifdef SOCKETSCOPE_WIDGETS
#include "app/window/application.h"
#endif

#include <QStringList>

#include <clocale>
#include <cstdio>
#include <sys/stat.h>

namespace {

int usage(const app::UsageError &error)
{
    std::fprintf(
        stderr, "socketscope: %s\nTry 'socketscope --help'.\n", app::terminalLine(error.text).toUtf8().constData());
    return static_cast<int>(app::ExitStatus::BadUsage);
}

} // namespace

int main(int argc, char **argv)
{
    base::keepFreedMemory();
    const base::SystemClock clock;
    const base::Instant start = clock.now();
    ::umask(077); // What this program writes is its user's alone (case K04).
    std::setlocale(LC_ALL, "");

    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    if (const commands::Command *command = commands::commandNamed(arguments.value(0)))
        return command->run(argv[0], arguments.sliced(1));
    const auto options = app::parseCommandLine(arguments);
    if (!options)
        return usage(options.error());

    switch (options->mode) {
    case app::Mode::Help: 
        std::fputs(
            (app::helpText() + app::servedPathsText() + commands::helpText()).toUtf8().constData(), stdout);
        return 0;
    case app::Mode::Version: std::puts("socketscope " SOCKETSCOPE_VERSION); return 0;
    case app::Mode::Listen: return app::listen(argv[0], *options);
    case app::Mode::Headless: return app::runHeadless(argv[0], *options, clock, start);
    case app::Mode::Window:
#ifdef SOCKETSCOPE_WIDGETS
        return app::runWindow(argv[0], *options, clock, start);
#else
        return usage({QStringLiteral("this build has no window; use --headless")});
#endif
    }
    return 0;
}
