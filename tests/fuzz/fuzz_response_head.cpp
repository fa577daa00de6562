// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ws/handshake/clienthandshake.h"
#include "tests/fuzz/fuzz.h"
#include "tests/unit/ws/recorder.h"

namespace {

int outcome(const QByteArrayView bytes, qsizetype step)
{
    tests::FixedRandom random("the sample nonce");
    const auto created = ws::ClientHandshake::create(
        {.url = QUrl(QStringLiteral("ws://host/")), .subprotocols = {"a", "b"}, .offerDeflate = true}, random);
    ws::ClientHandshake handshake = *created;
    for (qsizetype at = 0; at < bytes.size(); at += step) {
        const auto result = handshake.receive(bytes.sliced(at, std::min(step, bytes.size() - at)));
        if (const auto *error = std::get_if<ws::HandshakeError>(&result)) {
            fuzz::require(error->head.size() <= 65'536 && error->body.size() <= 65'536);
            return static_cast<int>(error->rule);
        }
        if (const auto *accepted = std::get_if<ws::Accepted>(&result)) {
            fuzz::require(accepted->subprotocol == "a" || accepted->subprotocol == "b");
            return -2;
        }
    }
    return 100 + static_cast<int>(handshake.finished().rule);
}

} // namespace

// What a server might answer, whole and byte by byte.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView bytes = fuzz::view(data, size);
    if (size > 0)
        fuzz::require(outcome(bytes, bytes.size()) == outcome(bytes, 1));
    return 0;
}
