// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run/run.h"

#include "app/cli/say.h"
#include "app/cli/terminaltext.h"
#include "app/run/endreport.h"
#include "app/run/filewords.h"
#include "app/run/printer.h"
#include "app/run/statusline.h"
#include "app/run/stdinlines.h"
#include "app/run/systemnetwork.h"
#include "core/base/redact.h"
#include "core/capture/capturefile.h"
#include "core/outbox/store.h"
#include "core/reports/fieldsreport.h"
#include "core/settings/jsonfile.h"
#include "core/settings/preferences.h"
#include "core/stream/outlet.h"
#include "ui/text/failuretext.h"
#include "ui/text/format.h"
#include "ui/text/reporttext.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace app {
namespace {

using namespace std::chrono_literals;

//! The closing handshake has 5 s and the peer 2 s more to end the stream; behind that nobody waits.
constexpr std::chrono::milliseconds patience = 8s;

} // namespace

Run::Run(const Options &options, const base::Clock &clock, const base::Instant &processStart,
    stream::ReaderPoolPtr readers, QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_clock(clock)
    , m_processStart(processStart)
    , m_readers(std::move(readers))
{
    m_duration.setSingleShot(true);
    m_duration.setTimerType(Qt::PreciseTimer);
    connect(&m_duration, &QTimer::timeout, this, [this] { conditionMet(true); });
    m_statusLine.setInterval(1s);
    connect(&m_statusLine, &QTimer::timeout, this, &Run::printStatus);
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, &Run::finish);
    m_ending.setInterval(50ms); // Tabs closed a moment ago have no handle that would tell.
    connect(&m_ending, &QTimer::timeout, this, [this] {
        if (isAllAtRest())
            finish();
    });
}

Run::~Run()
{
    if (m_engine)
        m_engine->finish();
}

bool Run::prepare()
{
    stream::EngineSettings settings;
    settings.readers = m_readers;
    if (!openCapture(settings))
        return false;
    // A run for a picture leaves a person's own things alone; without a window nobody releases what was held.
    if (m_options.mode == Mode::Window && m_options.screenshot.isEmpty())
        settings.outboxFile = outbox::Store::defaultPath();
    if (m_options.print != Print::Nothing) {
        m_printer = std::make_unique<Printer>(
            m_options.print, isTerminal(STDOUT_FILENO), m_options.messages.value_or(0), [this] {
                QMetaObject::invokeMethod(
                    this, [this] { conditionMet(true); }, Qt::QueuedConnection);
            });
        settings.tap = [printer = m_printer.get()](const stream::Batch &batch) { printer->print(batch); };
    }
    m_engine = std::make_unique<stream::Engine>(settings, m_clock);
    if (!m_engine->captureOpened() && !m_options.capture.isEmpty()) {
        say(tr("cannot write the capture %1: %2")
                .arg(m_options.capture, captureWords(m_engine->captureOpened().error())));
        m_status = ExitStatus::CannotWrite;
        return false;
    }
    m_network = systemNetworkWatch();
    connect(m_network.get(), &net::NetworkWatch::changed, this, &Run::networkChanged);
    networkChanged(m_network->reachability());
    m_handle = &addConnection();
    if (!m_options.metricsHost.isEmpty() && !serveMetrics())
        return false;
    if (m_options.demo) {
        if (const QString problem = m_feed.start(); !problem.isEmpty()) {
            say(problem);
            m_status = ExitStatus::NotConnected;
            return false;
        }
    }
    if (m_options.sendStdin) {
        m_stdin = new StdinLines(static_cast<qsizetype>(m_options.limits.outputHard.bytes), this);
        connect(m_stdin, &StdinLines::lineLeftOut, this, [this] {
            say(tr("a line of standard input is longer than %1 and was left out")
                    .arg(text::bytes(m_options.limits.outputHard.bytes)));
        });
        connect(m_stdin, &StdinLines::lineRead, this,
            [this](const QByteArray &line) { m_handle->send(ws::Opcode::Text, line); });
    }
    return true;
}

bool Run::serveMetrics()
{
    m_board = std::make_shared<MetricsBoard>();
    m_pages = std::make_unique<server::PageServerThread>(metricsPages(m_board));
    const auto port = m_pages->start(m_options.metricsHost, m_options.metricsPort);
    if (!port) {
        say(tr("cannot serve the metrics: %1").arg(port.error().detail));
        m_status = ExitStatus::NotConnected;
        return false;
    }
    if (m_options.metricsPort == 0)
        say(tr("metrics: http://%1:%2/metrics").arg(m_options.metricsHost).arg(*port));
    fillBoard();
    m_boardTimer.setInterval(500ms);
    connect(&m_boardTimer, &QTimer::timeout, this, &Run::fillBoard);
    m_boardTimer.start();
    return true;
}

void Run::fillBoard()
{
    QList<reports::Exposed> connections;
    for (const stream::StreamHandle *handle : m_handles)
        connections.append(exposed(*handle));
    m_board->set(std::move(connections));
}

stream::StreamHandle &Run::addConnection()
{
    stream::StreamHandle &handle = m_engine->addConnection();
    m_handles.push_back(&handle);
    handle.setLinkConditions(m_options.link);
    connect(&handle, &stream::StreamHandle::tickArrived, this,
        [this, &handle](const stream::Tick &tick) { tickArrived(handle, tick); });
    return handle;
}

void Run::endConnection(stream::StreamHandle &handle)
{
    m_ended = m_ended || handle.tick().lastSeq > 0;
    std::erase(m_handles, &handle);
    disconnect(&handle, nullptr, this, nullptr);
    if (m_handle == &handle)
        m_handle = m_handles.front();
    m_engine->endConnection(handle);
}

void Run::networkChanged(net::Reachability reachability)
{
    using connection::Network;
    switch (reachability) {
    case net::Reachability::Untold: return m_engine->setNetwork(Network::Untold);
    case net::Reachability::Online: return m_engine->setNetwork(Network::Online);
    case net::Reachability::Offline: return m_engine->setNetwork(Network::Offline);
    }
}

void Run::pruneCaptures(const capture::CaptureLocation &location)
{
    const QList<capture::RecentCapture> before = location.recent(); // Without that of this run.
    const auto prune = [location, before] {
        const auto read = settings::loadPreferences(settings::configFolder());
        const settings::Preferences wanted = read ? *read : settings::Preferences();
        return location.prune(
            before, {.bytes = {wanted.keepCaptureBytes}, .age = std::chrono::hours(24) * wanted.keepCaptureDays});
    };
    if (!m_readers) {
        if (const QStringList gone = prune(); !gone.isEmpty())
            say(tr("deleted %n old captures from %1", nullptr, static_cast<int>(gone.size())).arg(location.folder()));
        return;
    }
    // Which feeds the captures hold is read from each of them; the window does not wait for that.
    m_readers->start([outlet = stream::Outlet::to(*this), prune, this] {
        const QStringList gone = prune();
        if (!gone.isEmpty())
            outlet->post([this, gone] { emit capturesDeleted(gone); }); // Only while it lives.
    });
}

bool Run::openCapture(stream::EngineSettings &settings)
{
    if (!m_options.capture.isEmpty()) {
        settings.capture.path = m_options.capture;
        settings.capture.existing = m_options.overwrite ? capture::Existing::Overwrite : capture::Existing::Refuse;
        return true;
    }
    // Without --capture the run is kept all the same, in the user's own folder, within bounds.
    const capture::CaptureLocation location;
    pruneCaptures(location);
    settings.capture.path = location.newPath(m_processStart.wall.count(), QCoreApplication::applicationPid());
    settings.capture.sizeLimit = capture::CaptureWriter::automaticLimit;
    m_automaticCapture = settings.capture.path;
    return true;
}

void Run::start()
{
    if (!m_options.remark.isEmpty())
        say(QStringLiteral("--like: ") + m_options.remark);
    if (m_options.status)
        m_statusLine.start();
    if (m_options.duration) {
        const auto elapsed = m_clock.now().steady - m_processStart.steady;
        m_duration.start(std::max(0ms, std::chrono::ceil<std::chrono::milliseconds>(*m_options.duration - elapsed)));
    }
    if (m_options.demo) {
        openDemo(*m_handle);
    } else if (!m_options.url.isEmpty()) {
        const settings::Profile profile = profileFor(m_options, m_options.url);
        saveProfile(profile);
        openOn(*m_handle, profile);
    }
}

void Run::tickArrived(const stream::StreamHandle &handle, const stream::Tick &tick)
{
    if (m_stopping && isAllAtRest())
        return finish();
    if (&handle != m_handle)
        return;
    if (m_stdin)
        m_stdin->setReady(connection::isOpen(tick.status.state));
    if (tick.status.peer.certificateException && !m_exceptionSaid) {
        m_exceptionSaid = true;
        const QString how = handle.profile().tls.acceptFirstLeaf
            ? tr("the peer's certificate is not trusted; accepted for this run only, SHA-256 %1")
            : tr("the peer's certificate is not trusted; accepted by the profile's exception, SHA-256 %1");
        say(how.arg(QString::fromLatin1(tick.status.peer.leafSha256.toHex(':'))));
    }
    sayRedirect(tick.status);
    if (!m_stopping && m_opened)
        checkStop(tick);
}

// Once for each server that nobody agreed to.
void Run::sayRedirect(const connection::Status &status)
{
    const auto *problem = status.lastFailure ? std::get_if<connection::NotReady>(&*status.lastFailure) : nullptr;
    const bool isRedirected = problem && problem->reason == connection::NotReady::Reason::Redirected;
    if (isRedirected && std::exchange(m_redirectSaid, problem->detail) != problem->detail)
        say(text::explain(*problem).whole());
}

bool Run::isAllAtRest() const
{
    const auto rests
        = [](const stream::StreamHandle *handle) { return connection::isAtRest(handle->tick().status.state); };
    return std::ranges::all_of(m_handles, rests) && m_engine->endingCount() == 0;
}

void Run::checkStop(const stream::Tick &tick)
{
    if (m_options.messages && tick.metrics.messagesIn >= *m_options.messages)
        return conditionMet(true);
    const connection::State state = tick.status.state;
    const bool over = state == connection::State::Closed || state == connection::State::Failed;
    if (!over)
        return;
    const quint16 code = tick.status.lastCloseCode;
    const bool orderly
        = state == connection::State::Closed && tick.status.opens > 0 && (code == 1000 || code == 1001 || code == 1005);
    if (m_options.untilClose)
        conditionMet(orderly);
    else if (m_options.messages
        || (m_options.mode == Mode::Headless && (state == connection::State::Failed || !m_options.duration)))
        conditionMet(orderly && !m_options.messages); // Nothing more will come.
}

void Run::conditionMet(bool met)
{
    if (m_stopping)
        return;
    const connection::Status &status = m_handle->tick().status;
    if (!met || (m_opened && status.opens == 0) || (status.state == connection::State::Failed && !m_options.messages))
        fail(ExitStatus::NotConnected);
    emit aboutToStop();
    stop(false);
}

void Run::stop(bool bySignal)
{
    m_bySignal = m_bySignal || bySignal;
    if (m_stopping)
        return;
    m_stopping = true;
    m_duration.stop();
    // An address that was given a moment ago has not been tried yet: it rests, but not for long.
    const auto waits = [](const stream::StreamHandle *handle) {
        return !handle->profile().url.isEmpty() && handle->tick().status.attempts == 0;
    };
    if (isAllAtRest() && std::ranges::none_of(m_handles, waits))
        return finish();
    m_patience.start();
    if (m_engine->endingCount() > 0)
        m_ending.start();
    for (stream::StreamHandle *handle : m_handles)
        handle->close(ws::CloseCode::Normal, QStringLiteral("Client closing"));
}

void Run::finish()
{
    if (std::exchange(m_finished, true))
        return;
    m_patience.stop();
    m_ending.stop();
    m_statusLine.stop();
    m_stopping = true;
    m_engine->finish();
    if (m_options.status)
        printStatus();
    explainFailures();
    const capture::CaptureStatus &capture = m_handle->tick().capture;
    if (!m_options.capture.isEmpty()
        && (capture.problem != capture::CaptureStatus::Problem::None || capture.notCaptured > 0)) {
        say(tr("the capture %1 is not complete: %2 records could not be kept %3")
                .arg(m_options.capture, QString::number(capture.notCaptured), capture.detail));
        fail(ExitStatus::CannotWrite);
    }
    const auto isEmpty = [](const stream::StreamHandle *handle) { return handle->tick().lastSeq == 0; };
    if (!m_automaticCapture.isEmpty() && !m_ended && std::ranges::all_of(m_handles, isEmpty))
        capture::removeCapture(m_automaticCapture); // Nothing happened in this run; do not push an earlier one out.
    writeReport();
    writeFields();
    if (const int unknown = m_handle->tick().outbox.unknown; unknown > 0 && m_options.mode == Mode::Headless)
        say(tr("%n message(s) were written when the connection was lost; whether they arrived is unknown", nullptr,
            unknown));
    m_feed.stop();
    emit finished();
}

// As the window explains it: what happened, what the server said, what to do.
void Run::explainFailures()
{
    if (m_options.mode != Mode::Headless)
        return;
    for (const stream::StreamHandle *handle : m_handles) {
        const connection::Status &status = handle->tick().status;
        if (!status.lastFailure || status.state != connection::State::Failed)
            continue;
        const QString sentence = text::explain(*status.lastFailure, handle->profile().policy).whole();
        if (!sentence.isEmpty())
            say(terminalLine(sentence.simplified()));
    }
}

QUrl Run::spokenUrl() const { return stream::spokenTo(m_handle->tick(), m_handle->profile().url); }

void Run::printStatus()
{
    const QString line = statusLine(m_handle->tick(), spokenUrl(), m_clock.now());
    std::fprintf(stderr, "%s\n", terminalLine(line).toUtf8().constData());
}

void Run::writeReport()
{
    if (m_options.report.isEmpty())
        return;
    const stream::Tick &tick = m_handle->tick();
    reports::ReportInput input;
    input.url = base::redactedUrl(spokenUrl());
    input.capture = tick.capture;
    input.startedWallNs = m_processStart.wall.count();
    input.durationS = std::chrono::duration<double>(m_clock.now().steady - m_processStart.steady).count();
    input.setRun(m_handle->run());
    if (!tick.status.peer.address.isEmpty())
        input.endpoint = text::endpointFacts(tick.status.peer, tick.attempt.get());
    if (input.endpoint && tick.kernel)
        input.endpoint->kernel = reports::KernelFigures{static_cast<double>(tick.kernel->roundTrip.count()),
            static_cast<double>(tick.kernel->roundTripVariation.count()), tick.kernel->retransmits,
            tick.kernel->deliveryRate};
    text::putIntoWords(input, m_options.language);
    if (!writeEndReport(m_options.report, input))
        fail(ExitStatus::CannotWrite);
}

void Run::writeFields()
{
    if (m_options.fields.isEmpty())
        return;
    if (!writeFieldsReport(m_options.fields, reports::fieldsReport(*m_handle->series(), *m_handle->facts())))
        fail(ExitStatus::CannotWrite);
}

void Run::fail(ExitStatus status)
{
    if (!m_status || status == ExitStatus::CannotWrite)
        m_status = status;
}

ExitStatus Run::exitStatus() const
{
    const ExitStatus status = m_status.value_or(ExitStatus::Done);
    return m_bySignal && status == ExitStatus::NotConnected ? ExitStatus::Done : status;
}

} // namespace app
