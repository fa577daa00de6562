// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace server {

//! How the feed server breaks the link to its clients, so that a person can watch what a client makes of it.
enum class Breakage : quint8 {
    Silent, //!< Sends nothing more and answers nothing, but keeps the TCP connection: half-open.
    Reset, //!< Ends every TCP connection with an RST, as a server that crashed.
    EndWithoutClose, //!< Ends every TCP connection in order (FIN), but without a close frame.
    NoPong, //!< Goes on sending and answers no ping.
};

} // namespace server
