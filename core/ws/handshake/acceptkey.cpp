// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/handshake/serverhandshake.h"

#include <QCryptographicHash>

namespace ws {

QByteArray acceptFor(QByteArrayView key)
{
    // §1.3: the GUID that no other protocol would append.
    QCryptographicHash hash(QCryptographicHash::Sha1);
    hash.addData(key);
    hash.addData(QByteArrayView("258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
    return hash.result().toBase64();
}

} // namespace ws
