// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connecting/attemptwords.h"

#include "core/base/redact.h"
#include "core/base/secrets.h"
#include "ui/text/closecodetext.h"
#include "ui/text/format.h"
#include "ui/viewers/textwindow.h"

#include <QCoreApplication>

namespace connecting {
namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ConnectionPanel)
};

QString compressionOf(const connection::Attempt &attempt)
{
    if (!attempt.openedAt)
        return {};
    if (attempt.deflate.enabled)
        return Words::tr("permessage-deflate");
    return attempt.compressionOffered ? Words::tr("none: the server declined") : Words::tr("none: not offered");
}

// RFC 7692 §7.1: what the agreed parameters mean for each direction.
QString directionWords(bool forgets, int bits)
{
    const QString window = text::bytes(1LL << bits);
    return forgets ? Words::tr("window %1, forgets").arg(window) : Words::tr("window %1, remembers").arg(window);
}

QString textOf(const QByteArray &foreign)
{
    QByteArray lines = foreign;
    lines.replace("\r\n", "\n");
    return viewers::textWindow(lines, 0).text.trimmed();
}

QString closeWords(const std::optional<connection::CloseSeen> &seen)
{
    if (!seen)
        return {};
    const QString code = text::closeCode(seen->code);
    const QString reason
        = seen->reason.isEmpty() ? code : code + Words::tr(", “%1”").arg(text::plain(seen->reason, 128));
    return text::timeOfDay(seen->at.wall.count()) + QStringLiteral("  ") + reason;
}

QString tcpWords(const connection::Attempt &attempt)
{
    if (!attempt.tcpClosedAt)
        return {};
    const QString how = attempt.tcpEnd == net::TransportError::Kind::PeerClosed ? Words::tr("in order")
        : attempt.tcpEnd == net::TransportError::Kind::Reset                    ? Words::tr("cut off")
                                                                                : Words::tr("by an error");
    return text::timeOfDay(attempt.tcpClosedAt->wall.count()) + QStringLiteral("  ") + how;
}

QString onConnectState(const connection::OnConnectMessage &message)
{
    using State = connection::OnConnectMessage::State;
    switch (message.state) {
    case State::Waiting: return Words::tr("not yet sent");
    case State::Sent: return Words::tr("sent");
    case State::Asked: return Words::tr("sent, no answer yet");
    case State::Answered: return Words::tr("answered after %1").arg(text::duration(message.took));
    case State::Unanswered: return Words::tr("not answered in time");
    }
    return {};
}

QString onConnectWords(const std::vector<connection::OnConnectMessage> &messages)
{
    QStringList lines;
    for (const connection::OnConnectMessage &message : messages) {
        const QString what
            = message.text.isEmpty() ? Words::tr("Authentication message") : text::plain(message.text, 200);
        lines.append(Words::tr("%1 – %2", "message, what became of it").arg(what, onConnectState(message)));
    }
    return lines.join(u'\n');
}

// RFC 6455 §7.1.4.
QString verdictOf(const connection::Attempt &attempt)
{
    if (!attempt.tcpClosedAt)
        return {};
    if (!attempt.openedAt)
        return Words::tr("Never opened.");
    if (attempt.isClean())
        return Words::tr("Clean: close frames went both ways before the stream ended.");
    if (!attempt.closeSent && !attempt.closeReceived)
        return Words::tr("Not clean: the stream ended without any close frame.");
    return attempt.closeReceived ? Words::tr("Not clean: our close frame could not be sent.")
                                 : Words::tr("Not clean: the server did not answer our close frame.");
}

// One that carries a token, as some servers want it, is not shown.
QString subprotocolWords(const QByteArray &subprotocol)
{
    if (subprotocol.isEmpty())
        return Words::tr("none");
    const bool isPlain = base::judgeSubprotocols({subprotocol}).front() == base::Judgement::Plain;
    return isPlain ? text::preview(subprotocol, 128) : QStringLiteral("…");
}

} // namespace

AttemptWords attemptWords(const connection::Attempt &attempt)
{
    AttemptWords words;
    if (attempt.openedAt) {
        words.subprotocol = subprotocolWords(attempt.subprotocol);
        words.opened = Words::tr("in %1").arg(text::duration(attempt.openedAt->steady - attempt.startedAt.steady));
    }
    words.compression = compressionOf(attempt);
    if (const ws::DeflateParameters &deflate = attempt.deflate; deflate.enabled) {
        words.received = directionWords(deflate.serverNoContextTakeover, deflate.serverMaxWindowBits);
        // zlib has no window of 256 bytes for sending (C11).
        words.sent = deflate.clientMaxWindowBits == 8
            ? Words::tr("as it is: the window is too small")
            : directionWords(deflate.clientNoContextTakeover, deflate.clientMaxWindowBits);
    }
    words.request = textOf(base::redactedHead(attempt.requestHead));
    words.response = textOf(base::redactedHead(attempt.responseHead));
    words.body = textOf(attempt.refusedBody);
    words.onConnect = onConnectWords(attempt.onConnect);
    words.closeSent = closeWords(attempt.closeSent);
    words.closeReceived = closeWords(attempt.closeReceived);
    words.tcpClosed = tcpWords(attempt);
    words.verdict = verdictOf(attempt);
    words.clean = attempt.isClean();
    return words;
}

QString phaseName(connection::OpenPhase phase)
{
    using connection::OpenPhase;
    switch (phase) {
    case OpenPhase::HttpStep: return Words::tr("HTTP step");
    case OpenPhase::Resolving: return Words::tr("Name");
    case OpenPhase::Connecting: return Words::tr("TCP");
    case OpenPhase::Proxy: return Words::tr("Proxy");
    case OpenPhase::Tls: return Words::tr("TLS");
    case OpenPhase::Request: return Words::tr("Request");
    case OpenPhase::Answer: return Words::tr("Answer");
    }
    return {};
}

} // namespace connecting
