// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tone.h"

#include "ui/look/tokens.h"

namespace widgets {

Tone toneOf(connection::State state)
{
    using connection::State;
    switch (state) {
    case State::Idle:
    case State::Closed: return Tone::Neutral;
    case State::Resolving:
    case State::Connecting:
    case State::Proxy:
    case State::Tls:
    case State::Upgrading:
    case State::Closing: return Tone::Busy;
    case State::Open:
    case State::Established: return Tone::Good;
    case State::Suspect:
    case State::Paused:
    case State::WaitingRetry: return Tone::Warning;
    case State::Failed: return Tone::Bad;
    }
    return Tone::Neutral;
}

ToneColours coloursOf(Tone tone, const QPalette &palette)
{
    const look::Tokens &t = look::tokensOf(palette);
    switch (tone) {
    case Tone::Neutral: return {t.raised, t.text2, t.line2};
    case Tone::Busy: return {t.accentSoft, t.accent, t.accent};
    case Tone::Good: return {t.goodSoft, t.good, t.good};
    case Tone::Warning: return {t.warnSoft, t.warn, t.warn};
    case Tone::Bad: return {t.badSoft, t.bad, t.bad};
    }
    return {};
}

} // namespace widgets
