// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connecting/statuswords.h"

#include "ui/text/closecodetext.h"
#include "ui/text/failuretext.h"
#include "ui/text/format.h"
#include "ui/text/names.h"

#include <QCoreApplication>
#include <QLocale>

namespace connecting {
namespace {

using namespace std::chrono_literals;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(StatusPanel)
};

//! Shorter is the normal life of a transaction.
constexpr base::Nanoseconds worthSaying = 1s;

// Tenths below ten seconds, whole ones above, so that the words do not flicker.
QString calm(base::Nanoseconds d)
{
    if (d >= 10s)
        return text::duration(std::chrono::floor<std::chrono::seconds>(d));
    return Words::tr("%1 s").arg(QLocale().toString(static_cast<double>(d / 100ms) / 10, 'f', 1));
}

QString howLong(const base::Instant &since, const base::Instant &now)
{
    if (since.wall.count() == 0)
        return {};
    const base::Nanoseconds passed = now.steady - since.steady;
    return passed < 1s ? Words::tr("just now")
                       : Words::tr("for %1").arg(text::duration(std::chrono::floor<std::chrono::seconds>(passed)));
}

// The day only when it is another one.
QString sinceWhen(const base::Instant &since, const base::Instant &now)
{
    if (since.wall.count() == 0)
        return {};
    const QString when = text::dateTime(since.wall.count());
    return when.left(10) == text::dateTime(now.wall.count()).left(10) ? when.mid(11) : when;
}

void sayPeer(StatusWords &words, const stream::Tick &tick, const settings::Profile &profile)
{
    const connection::Status &status = tick.status;
    words.address = text::address(profile.url, 500);
    if (const QUrl where = stream::spokenTo(tick, profile.url); where != profile.url)
        words.address = Words::tr("%1, where %2 sends on to").arg(text::address(where, 500), words.address);
    words.peer = text::plain(status.peer.address, 100);
    if (!status.peer.tlsVersion.isEmpty())
        words.encryption = text::plain(status.peer.tlsVersion + QStringLiteral(", ") + status.peer.cipher, 100);
    else if (!words.peer.isEmpty())
        words.encryption = Words::tr("none");
    words.fingerprint = QString::fromLatin1(status.peer.leafSha256.toHex(':'));
    words.certificateException = status.peer.certificateException;
    words.lastClose = text::closeCode(status.lastCloseCode);
    if (!status.lastCloseReason.isEmpty())
        words.lastClose += QStringLiteral(" (%1)").arg(text::plain(status.lastCloseReason, 130));
    if (status.attempts > 0)
        words.attempts = Words::tr("%1 opened, %2 failed").arg(text::count(status.opens), text::count(status.failures));
}

// Only while it is what stands in the way.
void sayRefusedLeaf(StatusWords &words, const connection::Status &status)
{
    if (words.failure.what.isEmpty())
        return;
    const auto *error = std::get_if<net::TransportError>(&*status.lastFailure);
    if (!error || error->kind != net::TransportError::Kind::CertificateRejected || error->leafSha256.size() != 32
        || error->authority.isEmpty())
        return;
    words.refusedLeaf = error->leafSha256;
    words.refusedAuthority = error->authority;
    words.fingerprint = Words::tr("%1 (%2)").arg(
        QString::fromLatin1(error->leafSha256.toHex(':')), text::plain(error->authority, 300));
}

void sayRedirect(StatusWords &words, const connection::Status &status)
{
    if (words.failure.what.isEmpty())
        return;
    const auto *problem = std::get_if<connection::NotReady>(&*status.lastFailure);
    if (problem && problem->reason == connection::NotReady::Reason::Redirected)
        words.redirectTarget = problem->detail;
}

QString retryWords(const connection::Status &status, const base::Instant &now)
{
    const QString which = status.maxAttempts > 0
        ? Words::tr("attempt %1 of %2").arg(QString::number(status.attempt + 1), QString::number(status.maxAttempts))
        : Words::tr("attempt %1").arg(QString::number(status.attempt + 1));
    const base::Nanoseconds left = status.retryAt - now.steady;
    return left > 0ns ? Words::tr("Next try in %1 (%2)").arg(calm(left), which)
                      : Words::tr("Trying again now (%1)").arg(which);
}

void sayHeartbeat(StatusWords &words, const connection::Status &status, const settings::Profile &profile, bool paused,
    const base::Instant &now)
{
    const connection::HeartbeatStatus &beat = status.heartbeat;
    words.roundTrip = beat.lastRtt ? text::duration(*beat.lastRtt) : QStringLiteral("–");
    if (beat.answered > 0) {
        words.roundTripRange = Words::tr("%1 to %2, mean %3")
                                   .arg(text::duration(beat.minRtt), text::duration(beat.maxRtt),
                                       text::duration(beat.totalRtt / static_cast<qint64>(beat.answered)));
    }
    if (beat.sent > 0)
        words.pings = Words::tr("%1 sent, %2 answered, %3 missed")
                          .arg(text::count(beat.sent), text::count(beat.answered), text::count(beat.missed));
    if (!connection::isOpen(status.state))
        words.nextPing = QStringLiteral("–");
    else if (paused)
        words.nextPing = Words::tr("paused while the peer is slowed");
    else if (beat.waiting)
        words.nextPing = Words::tr("waiting for the answer");
    else if (!profile.policy.heartbeat.enabled || beat.nextBeat.count() == 0)
        words.nextPing = Words::tr("none planned");
    else
        words.nextPing = Words::tr("in %1").arg(calm(std::max(0ns, beat.nextBeat - now.steady)));
    if (beat.peerNeverAnswers)
        words.heartbeatNote = Words::tr("This peer answers no pings. The connection is kept as long as data flow.");
}

void sayCapture(StatusWords &words, const stream::Tick &tick)
{
    const capture::CaptureStatus &capture = tick.capture;
    words.captureFile = text::plain(capture.file, 500);
    words.captured
        = Words::tr("%1 received, %2 sent, %3")
              .arg(text::count(capture.capturedIn), text::count(capture.capturedOut), text::bytes(capture.fileBytes));
    if (tick.behind >= worthSaying)
        words.behind = calm(tick.behind);
    if (capture.notCaptured > 0)
        words.notCaptured = text::count(capture.notCaptured);
    words.captureProblem = text::explain(capture);
}

} // namespace

StatusWords statusWords(const stream::Tick &tick, const settings::Profile &profile, const base::Instant &now)
{
    const connection::Status &status = tick.status;
    StatusWords words;
    words.state = text::stateName(status.state);
    words.tone = widgets::toneOf(status.state);
    words.howLong = howLong(status.since, now);
    words.since = sinceWhen(status.since, now);
    sayPeer(words, tick, profile);
    if (status.lastFailure && !connection::isOpen(status.state) && status.state != connection::State::Idle)
        words.failure = text::explain(*status.lastFailure, profile.policy);
    sayRefusedLeaf(words, status);
    sayRedirect(words, status);
    if (connection::isBetweenAttempts(status.state))
        words.retry = retryWords(status, now);
    if (tick.backPressure)
        words.backPressure
            = Words::tr("The feed is faster than this computer: its sender is slowed for %1. Nothing is lost.")
                  .arg(calm(std::max(0ns, now.steady - tick.backPressureSince)));
    sayHeartbeat(words, status, profile, tick.backPressure, now);
    sayCapture(words, tick);
    return words;
}

} // namespace connecting
