// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/connection/connection.h"

#include <QString>
#include <QStringList>

//! The sentences of the panels about heartbeat and reconnect. Pure functions: the same values give the same words.
namespace connecting {

//! The rule in force and what chose it: `every 10 s: 7 messages in the last 10 s`.
[[nodiscard]] QString beatRuleWords(const connection::HeartbeatSettings &settings, const connection::BeatRule &rule);
//! When the next beat is due.
[[nodiscard]] QString nextBeatWords(const connection::Status &status, const connection::HeartbeatSettings &settings,
    bool readingPaused, base::Nanoseconds now);
//! What the system says of the network; empty when that has no meaning for this peer.
[[nodiscard]] QString networkWords(connection::Network network);
[[nodiscard]] QString heartbeatPresetName(const char *id);
[[nodiscard]] QString reconnectPresetName(const char *id);
//! `CONNECTING (0)`: what a script in a browser would see.
[[nodiscard]] QString readyStateWords(connection::State state);

//! `Attempt 3 of 10`; empty while open or never tried.
[[nodiscard]] QString attemptWords(const connection::Status &status);
//! What comes next, or why nothing does.
[[nodiscard]] QString retryWords(
    const connection::Status &status, const connection::Policy &policy, base::Nanoseconds now);
//! What ended, newest first, at most \a most lines: `14:03:22.417  1012 – service restart, closed by the peer: …`.
[[nodiscard]] QStringList endWords(const connection::Status &status, const connection::Policy &policy, int most);

} // namespace connecting
