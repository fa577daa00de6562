// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/outboxtext.h"

#include "core/outbox/tokenexpiry.h"
#include "ui/text/foreign.h"
#include "ui/text/format.h"

#include <QCoreApplication>

namespace text {
namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Outbox)
};

} // namespace

QString outboxState(outbox::State state)
{
    using outbox::State;
    switch (state) {
    case State::Saving: return Words::tr("Saving…");
    case State::Queued: return Words::tr("Queued");
    case State::Held: return Words::tr("Held");
    case State::Writing: return Words::tr("Writing");
    case State::Sent: return Words::tr("Sent");
    case State::Unknown: return Words::tr("Unknown");
    case State::Cancelled: return Words::tr("Cancelled");
    case State::Refused: return Words::tr("Not sent");
    }
    return {};
}

QString outboxStateSentence(outbox::State state)
{
    using outbox::State;
    switch (state) {
    case State::Saving: return Words::tr("Not yet on the disk.");
    case State::Queued: return Words::tr("Safe on the disk; goes out by itself in its turn.");
    case State::Held: return Words::tr("Safe on the disk; goes out when you release it.");
    case State::Writing: return Words::tr("On its way to the network.");
    case State::Sent: return Words::tr("Handed to the operating system. Nothing proves yet that the server has it.");
    case State::Unknown:
        return Words::tr("It was written, and the connection was lost before anything proved that the server has it. "
                         "It is never sent again by itself.");
    case State::Cancelled: return Words::tr("Taken back before anything of it was sent.");
    case State::Refused: return Words::tr("It was not sent and will not be by itself.");
    }
    return {};
}

QString outboxRefusal(outbox::Refusal refusal, const QString &detail)
{
    using outbox::Refusal;
    const QString because = detail.isEmpty() ? QString() : QStringLiteral(": ") + plain(detail, 200);
    switch (refusal) {
    case Refusal::None: return {};
    case Refusal::Full: return Words::tr("Not sent: the outbox is full. Release or discard messages there.");
    case Refusal::TooOld: return Words::tr("Not sent: it waited too long. Release it if it is still wanted.");
    case Refusal::ReadOnlyProfile: return Words::tr("Not sent: this connection is read-only. Nothing is sent by hand.");
    case Refusal::OtherInstance:
        return Words::tr(
            "Not held: another running SocketScope has the outbox. Close it, or send when the connection is open.");
    case Refusal::DiskFailed: return Words::tr("Not held: the outbox could not be written%1.").arg(because);
    case Refusal::Repeated: return Words::tr("Not sent: the same message went out a moment ago.");
    case Refusal::CannotBeSent:
        return Words::tr("Not sent: a text message must be UTF-8, and no message may be larger than the send queue.");
    }
    return {};
}

QString expiredToken(const outbox::Entry &entry, qint64 wallNs)
{
    const auto expiry = outbox::tokenExpiry(entry.payload);
    if (!expiry || *expiry > wallNs / 1'000'000'000)
        return {};
    return Words::tr("The token in it expired at %1. It is sent as it is.").arg(dateTime(*expiry * 1'000'000'000));
}

QString outboxPurpose(const outbox::Summary &summary)
{
    if (summary.readOnlyProfile)
        return Words::tr("This connection is read-only: only the handshake, heartbeats and the messages sent on "
                         "connect go out. Nothing waits here.");
    if (!summary.holds)
        return Words::tr("Connect, and what you write while the link is down waits here instead of being lost.");
    if (summary.autoFlush)
        return Words::tr("What you send while the link is down waits here and goes out by itself when it is back. So "
                         "far everything went out.");
    return Words::tr("What you send while the link is down is held here until you release it. Messages whose fate is "
                     "unknown after a loss are listed here too. So far there are none.");
}

QString deliveryPromise(bool atLeastOnce)
{
    if (atLeastOnce)
        return Words::tr("At least once: a message that is not acknowledged is sent again with the same id. The server "
                         "may see it twice.");
    return Words::tr("At most once: \"sent\" means handed to the operating system. Messages written but not proven to "
                     "have arrived when the link drops become "
                     "\"unknown\", are never resent silently, and are listed here.");
}

QString outboxTotals(const outbox::Summary &summary)
{
    QStringList parts;
    if (summary.held > 0)
        parts << Words::tr("%n held", nullptr, summary.held);
    if (summary.waiting > 0)
        parts << Words::tr("%n waiting", nullptr, summary.waiting);
    if (summary.unproven > 0)
        parts << Words::tr("%n sent, not yet proven", nullptr, summary.unproven);
    if (summary.unknown > 0)
        parts << Words::tr("%n with unknown fate", nullptr, summary.unknown);
    if (summary.refused > 0)
        parts << Words::tr("%n not sent", nullptr, summary.refused);
    if (parts.isEmpty())
        return Words::tr("Nothing waits.");
    return parts.join(QStringLiteral(" · ")) + QStringLiteral(" · ") + bytes(summary.bytes);
}

QString outboxRemarks(const outbox::Summary &summary, const messaging::ResumeStatus &resume)
{
    QStringList lines;
    if (summary.nextSendAt.count() > 0)
        lines << Words::tr("The rate limit is reached; the next message goes out in its turn.");
    if (summary.resent > 0)
        lines << Words::tr("Sent again with the same id: %1.").arg(count(summary.resent));
    if (summary.repeatedAcks + summary.strayAcks > 0)
        lines << Words::tr("Acknowledgements that came twice: %1; for ids that were never sent: %2.")
                     .arg(count(summary.repeatedAcks), count(summary.strayAcks));
    if (resume.on && !resume.lastId.isEmpty())
        lines << Words::tr("Last message id received: %1.").arg(preview(resume.lastId, 60));
    if (resume.overlap > 0)
        lines << Words::tr("Seen before, not counted as new: %1.").arg(count(resume.overlap));
    if (resume.gaps + resume.resyncs + resume.outOfOrder > 0)
        lines << Words::tr("Gaps in the ids: %1; began anew: %2; out of order: %3.")
                     .arg(count(resume.gaps), count(resume.resyncs), count(resume.outOfOrder));
    return lines.join(QLatin1Char('\n'));
}

} // namespace text
