#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The mixed feed from python3-websockets; README.md beside this file says what it sends."""

import argparse
import asyncio
import ssl
import struct
import sys

import websockets

SYMBOLS = ["BTCUSD", "ETHUSD", "SOLUSD", "XRPUSD"]
DEVICES = ["Küche 🌡", "Büro", "温室"]
TEXT, BINARY = 1, 2


class Random:
    """Mulberry32: the same numbers as in feed_node.js."""

    def __init__(self, seed):
        self.state = seed & 0xFFFFFFFF

    def next(self):
        self.state = (self.state + 0x6D2B79F5) & 0xFFFFFFFF
        t = self.state
        t = ((t ^ (t >> 15)) * (t | 1)) & 0xFFFFFFFF
        t ^= (t + ((t ^ (t >> 7)) * (t | 61))) & 0xFFFFFFFF
        return (t ^ (t >> 14)) & 0xFFFFFFFF

    def below(self, limit):
        return self.next() % limit


def decimal(number, digits):
    """123456 with 2 digits is 1234.56; no floating point, so that every language writes the same text."""
    scale = 10**digits
    return f"{'-' if number < 0 else ''}{abs(number) // scale}.{abs(number) % scale:0{digits}d}"


class Feed:
    def __init__(self, count, seed):
        self.count = count
        self.random = Random(seed)
        self.series = {}
        self.messages = [self.message(i) for i in range(count)]

    def note(self, path, key, value):
        self.series.setdefault((path, key), []).append(value)

    def message(self, i):
        if i % 1000 == 999:
            return TEXT, self.malformed(i).encode()
        if i % 250 == 125:
            return BINARY, bytes([1] + [self.random.below(256) for _ in range(self.random.below(300))])
        if i % 5000 == 2500:
            return TEXT, ('{"type":"big","blob":"' + "µ" * 35000 + '"}').encode()
        if i % 10000 == 7777:
            return TEXT, b""
        if i % 10 < 5:
            return TEXT, self.trade(i, self.note).encode()
        return TEXT, (self.sensor() if i % 10 < 8 else self.host(i)).encode()

    def trade(self, i, note):
        symbol = SYMBOLS[self.random.below(4)]
        price = decimal(3000000 + self.random.below(100000), 2)
        qty = decimal(self.random.below(10000), 3)
        fees = [decimal(self.random.below(500), 4) for _ in range(2)]
        spread = decimal(self.random.below(1000), 2)
        note("price", symbol, price)
        note("qty", symbol, qty)
        note("fees[0]", symbol, fees[0])
        note("fees[1]", symbol, fees[1])
        late = ""
        if i >= self.count // 2:
            note("spread", symbol, spread)
            late = f',"spread":{spread}'
        return f'{{"type":"trade","symbol":"{symbol}","price":"{price}","qty":{qty},"fees":[{fees[0]},{fees[1]}]{late}}}'

    def malformed(self, i):
        kind = i // 1000 % 4
        whole = self.trade(i, self.note if kind == 1 else lambda *_: None)  # A stray byte costs itself only.
        if kind == 0:
            return whole[:-1]
        if kind == 1:
            return whole + "}"
        if kind == 2:
            return whole.replace(":", " ", 1)
        return whole.replace(",", ",,", 1)

    def sensor(self):
        device = DEVICES[self.random.below(3)]
        temp = decimal(self.random.below(6000) - 1500, 2)
        humidity = decimal(self.random.below(1000), 1)
        self.note("reading.temp", device, temp)
        self.note("reading.humidity", device, humidity)
        return f'{{"type":"sensor","device":"{device}","reading":{{"temp":{temp},"humidity":"{humidity}"}}}}'

    def host(self, i):
        user, system = decimal(self.random.below(10000), 2), decimal(self.random.below(10000), 2)
        load = [decimal(self.random.below(1600), 2) for _ in range(3)]
        self.note("host.cpu.user", "", user)
        self.note("host.cpu.sys", "", system)
        for place, value in enumerate(load):
            self.note(f"host.load[{place}]", "", value)
        return (
            f'{{"type":"host","host":{{"cpu":{{"user":{user},"sys":{system}}},"load":[{",".join(load)}]}},'
            f'"note":"n-{i} ✓ \\"quoted\\" \\\\ 漢字"}}'
        )

    def is_fragmented(self, i):
        return i % 777 == 5 and i % 1000 != 999 and self.messages[i][0] == TEXT and len(self.messages[i][1]) > 3

    def write_messages(self, path):
        with open(path, "wb") as file:
            for kind, payload in self.messages:
                file.write(struct.pack("<BI", kind, len(payload)) + payload)

    def write_series(self, path):
        with open(path, "w", encoding="utf-8") as file:
            for (name, key), values in self.series.items():
                file.write(f'{{"path":"{name}","key":"{key}","values":[{",".join(values)}]}}\n')


def half_frame(kind, payload):
    """The header of the whole frame and the first half of what it announces; half a header if that is nothing (§5.2)."""
    first = bytes([0x80 | kind])
    if len(payload) < 126:
        header = first + bytes([len(payload)])
    elif len(payload) < 65536:
        header = first + struct.pack(">BH", 126, len(payload))
    else:
        header = first + struct.pack(">BQ", 127, len(payload))
    return header + payload[: len(payload) // 2] if payload else header[:1]


class Peer:
    def __init__(self, feed, arguments):
        self.feed = feed
        self.deaths = [int(n) for n in arguments.die_after.split(",")] if arguments.die_after else []
        self.rate = arguments.rate
        self.sent = 0
        self.done = asyncio.get_running_loop().create_future()

    async def serve_feed(self, socket):
        started, first = asyncio.get_running_loop().time(), self.sent
        while self.sent < self.feed.count:
            kind, payload = self.feed.messages[self.sent]
            if self.deaths and self.sent == self.deaths[0]:
                self.deaths.pop(0)
                socket.transport.write(half_frame(kind, payload))
                socket.transport.close()
                return await socket.wait_closed()
            if self.rate:
                due = started + (self.sent - first) / self.rate
                await asyncio.sleep(max(0.0, due - asyncio.get_running_loop().time()))
            await self.send(socket, kind, payload)
            self.sent += 1
        await socket.close(1000, "that was all")
        self.done.set_result(None)

    async def send(self, socket, kind, payload):
        if kind == BINARY:
            return await socket.send(payload)
        text = payload.decode()
        if self.feed.is_fragmented(self.sent):
            third = len(text) // 3
            return await socket.send([text[:third], text[third : 2 * third], text[2 * third :]])
        await socket.send(text)

    async def handle(self, socket):
        try:
            await self.serve_feed(socket)
        except websockets.ConnectionClosed:
            print(f"the client left after {self.sent} messages", file=sys.stderr)


async def echo(socket):
    async for message in socket:
        await socket.send(message)


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("count", nargs="?", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--messages")
    parser.add_argument("--series")
    parser.add_argument("--die-after", default="")
    parser.add_argument("--echo", action="store_true")
    parser.add_argument("--rate", type=float)
    parser.add_argument("--cert")
    parser.add_argument("--key")
    parser.add_argument("--lifetime", type=float, default=300.0)
    arguments = parser.parse_args()

    feed = Feed(0 if arguments.echo else arguments.count, arguments.seed)
    if arguments.messages:
        feed.write_messages(arguments.messages)
    if arguments.series:
        feed.write_series(arguments.series)
    tls = None
    if arguments.cert:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(arguments.cert, arguments.key)

    peer = Peer(feed, arguments)
    handler = echo if arguments.echo else peer.handle
    options = {"compression": None, "max_size": None, "ping_interval": None, "ssl": tls}
    async with websockets.serve(handler, "127.0.0.1", 0, **options) as server:
        print(server.sockets[0].getsockname()[1], flush=True)
        try:
            await asyncio.wait_for(peer.done, arguments.lifetime)
        except asyncio.TimeoutError:
            sys.exit(3)


asyncio.run(main())
