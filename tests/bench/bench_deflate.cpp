// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/ws/session.h"
#include "tests/bench/rounds.h"

#include <zlib.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <vector>

// Receiving permessage-deflate with context takeover, beside bare inflate() calls on the same bytes, one for each
// message, its tail already behind it. bench_deflate [--smoke]

namespace {

class CountingSink final : public ws::EventSink
{
public:
    void messageReceived(ws::Opcode, QByteArrayView payload, const ws::WireFacts &) override
    {
        bytes += payload.size();
    }
    void assembledReceived(ws::Opcode, QByteArray &&payload, const ws::WireFacts &) override
    {
        bytes += payload.size();
    }
    void controlReceived(ws::Opcode, QByteArrayView, const ws::WireFacts &) override { }
    void controlSent(ws::Opcode, QByteArrayView, const ws::WireFacts &) override { }
    void protocolFailed(ws::ProtocolError) override { std::abort(); }
    qint64 bytes = 0;
};

// Trades that differ in price, size and time, put together until \a size is reached.
QByteArray trade(base::SeededRandom &random, qsizetype size)
{
    QByteArray text;
    do {
        text += R"({"e":"trade","s":"BTCUSDT","p":"642)" + QByteArray::number(random.next() % 100) + '.'
            + QByteArray::number(random.next() % 90 + 10) + R"(","q":"0.)"
            + QByteArray::number(random.next() % 9000 + 1000) + R"(","T":17000000)"
            + QByteArray::number(random.next() % 90'000 + 10'000) + R"(,"m":true},)";
    } while (text.size() < size);
    return text.first(size);
}

void measure(qsizetype size)
{
    constexpr int count = 2000;
    base::SeededRandom random(7);
    const ws::Accepted accepted{.deflate = {.enabled = true}};
    ws::Session writer(ws::Role::Server, accepted, random);
    writer.setDeflateOptions({.threshold = 1});
    std::vector<char> wire;
    std::vector<QByteArray> tailed;
    for (int i = 0; i < count; ++i) {
        if (!writer.send(ws::Opcode::Text, trade(random, size)))
            std::abort();
        const QByteArray frame = writer.output(1 << 20).toByteArray();
        writer.consumed(frame.size());
        wire.insert(wire.end(), frame.begin(), frame.end());
        const qsizetype head = (frame[1] & 0x7F) == 126 ? 4 : 2;
        tailed.push_back(frame.sliced(head) + QByteArray::fromHex("0000ffff"));
    }
    ws::Session reader(ws::Role::Client, accepted, random);
    CountingSink sink;
    z_stream stream{};
    if (inflateInit2(&stream, -15) != Z_OK)
        std::abort();
    std::array<Bytef, 4096> room;
    const auto times = bench::nanoseconds(count,
        {[&] { reader.receive(wire, base::Nanoseconds(1), sink); },
            [&] {
                for (const QByteArray &message : tailed) {
                    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(message.data()));
                    stream.avail_in = static_cast<uInt>(message.size());
                    stream.next_out = room.data();
                    stream.avail_out = room.size();
                    if (inflate(&stream, Z_SYNC_FLUSH) != Z_OK)
                        std::abort();
                }
            }});
    inflateEnd(&stream);
    std::printf("deflate %6lld B (%lld B a frame)   receive %8.1f ns   bare inflate %8.1f ns   bare / receive %.2f\n",
        static_cast<long long>(size), static_cast<long long>(wire.size() / count), times[0], times[1],
        times[1] / times[0]);
}

} // namespace

int main(int argc, char **)
{
    measure(83);
    if (argc == 1)
        measure(1024);
}
