// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/longwork.h"

#include "app/cli/terminaltext.h"
#include "app/run/signalwatch.h"

#include <QCoreApplication>
#include <QTimer>

#include <cstdio>
#include <thread>
#include <unistd.h>

namespace commands {
namespace {

void showProgress(const QString &text)
{
    std::fprintf(stderr, "\r\x1b[K%s", text.toUtf8().constData());
    std::fflush(stderr);
}

} // namespace

int doLong(char *programName, const std::function<int(const capture::CancelFlag &)> &work,
    const std::function<QString()> &progress)
{
    int argc = 1;
    char *argv[]{programName, nullptr};
    QCoreApplication application(argc, argv);
    const auto cancelled = std::make_shared<std::atomic<bool>>(false);
    const app::SignalWatch watch;
    QObject::connect(&watch, &app::SignalWatch::stopRequested, &application, [cancelled] { *cancelled = true; });
    QTimer timer;
    const bool isShown = app::isTerminal(STDERR_FILENO);
    if (isShown) {
        QObject::connect(&timer, &QTimer::timeout, &application, [&] { showProgress(progress()); });
        timer.start(500);
    }
    int status = 0;
    std::thread thread([&] {
        status = work(cancelled);
        QMetaObject::invokeMethod(&application, &QCoreApplication::quit, Qt::QueuedConnection);
    });
    (void)QCoreApplication::exec();
    thread.join();
    return status;
}

} // namespace commands
