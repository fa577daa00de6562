#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The feed at the far end of the cable: far.py PORT [--interval S] [--size BYTES]. Numbers its messages over all clients."""

import argparse
import asyncio
import itertools
import json

import websockets

parser = argparse.ArgumentParser()
parser.add_argument("port", type=int)
parser.add_argument("--interval", type=float, default=0.2)
parser.add_argument("--size", type=int, default=0)
options = parser.parse_args()
numbers = itertools.count(1)


async def serve(client, path=""):
    try:
        while True:
            await client.send(json.dumps({"n": next(numbers), "fill": "x" * options.size}))
            await asyncio.sleep(options.interval)
    except websockets.ConnectionClosed:
        pass


async def main():
    async with websockets.serve(serve, None, options.port, ping_interval=None, compression=None):
        print("listening", flush=True)
        await asyncio.Future()


asyncio.run(main())
