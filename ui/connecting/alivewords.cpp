// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connecting/alivewords.h"

#include "ui/text/closecodetext.h"
#include "ui/text/failuretext.h"
#include "ui/text/format.h"
#include "ui/text/names.h"

#include <QCoreApplication>
#include <QLocale>

namespace connecting {
namespace {

using namespace std::chrono_literals;
using connection::State;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Alive)
};

// Tenths below ten seconds, whole ones above, so that the words do not flicker.
QString calm(base::Nanoseconds d)
{
    d = std::max(d, base::Nanoseconds(0));
    if (d >= 10s)
        return text::duration(std::chrono::ceil<std::chrono::seconds>(d));
    return Words::tr("%1 s").arg(QLocale().toString(static_cast<double>(d / 100ms) / 10, 'f', 1));
}

QString whoClosed(const connection::Failure &failure, quint16 code)
{
    if (const auto *closed = std::get_if<connection::Closed>(&failure))
        return closed->byPeer ? Words::tr("closed by the peer") : Words::tr("closed by us");
    if (std::holds_alternative<ws::ProtocolError>(failure)
        || std::holds_alternative<connection::HeartbeatLost>(failure))
        return Words::tr("closed by us");
    return code != 0 ? Words::tr("ended without a close frame") : Words::tr("never opened");
}

} // namespace

QString beatRuleWords(const connection::HeartbeatSettings &settings, const connection::BeatRule &rule)
{
    using connection::BeatBranch;
    if (!settings.enabled)
        return Words::tr("No heartbeat: the peer is not probed.");
    const QString every
        = rule.interval > 0ns ? Words::tr("every %1").arg(text::duration(rule.interval)) : Words::tr("no beat");
    switch (rule.branch) {
    case BeatBranch::Fixed: return Words::tr("%1: a fixed interval").arg(every);
    case BeatBranch::Idle:
        return Words::tr("%1: no business message for %2")
            .arg(every, text::duration(std::chrono::floor<std::chrono::seconds>(rule.quietFor)));
    case BeatBranch::Active:
        return Words::tr("%1: %2 messages in the last 10 s").arg(every, text::count(static_cast<quint64>(rule.recent)));
    case BeatBranch::Normal:
        return Words::tr("%1: %2 messages in the last 10 s, the last one less than 60 s ago")
            .arg(every, text::count(static_cast<quint64>(rule.recent)));
    case BeatBranch::Hidden: return Words::tr("%1: the window is hidden").arg(every);
    }
    return {};
}

QString nextBeatWords(const connection::Status &status, const connection::HeartbeatSettings &settings,
    bool readingPaused, base::Nanoseconds now)
{
    const connection::HeartbeatStatus &beat = status.heartbeat;
    if (!connection::isOpen(status.state) || !settings.enabled)
        return QStringLiteral("–");
    if (readingPaused)
        return Words::tr("paused while the peer is slowed");
    if (status.network == connection::Network::Offline)
        return Words::tr("paused while there is no network");
    if (beat.waiting)
        return Words::tr("waiting for the answer");
    return beat.nextBeat > 0ns ? Words::tr("in %1").arg(calm(beat.nextBeat - now)) : Words::tr("none planned");
}

QString networkWords(connection::Network network)
{
    using connection::Network;
    switch (network) {
    case Network::Unknown:
    case Network::Online: return {};
    case Network::Untold:
        return Words::tr("This system does not tell when the network goes or comes: only the heartbeat finds a loss.");
    case Network::NotNeeded:
        return Words::tr("The system says that there is no network, but this peer answers without one.");
    case Network::Offline:
        return Words::tr("The system says that there is no network. The heartbeat waits; what is lost is tried again "
                         "every 30 s, and at once when the network is back.");
    }
    return {};
}

QString heartbeatPresetName(const char *id)
{
    const QLatin1StringView name(id);
    if (name == QLatin1StringView("default"))
        return Words::tr("Default: ping every 30 s, twice 5 s");
    if (name == QLatin1StringView("guide"))
        return Words::tr("Guide, exact: lost after the first 5 s");
    if (name == QLatin1StringView("fast"))
        return Words::tr("Fast: ping every 10 s, 5 s");
    if (name == QLatin1StringView("adaptive"))
        return Words::tr("Adaptive: 10, 30 or 60 s by traffic");
    if (name == QLatin1StringView("message"))
        return Words::tr("Message: {\"type\":\"ping\"}");
    if (name == QLatin1StringView("text"))
        return Words::tr("Message: the text ping");
    if (name == QLatin1StringView("mqtt"))
        return Words::tr("Binary: MQTT");
    if (name == QLatin1StringView("echo"))
        return Words::tr("The peer asks: {\"ping\":…}");
    if (name == QLatin1StringView("engine.io"))
        return Words::tr("The peer asks: Engine.IO");
    return name == QLatin1StringView("off") ? Words::tr("None") : QString(name);
}

QString reconnectPresetName(const char *id)
{
    const QLatin1StringView name(id);
    if (name == QLatin1StringView("default"))
        return Words::tr("Default: with jitter, up to 30 s");
    if (name == QLatin1StringView("guide"))
        return Words::tr("Guide, exact: no jitter, up to 30 s");
    return name == QLatin1StringView("iot") ? Words::tr("IoT device: doubling to 60 s, no limit") : QString(name);
}

QString readyStateWords(State state)
{
    static constexpr const char *names[] = {"CONNECTING", "OPEN", "CLOSING", "CLOSED"};
    const auto ready = static_cast<int>(connection::readyState(state));
    return QStringLiteral("%1 (%2)").arg(QLatin1StringView(names[ready])).arg(ready);
}

QString attemptWords(const connection::Status &status)
{
    const bool trying = connection::isOpening(status.state) || connection::isBetweenAttempts(status.state);
    if (!trying || status.attempt == 0)
        return {};
    return status.maxAttempts > 0 ? Words::tr("Attempt %1 of %2").arg(status.attempt).arg(status.maxAttempts)
                                  : Words::tr("Attempt %1, no limit").arg(status.attempt);
}

QString retryWords(const connection::Status &status, const connection::Policy &policy, base::Nanoseconds now)
{
    if (status.state == State::Paused)
        return Words::tr("There is no network. Next try in %1, or when it is back.").arg(calm(status.retryAt - now));
    if (status.state == State::WaitingRetry)
        return Words::tr("Next try in %1.").arg(calm(status.retryAt - now));
    if (status.state == State::Failed && status.gaveUp)
        return Words::tr(
            "Given up after %1 attempts that failed. It is tried again when you ask, or when the network is back.")
            .arg(status.attempt);
    if (status.state == State::Failed)
        return Words::tr("Not tried again: the same would happen.");
    if (!policy.reconnect)
        return Words::tr("Reconnecting is switched off.");
    return {};
}

QStringList endWords(const connection::Status &status, const connection::Policy &policy, int most)
{
    QStringList lines;
    if (!status.history)
        return lines;
    for (auto each = status.history->rbegin(); each != status.history->rend() && lines.size() < most; ++each) {
        if (!each->failure)
            continue;
        QString line = text::timeOfDay(each->at.wall.count()) + QStringLiteral("  ");
        if (each->closeCode != 0)
            line += text::closeCode(each->closeCode) + QStringLiteral(", ");
        lines << line + whoClosed(*each->failure, each->closeCode) + QStringLiteral(": ")
                + text::explain(*each->failure, policy).what;
    }
    return lines;
}

} // namespace connecting
