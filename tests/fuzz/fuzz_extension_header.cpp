// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/extensions/deflatenegotiation.h"
#include "tests/fuzz/fuzz.h"

// A `Sec-WebSocket-Extensions` value, as an offer to a server and as an answer to a client.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto list = ws::readExtensions(fuzz::view(data, size));
    if (!list)
        return 0;
    for (const ws::Extension &extension : *list)
        fuzz::require(ws::isToken(extension.name));
    // What a server agrees to, a client that offered the most must understand.
    const ws::DeflateParameters agreed = ws::agreeOn(*list);
    if (agreed.enabled) {
        const auto answer = ws::readExtensions(ws::writeAnswer(agreed));
        fuzz::require(answer && ws::readAnswer(*answer, ws::DeflateOffer{}) == agreed);
    }
    if (const auto parameters = ws::readAnswer(*list, ws::DeflateOffer{}))
        fuzz::require(parameters->serverMaxWindowBits >= 8 && parameters->serverMaxWindowBits <= 15);
    return 0;
}
