// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/check.h"

#include "app/cli/commandline.h"
#include "app/cli/say.h"
#include "app/cli/terminaltext.h"
#include "core/base/redact.h"
#include "core/stream/engine.h"
#include "ui/text/failuretext.h"
#include "ui/text/format.h"

#include <QCoreApplication>
#include <QTimer>

#include <atomic>
#include <cstdio>
#include <unistd.h>

namespace commands {
namespace {

using app::ExitStatus;
using app::say;
using namespace std::chrono_literals;

//! What has to hold.
struct Expectations
{
    QByteArray expect; //!< A received message has to contain it; empty: none has to come.
    bool anyMessage = false; //!< Any message will do.
    std::optional<base::Nanoseconds> latency; //!< At most.
    std::optional<int> certificateDays; //!< At least.
    base::Nanoseconds within = 10s;
};

constexpr const char *helpOfCheck
    = "Usage: socketscope check [options] URL\n\n"
      "Connects once, measures, closes, and says what works. Options of connecting are those of socketscope itself:\n"
      "--header, --send, --subprotocol, --origin, --ca, --insecure, --proxy, --profile, --no-compression, …\n\n"
      "  --expect TEXT          a received message has to contain TEXT; empty: any message will do\n"
      "  --max-latency MS       the round trip of a ping may take at most so long\n"
      "  --certificate-days N   the certificate has to be valid for N more days\n"
      "  --within S             all of it has so many seconds, 10 unless given\n"
      "  -h, --help             this text\n\n"
      "Exit status\n"
      "  0  all of it holds\n"
      "  1  something does not\n"
      "  2  bad usage\n";

int badUsageOfCheck(const QString &sentence)
{
    say(sentence);
    std::fputs("Try 'socketscope check --help'.\n", stderr);
    return static_cast<int>(ExitStatus::BadUsage);
}

//! Takes what is check's own out of \a arguments; the rest is for socketscope itself. Else what is wrong.
base::Expected<Expectations, QString> takeExpectations(QStringList &arguments)
{
    Expectations wanted;
    QStringList rest;
    while (!arguments.isEmpty()) {
        const QString argument = arguments.takeFirst();
        const QString name = argument.section(QLatin1Char('='), 0, 0);
        static const QStringList own{QStringLiteral("--expect"), QStringLiteral("--max-latency"),
            QStringLiteral("--certificate-days"), QStringLiteral("--within")};
        if (!own.contains(name)) {
            rest += argument;
            continue;
        }
        const bool hasValue = argument.contains(QLatin1Char('='));
        if (!hasValue && arguments.isEmpty())
            return base::Unexpected{QStringLiteral("%1 needs a value").arg(name)};
        const QString value = hasValue ? argument.section(QLatin1Char('='), 1) : arguments.takeFirst();
        bool isNumber = false;
        const double number = value.toDouble(&isNumber);
        if (name == own[0]) {
            wanted.expect = value.toUtf8();
            wanted.anyMessage = value.isEmpty();
        } else if (!isNumber || !(number > 0) || number > 1e6) {
            return base::Unexpected{QStringLiteral("%1: write a number over 0").arg(name)};
        } else if (name == own[1]) {
            wanted.latency = std::chrono::duration_cast<base::Nanoseconds>(std::chrono::duration<double, std::milli>(number));
        } else if (name == own[2]) {
            wanted.certificateDays = static_cast<int>(number);
        } else {
            wanted.within = std::chrono::duration_cast<base::Nanoseconds>(std::chrono::duration<double>(number));
        }
    }
    arguments = rest;
    return wanted;
}

//! One run of the check, on the main thread.
class Probe : public QObject
{
public:
    Probe(const app::Options &options, const Expectations &wanted)
        : m_options(options)
        , m_wanted(wanted)
    {
        stream::EngineSettings settings;
        settings.tap = [this](const stream::Batch &batch) { look(batch); };
        m_engine = std::make_unique<stream::Engine>(settings, m_clock);
        m_handle = &m_engine->addConnection();
        connect(m_handle, &stream::StreamHandle::tickArrived, this, &Probe::tickArrived);
        m_deadline.setSingleShot(true);
        m_deadline.setInterval(std::chrono::ceil<std::chrono::milliseconds>(wanted.within));
        connect(&m_deadline, &QTimer::timeout, this, &Probe::finish);
        m_end.setSingleShot(true);
        m_end.setInterval(2s);
        connect(&m_end, &QTimer::timeout, this, &Probe::leave);
    }

    void start()
    {
        settings::Profile profile = app::profileFor(m_options, m_options.url);
        profile.policy.reconnect = false;
        m_deadline.start();
        m_handle->open(profile);
    }
    [[nodiscard]] bool holds() const { return m_holds; }

private:
    // On the tap's thread.
    void look(const stream::Batch &batch)
    {
        for (const capture::Record &record : batch.records) {
            const bool isBusiness = record.direction == capture::Direction::In && capture::isData(record.kind);
            if (isBusiness && record.payload().toByteArray().contains(m_wanted.expect))
                m_isExpected = true;
        }
    }

    void tickArrived(const stream::Tick &tick)
    {
        const connection::State state = tick.status.state;
        if (connection::isOpen(state) && !std::exchange(m_isPinged, true))
            m_handle->pingNow();
        if (m_isOver) {
            if (connection::isAtRest(state))
                leave();
            return;
        }
        m_tick = tick;
        const bool hasEnded = connection::isAtRest(state) && tick.status.attempts > 0;
        const bool hasReply = (m_wanted.expect.isEmpty() && !m_wanted.anyMessage) || m_isExpected;
        if (hasEnded || (hasReply && tick.metrics.avgLatencyMs))
            finish();
    }

    void finish()
    {
        if (std::exchange(m_isOver, true))
            return;
        m_deadline.stop();
        tellHandshake();
        if (m_tick.status.opens > 0) {
            tellReply();
            tellLatency();
        }
        tellCertificate();
        if (connection::isAtRest(m_handle->tick().status.state))
            return leave();
        m_end.start();
        m_handle->disconnectNow();
    }
    void leave()
    {
        m_end.stop();
        QMetaObject::invokeMethod(QCoreApplication::instance(), &QCoreApplication::quit, Qt::QueuedConnection);
    }

    void tell(bool holds, const QString &what)
    {
        m_holds = m_holds && holds;
        const QString line = (holds ? QStringLiteral("ok    ") : QStringLiteral("FAIL  ")) + what;
        const QByteArray text = (isatty(STDOUT_FILENO) ? app::terminalLine(line) : line).toUtf8();
        std::printf("%s\n", text.constData());
    }

    void tellHandshake()
    {
        const connection::Status &status = m_tick.status;
        const QString where = base::redactedUrl(stream::spokenTo(m_tick, m_handle->profile().url));
        if (status.opens > 0)
            return tell(true, QStringLiteral("handshake: %1, %2").arg(where, text::duration(status.lastConnectTime)));
        const QString why = status.lastFailure ? text::explain(*status.lastFailure, m_handle->profile().policy).whole()
                                               : QStringLiteral("not open within %1").arg(text::duration(m_wanted.within));
        tell(false, QStringLiteral("handshake: %1: %2").arg(where, text::plain(why.simplified(), 1000)));
    }
    void tellReply()
    {
        if (!m_wanted.expect.isEmpty() || m_wanted.anyMessage)
            tell(m_isExpected, m_isExpected ? QStringLiteral("reply: what was expected came")
                                            : QStringLiteral("reply: what was expected did not come; %1 messages did")
                                                  .arg(m_tick.metrics.messagesIn));
    }
    void tellLatency()
    {
        const auto &ms = m_tick.metrics.avgLatencyMs;
        if (!ms)
            return tell(!m_wanted.latency, QStringLiteral("latency: the ping was not answered"));
        const base::Nanoseconds took{static_cast<qint64>(*ms * 1e6)};
        const QString bound
            = m_wanted.latency ? QStringLiteral(" (at most %1)").arg(text::duration(*m_wanted.latency)) : QString();
        tell(!m_wanted.latency || took <= *m_wanted.latency, QStringLiteral("latency: %1%2").arg(text::duration(took), bound));
    }
    void tellCertificate()
    {
        const auto &chain = m_tick.status.peer.chain;
        if (chain.isEmpty()) {
            if (m_wanted.certificateDays)
                tell(false, QStringLiteral("certificate: none was shown"));
            return;
        }
        const qint64 days = QDateTime::fromMSecsSinceEpoch(m_clock.now().wall.count() / 1'000'000)
                                .daysTo(chain.front().validUntil);
        tell(!m_wanted.certificateDays || days >= *m_wanted.certificateDays,
            QStringLiteral("certificate: valid until %1, %2 more days")
                .arg(chain.front().validUntil.toUTC().toString(Qt::ISODate))
                .arg(days));
    }

    const base::SystemClock m_clock;
    const app::Options m_options;
    const Expectations m_wanted;
    std::atomic<bool> m_isExpected = false;
    std::unique_ptr<stream::Engine> m_engine;
    stream::StreamHandle *m_handle = nullptr;
    stream::Tick m_tick; //!< What is judged.
    QTimer m_deadline, m_end;
    bool m_isPinged = false;
    bool m_isOver = false;
    bool m_holds = true;
};

} // namespace

int check(char *programName, const QStringList &arguments)
{
    if (arguments.contains(QLatin1String("--help")) || arguments.contains(QLatin1String("-h"))) {
        std::fputs(helpOfCheck, stdout);
        return 0;
    }
    QStringList rest = arguments;
    const auto wanted = takeExpectations(rest);
    if (!wanted)
        return badUsageOfCheck(wanted.error());
    const auto options = app::parseCommandLine(QStringList(QStringLiteral("--headless")) + rest);
    if (!options)
        return badUsageOfCheck(options.error().text);
    if (options->url.isEmpty() || !options->report.isEmpty() || !options->capture.isEmpty())
        return badUsageOfCheck(QStringLiteral("check: give one address; it writes no capture and no report"));
    int argc = 1;
    char *argv[] = {programName, nullptr};
    QCoreApplication application(argc, argv);
    Probe probe(*options, *wanted);
    QMetaObject::invokeMethod(&probe, [&probe] { probe.start(); }, Qt::QueuedConnection);
    QCoreApplication::exec();
    return static_cast<int>(probe.holds() ? ExitStatus::Done : ExitStatus::NotConnected);
}

} // namespace commands
