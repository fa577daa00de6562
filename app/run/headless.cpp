// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run/headless.h"

#include "app/run/run.h"
#include "app/cli/say.h"
#include "app/run/signalwatch.h"

#include <QCoreApplication>

#include <cstdio>

namespace app {

int runHeadless(char *programName, const Options &options, const base::Clock &clock, const base::Instant &processStart)
{
    int argc = 1; // Qt sees the program's name only (case U18).
    char *argv[] = {programName, nullptr};
    QCoreApplication application(argc, argv);
    SignalWatch signals_;
    Run run(options, clock, processStart);
    if (!run.prepare())
        return static_cast<int>(run.exitStatus());
    QObject::connect(&signals_, &SignalWatch::stopRequested, &run, [&run] { run.stop(true); });
    QObject::connect(&run, &Run::finished, &application, &QCoreApplication::quit, Qt::QueuedConnection);
    QMetaObject::invokeMethod(&run, &Run::start, Qt::QueuedConnection);
    QCoreApplication::exec();
    return static_cast<int>(run.exitStatus());
}

int listen(char *programName, const Options &options)
{
    int argc = 1;
    char *argv[] = {programName, nullptr};
    QCoreApplication application(argc, argv);
    SignalWatch signals_;
    server::FeedServerThread server;
    if (const auto port = server.start(options.listenHost, options.listenPort); !port) {
        say(QCoreApplication::translate("app::listen", "cannot listen: %1").arg(port.error().detail));
        return static_cast<int>(ExitStatus::NotConnected);
    }
    for (const QString &path : {QStringLiteral("/dashboard"), QStringLiteral("/echo"), QStringLiteral("/flood")})
        std::printf("%s\n", server.url(path).toString().toUtf8().constData());
    std::fflush(stdout);
    QObject::connect(&signals_, &SignalWatch::stopRequested, &application, &QCoreApplication::quit);
    QCoreApplication::exec();
    server.stop();
    return 0;
}

} // namespace app
