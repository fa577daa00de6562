// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/ws/session.h"
#include "tests/bench/rounds.h"

#include <simdjson.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

// Nanoseconds a message for parsing in memory, beside a copy and a bare UTF-8 check of the same payloads.
// bench_parse [SIZE]: one payload size in bytes, else 16, 96, 1024 and 65536.

namespace {

class CountingSink final : public ws::EventSink
{
public:
    void messageReceived(ws::Opcode, QByteArrayView payload, const ws::WireFacts &) override
    {
        ++messages;
        bytes += payload.size();
    }
    void assembledReceived(ws::Opcode, QByteArray &&payload, const ws::WireFacts &) override
    {
        ++messages;
        bytes += payload.size();
    }
    void controlReceived(ws::Opcode, QByteArrayView, const ws::WireFacts &) override { }
    void controlSent(ws::Opcode, QByteArrayView, const ws::WireFacts &) override { }
    void protocolFailed(ws::ProtocolError) override { std::abort(); }
    qint64 messages = 0;
    qint64 bytes = 0;
};

QByteArray payloadOf(qsizetype size, const QByteArray &unit)
{
    QByteArray payload = unit.repeated(size / unit.size() + 1);
    while (size > 0 && (static_cast<quint8>(payload[size]) & 0xC0) == 0x80)
        --size;
    return payload.first(size);
}

void measure(const char *label, qsizetype size, const QByteArray &unit)
{
    base::SeededRandom random(1);
    const QByteArray payload = payloadOf(size, unit);
    ws::Session writer(ws::Role::Server, {}, random);
    const qsizetype count = std::max<qsizetype>(4, (256 << 10) / (payload.size() + 4));
    std::vector<char> wire;
    for (qsizetype i = 0; i < count; ++i) {
        if (!writer.send(ws::Opcode::Text, payload))
            std::abort();
        for (QByteArrayView next = writer.output(1 << 20); !next.isEmpty(); next = writer.output(1 << 20)) {
            wire.insert(wire.end(), next.begin(), next.end());
            writer.consumed(next.size());
        }
    }
    ws::Session reader(ws::Role::Client, {}, random);
    CountingSink sink;
    const qsizetype stride = static_cast<qsizetype>(wire.size()) / count;
    const qsizetype head = stride - payload.size();
    bool valid = true;
    std::vector<char> copy(wire.size());
    const auto times = bench::nanoseconds(count,
        {[&] { reader.receive(wire, base::Nanoseconds(1), sink); },
            [&] {
                for (qsizetype i = 0; i < count; ++i)
                    valid = valid
                        && simdjson::validate_utf8(
                            wire.data() + i * stride + head, static_cast<std::size_t>(payload.size()));
            },
            [&] {
                for (qsizetype i = 0; i < count; ++i) {
                    std::memcpy(copy.data() + i * stride, wire.data() + i * stride + head,
                        static_cast<std::size_t>(payload.size()));
                    asm volatile("" ::"r"(copy.data()) : "memory");
                }
            }});
    const double parse = times[0];
    const double utf8 = times[1];
    const double memory = times[2];
    if (!valid || sink.messages == 0)
        std::abort();
    std::printf("%-8s %7lld B  parse %9.1f ns  %7.2f GB/s   validate_utf8 %9.1f ns   memcpy %9.1f ns\n", label,
        static_cast<long long>(payload.size()), parse, static_cast<double>(payload.size()) / parse, utf8, memory);
}

} // namespace

int main(int argc, char **argv)
{
    std::vector<qsizetype> sizes{16, 96, 1024, 65'536};
    if (argc > 1)
        sizes = {std::max(1, std::atoi(argv[1]))};
    for (const qsizetype size : sizes)
        measure("ascii", size, "{\"e\":\"trade\",\"s\":\"BTCUSDT\",\"p\":\"64250.10\",\"q\":\"0.004\"},");
    for (const qsizetype size : sizes)
        measure("chinese", size, "数据大屏实时显示销售额与订单量");
}
