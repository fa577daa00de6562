// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/attempt.h"

#include <QList>
#include <QString>

namespace connecting {

//! What the connection panel says about one attempt, word for word; an empty string hides its line.
struct AttemptWords
{
    QString subprotocol;
    QString compression; //!< What was agreed and what it means.
    QString received; //!< How compressed messages come: the window and what it remembers.
    QString sent;
    QString opened; //!< How long opening took.
    QString request; //!< Our head, secrets redacted, as lines of text.
    QString response; //!< The peer's head, secrets redacted.
    QString body; //!< Of a refusal; its first 64 KiB.
    QString onConnect; //!< Each message that follows the connect, in a line: what became of it, and the message.
    QString closeSent;
    QString closeReceived;
    QString tcpClosed;
    QString verdict; //!< Clean or not; empty while it lasts.
    bool clean = false;
};

//! The words for \a attempt. A pure function.
[[nodiscard]] AttemptWords attemptWords(const connection::Attempt &attempt);

//! `Name`, `TCP`, `TLS`, …
[[nodiscard]] QString phaseName(connection::OpenPhase phase);

} // namespace connecting
