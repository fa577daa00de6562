// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run/headless.h"

#include "app/run/run.h"
#include "app/run/signalwatch.h"

#include <QCoreApplication>

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

} // namespace app
