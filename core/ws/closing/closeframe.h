// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/expected.h"
#include "core/ws/protocolerror.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace ws {

//! A close frame's content.
struct CloseStatus
{
    quint16 code = 1005; //!< 1005 when the frame had none.
    QString reason{}; //!< At most 123 bytes of UTF-8; foreign text.
    friend bool operator==(const CloseStatus &, const CloseStatus &) = default;
};

//! Reads a close frame's \a payload (RFC 6455 §5.5.1): nothing, or a code that may be sent and a reason in UTF-8.
[[nodiscard]] base::Expected<CloseStatus, ProtocolError> readClose(QByteArrayView payload);

//! The payload for \a status; 1005 gives an empty one. The reason is cut to 123 bytes at a code point's border.
[[nodiscard]] QByteArray writeClose(const CloseStatus &status);

//! \a reason as it fits into a close frame.
[[nodiscard]] QString cutReason(const QString &reason);

} // namespace ws
