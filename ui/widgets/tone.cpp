// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tone.h"

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
    const bool dark = palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
    const auto choose = [dark](ToneColours light, ToneColours night) { return dark ? night : light; };
    switch (tone) {
    case Tone::Neutral: return choose({0xe4e7eb, 0x3a424d, 0xc3c9d1}, {0x32373f, 0xcdd3db, 0x4b525c});
    case Tone::Busy: return choose({0xdbeafe, 0x1e429f, 0x9dbff5}, {0x1d3357, 0xa9c9ff, 0x31538b});
    case Tone::Good: return choose({0xd9f2e1, 0x14592f, 0x98d6ae}, {0x15402a, 0x97e5b4, 0x236a45});
    case Tone::Warning: return choose({0xfdeecb, 0x6f4300, 0xe9c46f}, {0x4a3608, 0xffd98a, 0x7c5c14});
    case Tone::Bad: return choose({0xfde2e1, 0x9b1c1c, 0xf0a5a3}, {0x541c1e, 0xffb3b0, 0x8c3134});
    }
    return {};
}

} // namespace widgets
