// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/handshake/serverhandshake.h"
#include "tests/fuzz/fuzz.h"

namespace {

// The rule that broke, or -1 for more, -2 for a request.
int outcome(const QByteArrayView bytes, qsizetype step)
{
    ws::ServerHandshake handshake;
    for (qsizetype at = 0; at < bytes.size(); at += step) {
        const auto result = handshake.receive(bytes.sliced(at, std::min(step, bytes.size() - at)));
        if (const auto *error = std::get_if<ws::HandshakeError>(&result)) {
            fuzz::require(!ws::ServerHandshake::refuse(*error).isEmpty());
            return static_cast<int>(error->rule);
        }
        if (const auto *request = std::get_if<ws::ServerRequest>(&result)) {
            fuzz::require(request->target.startsWith('/') && request->key.size() == 24);
            fuzz::require(ws::ServerHandshake::accept(*request).endsWith("\r\n\r\n"));
            return -2;
        }
    }
    return -1;
}

} // namespace

// What a client might send to our server, whole and byte by byte.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView bytes = fuzz::view(data, size);
    if (size > 0)
        fuzz::require(outcome(bytes, bytes.size()) == outcome(bytes, 1));
    return 0;
}
