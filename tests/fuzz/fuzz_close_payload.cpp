// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/closing/closeframe.h"
#include "tests/fuzz/fuzz.h"

// A close frame's payload: what is read may be written again, byte for byte.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size > 125)
        return 0;
    const QByteArrayView payload = fuzz::view(data, size);
    if (const auto status = ws::readClose(payload))
        fuzz::require(ws::writeClose(*status) == payload);
    const QString reason = ws::cutReason(QString::fromUtf8(payload) + QString::fromLatin1(payload));
    fuzz::require(reason.toUtf8().size() <= 123);
    return 0;
}
