#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""python3-websockets, on 127.0.0.1. Servers print `port=…` first.

peer_python.py echo          an echo server, until it is ended
peer_python.py suite         serves the addresses of the conformance suite to one client; exit status 0 when all came back
peer_python.py client URL    sends messages to an echo server; exit status 0 when all came back
"""

import asyncio
import logging
import sys

import websockets

OPTIONS = {"max_size": 64 << 20, "ping_interval": None}
TEXTS = ["", "x", '{"price":"64250.10","é":"中文"}' * 400, "y" * 70000, "😀" * 300000]
MESSAGES = TEXTS + [text.encode() for text in TEXTS]


def halves(message):
    yield message[: len(message) // 2]
    yield message[len(message) // 2 :]


async def send_all(socket):
    for i, message in enumerate(MESSAGES):
        await socket.send(halves(message) if i % 3 == 2 else message)


async def converse(socket):
    """True when everything that was sent came back, in order, and a ping was answered."""
    sending = asyncio.create_task(send_all(socket))
    good = all([await socket.recv() == message for message in MESSAGES])
    await sending
    await asyncio.wait_for(await socket.ping(b"are you there"), 10)
    await socket.close(1000, "done")
    return good and socket.close_code == 1000


async def echo(socket):
    async for message in socket:
        await socket.send(message)


async def serve(handler, done):
    async with websockets.serve(handler, "127.0.0.1", 0, **OPTIONS) as server:
        print(f"port={server.sockets[0].getsockname()[1]}", flush=True)
        return await asyncio.wait_for(done, 120)


async def suite():
    done, results = asyncio.get_running_loop().create_future(), []

    async def handler(socket):
        if socket.path.startswith("/runCase?"):
            results.append(await converse(socket))
            return
        if socket.path.startswith("/getCaseCount"):
            await socket.send("3")
        await socket.close()
        if socket.path.startswith("/updateReports"):
            done.set_result(results == [True] * 3)

    return await serve(handler, done)


async def main():
    logging.getLogger("websockets").setLevel(logging.CRITICAL)
    mode = sys.argv[1]
    if mode == "suite":
        return await suite()
    if mode == "client":
        async with websockets.connect(sys.argv[2], **OPTIONS) as socket:
            return await converse(socket)
    return await serve(echo, asyncio.get_running_loop().create_future())


sys.exit(0 if asyncio.run(main()) else 1)
