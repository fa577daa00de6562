// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace ws {

//! Whether one message is compressed, where permessage-deflate was agreed (RFC 7692 §6.1: a choice for each message).
enum class Compress : quint8 {
    FromThreshold, //!< When it is at least DeflateOptions::threshold long.
    Always, //!< Also when it is short; an empty one never.
    Never,
};

//! How one message goes on the wire.
struct SendOptions
{
    Compress compress = Compress::FromThreshold;
    qint64 fragmentSize = 0; //!< Payload bytes in a frame at most, as they are on the wire; 0: one frame.
    friend bool operator==(const SendOptions &, const SendOptions &) = default;
};

} // namespace ws
