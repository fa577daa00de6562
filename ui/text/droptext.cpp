// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/droptext.h"

#include "ui/text/closecodetext.h"
#include "ui/text/format.h"

#include <QCoreApplication>
#include <QStringList>

namespace text {
namespace {

struct DropWords
{
    Q_DECLARE_TR_FUNCTIONS(Drop)
};

QString causeText(metrics::DropCause cause)
{
    using Cause = metrics::DropCause;
    switch (cause) {
    case Cause::Unknown: return DropWords::tr("why it ended is not known");
    case Cause::ClosedByUs: return DropWords::tr("we closed it");
    case Cause::ClosedByPeer: return DropWords::tr("the peer had finished and closed it");
    case Cause::GoingAway: return DropWords::tr("the peer went away: it shuts down, or was left");
    case Cause::ServerRestart: return DropWords::tr("the service restarts");
    case Cause::Overloaded: return DropWords::tr("the server is overloaded");
    case Cause::BadGateway: return DropWords::tr("a server behind the server failed");
    case Cause::ServerError: return DropWords::tr("the server had an internal error");
    case Cause::Policy: return DropWords::tr("the server's policy forbids it");
    case Cause::NotAuthorised: return DropWords::tr("the server does not accept who we are");
    case Cause::TokenExpired: return DropWords::tr("our token expired");
    case Cause::MessageTooBig: return DropWords::tr("a message of ours is too big for the peer");
    case Cause::TooBigSuspected: return DropWords::tr("our last message is too big for the peer or something in between");
    case Cause::UnsupportedData: return DropWords::tr("the peer does not accept this kind of data");
    case Cause::BadPayload: return DropWords::tr("a message of ours did not match its type");
    case Cause::PeerSawProtocolError: return DropWords::tr("the peer says that we broke the protocol");
    case Cause::WeSawProtocolError: return DropWords::tr("the peer broke the protocol");
    case Cause::ApplicationCode: return DropWords::tr("the application closed it with a code of its own");
    case Cause::IdleTimeout: return DropWords::tr("something on the way, or the server, ends what is quiet for a fixed time");
    case Cause::AgeLimit: return DropWords::tr("something on the way, or the server, ends every session at a fixed age");
    case Cause::IdleOrAge:
        return DropWords::tr("something on the way, or the server, ends it after a fixed time, quiet or not");
    case Cause::PeerSilent: return DropWords::tr("the peer did not answer any more: it hangs, or the way to it is cut");
    case Cause::NetworkLost: return DropWords::tr("the network went");
    case Cause::MachineSlept: return DropWords::tr("this computer slept");
    case Cause::LocalProblem: return DropWords::tr("this computer lacks something");
    case Cause::CloseTimedOut: return DropWords::tr("we closed it, and the peer did not answer");
    case Cause::EndedWithoutClose:
        return DropWords::tr("the server's process, or something on the way, ended the stream without a close frame");
    case Cause::Reset: return DropWords::tr("the server's process, or something on the way, reset the stream");
    }
    return {};
}

QString evidenceText(const metrics::Evidence &fact)
{
    using Kind = metrics::Evidence::Kind;
    const QString time = duration(std::chrono::nanoseconds(fact.amount));
    switch (fact.kind) {
    case Kind::Code: return closeCode(static_cast<quint16>(fact.amount));
    case Kind::PeerClosedFirst: return DropWords::tr("the peer's close frame came first");
    case Kind::WeClosedFirst: return DropWords::tr("our close frame went first");
    case Kind::Fin: return DropWords::tr("the stream ended in order (FIN)");
    case Kind::Reset: return DropWords::tr("the stream was reset (RST)");
    case Kind::Idle: return DropWords::tr("quiet for %1 before").arg(time);
    case Kind::Age: return DropWords::tr("open for %1").arg(time);
    case Kind::SameIdle: return DropWords::tr("%1 of %2 ends after the same quiet time").arg(fact.amount).arg(fact.of);
    case Kind::SameAge: return DropWords::tr("%1 of %2 ends at the same age").arg(fact.amount).arg(fact.of);
    case Kind::LargeMessage: return DropWords::tr("the last message was sent and had %1").arg(bytes(fact.amount));
    case Kind::Unanswered: return DropWords::tr("heartbeats were not answered");
    case Kind::TokenEnd: return DropWords::tr("%1 from the end of the token").arg(duration(std::chrono::nanoseconds(std::abs(fact.amount))));
    case Kind::Offline: return DropWords::tr("the system said that there is no network");
    case Kind::Slept: return DropWords::tr("the clocks show that it slept");
    }
    return {};
}

QString certaintyText(metrics::Certainty certainty)
{
    switch (certainty) {
    case metrics::Certainty::Unknown: return DropWords::tr("why: unknown");
    case metrics::Certainty::Likely: return DropWords::tr("likely");
    case metrics::Certainty::Certain: return DropWords::tr("certain");
    }
    return {};
}

} // namespace

QString dropSentence(const metrics::DropVerdict &verdict)
{
    QStringList facts;
    for (const metrics::Evidence &fact : verdict.evidence)
        facts += evidenceText(fact);
    const QString sure = certaintyText(verdict.certainty);
    if (facts.isEmpty())
        return QStringLiteral("%1 [%2]").arg(causeText(verdict.cause), sure);
    return QStringLiteral("%1 (%2) [%3]").arg(causeText(verdict.cause), facts.join(QStringLiteral("; ")), sure);
}

} // namespace text
