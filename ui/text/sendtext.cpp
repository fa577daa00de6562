// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/sendtext.h"

#include "ui/text/outboxtext.h"

#include <QCoreApplication>

namespace text {
namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Sending)
};

QString whyNot(connection::State state)
{
    if (connection::isOpening(state))
        return Words::tr("Not connected yet: opening the connection.");
    if (connection::isBetweenAttempts(state))
        return Words::tr("Not connected: waiting to reconnect.");
    if (state == connection::State::Closing)
        return Words::tr("The connection is closing.");
    return Words::tr("Not connected.");
}

} // namespace

QString sendError(ws::SendError error)
{
    switch (error) {
    case ws::SendError::NotOpen: return Words::tr("Not sent: the connection is not open.");
    case ws::SendError::InvalidUtf8: return Words::tr("Not sent: a text message must be UTF-8. Send it as bytes.");
    case ws::SendError::ControlTooLong: return Words::tr("Not sent: a control frame holds at most 125 bytes.");
    case ws::SendError::CodeNotAllowed: return Words::tr("Not sent: this close code must not be sent.");
    case ws::SendError::OutputFull:
        return Words::tr("Not sent: the peer does not read, and the send queue is full. Try again later.");
    case ws::SendError::NoRandomness: return Words::tr("Not sent: the system gave no randomness for the mask.");
    case ws::SendError::InsideMessage:
        return Words::tr("Not sent: a message in parts is not finished yet. Send its last part first.");
    case ws::SendError::NoMessage: return Words::tr("Not sent: there is no message in parts to finish.");
    }
    return {};
}

QString sendingOutlook(connection::State state, const outbox::Summary &summary)
{
    if (summary.readOnlyProfile)
        return outboxRefusal(outbox::Refusal::ReadOnlyProfile);
    if (connection::isOpen(state)) {
        if (summary.nextSendAt.count() > 0 && summary.waiting > 0)
            return Words::tr("The rate limit is reached: %n message(s) wait in the outbox and go out in turn.", nullptr,
                summary.waiting);
        if (summary.held > 0)
            return Words::tr("%n message(s) held in the outbox wait for you to release them.", nullptr, summary.held);
        return {};
    }
    if (!summary.holds)
        return connection::isAtRest(state) ? Words::tr("Not connected. Connect to send.") : whyNot(state);
    const QString held = summary.autoFlush
        ? Words::tr("What you send waits in the outbox and goes out when the connection is back.")
        : Words::tr("What you send is held in the outbox until you release it there.");
    return whyNot(state) + QLatin1Char(' ') + held;
}

} // namespace text
