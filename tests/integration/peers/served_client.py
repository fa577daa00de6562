#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""served_client.py KIND URL: an ordinary client of a JSON-RPC, graphql-ws or exchange-like service; 0 when it got all."""

import asyncio
import json
import sys
import time
import uuid

import websockets


async def jsonrpc(url):
    async with websockets.connect(url) as ws:
        for method, expected in (("add", 3), ("sub", 1)):
            own = str(uuid.uuid4())
            await ws.send(json.dumps({"jsonrpc": "2.0", "id": own, "method": method, "params": [1, 2]}))
            answer = json.loads(await ws.recv())
            assert answer["id"] == own and answer["result"] == expected, answer


async def graphql(url):
    async with websockets.connect(url, subprotocols=["graphql-transport-ws"]) as ws:
        assert ws.subprotocol == "graphql-transport-ws", ws.subprotocol
        await ws.send(json.dumps({"type": "connection_init"}))
        assert json.loads(await ws.recv()) == {"type": "connection_ack"}
        own = str(uuid.uuid4())
        await ws.send(json.dumps({"id": own, "type": "subscribe", "payload": {"query": "subscription { price }"}}))
        for kind in ("next", "next", "next", "complete"):
            message = json.loads(await ws.recv())
            assert message["id"] == own and message["type"] == kind, message


async def exchange(url):
    async with websockets.connect(url) as ws:
        own = int(time.time() * 1000) % 1_000_000
        await ws.send(json.dumps({"op": "subscribe", "args": ["ticker.BTCUSD"], "req_id": own}))
        answer = json.loads(await ws.recv())
        assert answer["success"] and answer["req_id"] == own, answer
        for _ in range(5):
            tick = json.loads(await ws.recv())
            assert abs(tick["ts"] - time.time() * 1000) < 60_000, tick
        await ws.send(json.dumps({"op": "unsubscribe", "args": ["ticker.BTCUSD"], "req_id": own + 1}))
        assert json.loads(await ws.recv())["req_id"] == own + 1

asyncio.run(asyncio.wait_for({"jsonrpc": jsonrpc, "graphql": graphql, "exchange": exchange}[sys.argv[1]](sys.argv[2]), 30))
