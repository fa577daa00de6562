// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/commandline.h"
#include "app/run/embeddedfeed.h"
#include "app/run/metricspage.h"
#include "app/cli/options.h"
#include "core/base/clock.h"
#include "core/capture/capturelocation.h"
#include "core/net/networkwatch.h"
#include "core/stream/engine.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace app {

class Printer;
class StdinLines;

//! One run of the program with or without a window: connects, watches the stop condition, ends in order, reports.
//!
//! Lives on the main thread. The order at any stop: closing handshake (at most 5 s), queues drained, commit, report.
class Run : public QObject
{
    Q_OBJECT
public:
    //! \a processStart: `--duration` counts from there.
    //! \a readers: threads for its captures; null: it has some of its own.
    Run(const Options &options, const base::Clock &clock, const base::Instant &processStart,
        stream::ReaderPoolPtr readers = {}, QObject *parent = nullptr);
    ~Run() override;

    //! Makes capture, threads and, for a demo, the server. False: a sentence is on standard error and exitStatus()
    //! tells.
    [[nodiscard]] bool prepare();
    //! Connects, if there is an address.
    void start();
    //! The first connection: what the command line, the exit status and the report are about.
    [[nodiscard]] stream::StreamHandle &handle() { return *m_handle; }
    //! One more connection, idle, in the same capture.
    stream::StreamHandle &addConnection();
    [[nodiscard]] bool mayAddConnection() const { return m_engine->mayAddConnection(); }
    //! Closes \a handle's connection in order and forgets it; at least one must be left.
    void endConnection(stream::StreamHandle &handle);
    //! Starts the embedded server if need be and connects \a handle to its dashboard feed; a sentence when that did not
    //! work.
    QString openDemo(stream::StreamHandle &handle);
    //! Connects \a handle to \a url. What the command line says about its own address (headers, certificates, …) goes
    //! to that server only.
    void open(stream::StreamHandle &handle, const QUrl &url, const QList<QByteArray> &sendOnConnect);
    //! Opens \a profile on \a handle as it is.
    void openProfile(stream::StreamHandle &handle, const settings::Profile &profile);
    //! The server behind openDemo().
    [[nodiscard]] EmbeddedFeed &feed() { return m_feed; }
    //! Ends in order; finished() follows. \a bySignal: the exit status is 0 whatever happened.
    void stop(bool bySignal);
    //! Closes at once if still needed, drains, writes the report. Called by stop(), and by a closing window.
    void finish();
    [[nodiscard]] ExitStatus exitStatus() const;
    //! Demands exit status \a status unless a worse one is known.
    void fail(ExitStatus status);

signals:
    //! Captures of earlier runs were too old or too large all together; these paths are gone.
    void capturesDeleted(const QStringList &paths);
    //! `--duration` is over and a picture may be taken; the run stops behind it.
    void aboutToStop();
    //! Everything is drained, committed and written.
    void finished();

private:
    void pruneCaptures(const capture::CaptureLocation &location);
    [[nodiscard]] bool serveMetrics();
    void fillBoard();
    [[nodiscard]] bool openCapture(stream::EngineSettings &settings);
    void networkChanged(net::Reachability reachability);
    void saveProfile(settings::Profile profile);
    void openOn(stream::StreamHandle &handle, const settings::Profile &profile);
    void tickArrived(const stream::StreamHandle &handle, const stream::Tick &tick);
    [[nodiscard]] bool isAllAtRest() const;
    void checkStop(const stream::Tick &tick);
    void conditionMet(bool met);
    void sayRedirect(const connection::Status &status);
    [[nodiscard]] QUrl spokenUrl() const;
    void explainFailures();
    void printStatus();
    void writeReport();
    void writeFields();

    const Options m_options;
    const base::Clock &m_clock;
    const base::Instant m_processStart;
    const stream::ReaderPoolPtr m_readers;
    EmbeddedFeed m_feed;
    std::shared_ptr<MetricsBoard> m_board; //!< With --metrics-listen.
    std::unique_ptr<server::PageServerThread> m_pages;
    QTimer m_boardTimer;
    std::unique_ptr<Printer> m_printer;
    std::unique_ptr<net::NetworkWatch> m_network;
    std::unique_ptr<stream::Engine> m_engine;
    stream::StreamHandle *m_handle = nullptr;
    std::vector<stream::StreamHandle *> m_handles; //!< All, the first one too.
    StdinLines *m_stdin = nullptr;
    QTimer m_duration, m_statusLine, m_patience, m_ending;
    std::optional<ExitStatus> m_status;
    QString m_automaticCapture; //!< Empty with --capture.
    bool m_opened = false; //!< The first connection was told an address.
    bool m_ended = false; //!< A connection with records was ended and forgotten.
    bool m_stopping = false;
    bool m_bySignal = false;
    bool m_exceptionSaid = false;
    QString m_redirectSaid; //!< The server that was refused last.
    bool m_finished = false;
};

} // namespace app
