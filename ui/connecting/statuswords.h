// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/profile.h"
#include "core/stream/tick.h"
#include "ui/widgets/tone.h"
#include "ui/text/explanation.h"

#include <QString>

namespace connecting {

//! What the status panel says at one moment, word for word; an empty string hides its line.
struct StatusWords
{
    QString state;
    widgets::Tone tone = widgets::Tone::Neutral;
    QString howLong;
    QString since;

    QString address; //!< Redacted; the one that is really spoken to.
    QString peer;
    QString encryption;
    QString fingerprint;
    bool certificateException = false;
    QByteArray refusedLeaf; //!< SHA-256 of the certificate that was not trusted, which a person may accept; or empty.
    QString refusedAuthority; //!< `host:port` that showed it, and that accepting it is bound to.
    QString redirectTarget; //!< The server that redirects lead to and that a person may agree to; or empty.
    QString lastClose;
    QString attempts;

    text::Explanation failure; //!< Why it ended last; only while it is not open.
    QString retry; //!< When the next attempt is due.
    QString backPressure;

    QString roundTrip;
    QString roundTripRange;
    QString pings;
    QString nextPing;
    QString heartbeatNote;

    QString captureFile;
    QString captured;
    QString behind;
    QString notCaptured;
    text::Explanation captureProblem;
};

//! The words for \a tick as seen at \a now. A pure function: the same values give the same words.
[[nodiscard]] StatusWords statusWords(
    const stream::Tick &tick, const settings::Profile &profile, const base::Instant &now);

} // namespace connecting
