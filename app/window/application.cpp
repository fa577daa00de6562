// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/application.h"

#include "app/cli/say.h"
#include "app/run/filewords.h"
#include "app/run/run.h"
#include "app/run/signalwatch.h"
#include "app/window/capturewindow.h"
#include "app/window/desktopnotifier.h"
#include "app/window/desktopwatch.h"
#include "core/settings/jsonfile.h"
#include "ui/shell/connectiontab.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/recentcaptures.h"
#include "ui/shell/recordingspage.h"
#include "ui/shell/startpage.h"

#include <QApplication>
#include <QDeadlineTimer>

#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace app {
namespace {

void saveScreenshot(shell::MainWindow &window, Run &run, const QString &file)
{
    const auto saved = window.saveScreenshot(file);
    if (saved)
        return;
    say(Run::tr("cannot write the picture %1: %2").arg(file, fileWords(saved.error())));
    run.fail(ExitStatus::CannotWrite);
}

server::Breakage breakageOf(shell::Breakage breakage)
{
    switch (breakage) {
    case shell::Breakage::Silent: return server::Breakage::Silent;
    case shell::Breakage::Reset: return server::Breakage::Reset;
    case shell::Breakage::EndWithoutClose: return server::Breakage::EndWithoutClose;
    case shell::Breakage::NoPong: break;
    }
    return server::Breakage::NoPong;
}

//! Captures of earlier runs on the start page of \a tab, and on its page of recordings.
void offerCaptures(shell::MainWindow &window, shell::ConnectionTab &tab, const stream::ReaderPoolPtr &readers)
{
    shell::RecentCaptures *const captures = tab.startPage().captures();
    shell::RecordingsPage *const page = &tab.recordings();
    const auto open = [&window, readers](const QString &path) {
        const auto failed = [&window](const QString &problem) {
            window.raiseNotice(QStringLiteral("capture"), widgets::Tone::Bad, problem);
        };
        openCapture(path, &window, failed, readers);
    };
    QObject::connect(captures, &shell::RecentCaptures::openRequested, &window, open);
    for (const shell::RecentCaptures *each : {captures, page->captures()}) {
        QObject::connect(
            each, &shell::RecentCaptures::pinRequested, &window, [readers](const QString &path, bool pinned) {
                readers->start([path, pinned] { (void)capture::setPinned(path, pinned); });
            });
        QObject::connect(each, &shell::RecentCaptures::deleteRequested, &window,
            [readers](const QString &path) { readers->start([path] { (void)capture::deleteCapture(path); }); });
    }
    QObject::connect(&tab.startPage(), &shell::StartPage::fileRequested, &window, open);
    QObject::connect(page, &shell::RecordingsPage::openRequested, &window, open);
    QObject::connect(page, &shell::RecordingsPage::shown, page, [page, readers] {
        listCaptures(
            page, [page](const QList<capture::RecentCapture> &list) { page->captures()->setCaptures(list); }, readers);
    });
    listCaptures(
        captures, [captures](const QList<capture::RecentCapture> &list) { captures->setCaptures(list); }, readers);
}

int runApplication(QApplication &application, const Options &options, const base::Clock &clock,
    const base::Instant &processStart, const stream::ReaderPoolPtr &readers)
{
    QApplication::setApplicationName(QStringLiteral("socketscope"));
    QApplication::setApplicationDisplayName(QStringLiteral("SocketScope"));
    QApplication::setDesktopFileName(QStringLiteral("socketscope"));
    QApplication::setQuitOnLastWindowClosed(false); // The run ends in order first.
    SignalWatch signals_;
    DesktopNotifier notifier;
    Run run(options, clock, processStart, readers);
    if (!run.prepare())
        return static_cast<int>(run.exitStatus());

    shell::MainWindow window({
        .handle = run.handle(),
        .clock = clock,
        // A run for a picture shows the first layout, and leaves a person's own alone.
        .configFolder = options.screenshot.isEmpty() ? settings::configFolder() : QString(),
        .open = [&run](stream::StreamHandle &handle, const QUrl &url,
                    const QList<QByteArray> &sends) { run.open(handle, url, sends); },
        .openProfile
        = [&run](stream::StreamHandle &handle, const settings::Profile &profile) { run.openProfile(handle, profile); },
        .openDemo = [&run](stream::StreamHandle &handle) { return run.openDemo(handle); },
        .isDemo = [&run](const QUrl &url) { return run.feed().serves(url); },
        .mayAddConnection = [&run] { return run.mayAddConnection(); },
        .addConnection = [&run]() -> stream::StreamHandle & { return run.addConnection(); },
        .endConnection = [&run](stream::StreamHandle &handle) { run.endConnection(handle); },
        .breakLinks = [&run](shell::Breakage breakage) { run.feed().breakLinks(breakageOf(breakage)); },
        .notifyDesktop = [&notifier](const QString &title, const QString &text) { notifier.notify(title, text); },
    });
    QObject::connect(&run, &Run::capturesDeleted, &window, [&window](const QStringList &paths) {
        window.raiseNotice(QStringLiteral("pruned"), widgets::Tone::Neutral, shell::deletedCapturesText(paths));
    });
    DesktopWatch desktop;
    QObject::connect(&desktop, &DesktopWatch::changed, &window,
        [&window](const look::DesktopLook &look) { window.theme().setDesktop(look); });
    offerCaptures(window, window.tab(), readers);
    QObject::connect(&window, &shell::MainWindow::tabAdded, &window,
        [&window, readers](shell::ConnectionTab *tab) { offerCaptures(window, *tab, readers); });
    for (const QUrl &url : options.moreUrls) {
        if (!run.mayAddConnection())
            break; // No command line holds so many.
        stream::StreamHandle &handle = run.addConnection();
        window.addTab(handle, false);
        run.open(handle, url, {});
    }
    QObject::connect(&window, &shell::MainWindow::closed, &run, [&run] { run.stop(false); });
    QObject::connect(&signals_, &SignalWatch::stopRequested, &run, [&run] { run.stop(true); });
    QObject::connect(&run, &Run::finished, &application, &QApplication::quit, Qt::QueuedConnection);
    if (!options.screenshot.isEmpty())
        QObject::connect(&run, &Run::aboutToStop, &window, [&] { saveScreenshot(window, run, options.screenshot); });
    if (!options.screenshot.isEmpty())
        window.resize(window.size().expandedTo({1280, 720})); // An offscreen screen is smaller than what people have.
    window.show();
    QMetaObject::invokeMethod(&run, &Run::start, Qt::QueuedConnection);
    QApplication::exec();
    return static_cast<int>(run.exitStatus());
}

} // namespace

int runWindow(char *programName, const Options &options, const base::Clock &clock, const base::Instant &processStart)
{
    int argc = 1; // Qt sees the program's name only (case U18).
    char *argv[] = {programName, nullptr};
    QApplication application(argc, argv);
    const auto readers = std::make_shared<stream::ReaderPool>();
    const int status = runApplication(application, options, clock, processStart, readers);
    // Everything else has ended in order by now. A reader that does not come back, from a dead disk say, must not hold
    // the process, and what it still uses must not be taken away under it.
    if (!readers->close(QDeadlineTimer(std::chrono::milliseconds(400)))) {
        std::fflush(nullptr);
        std::_Exit(status);
    }
    return status;
}

} // namespace app
