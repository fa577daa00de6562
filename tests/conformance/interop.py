#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""interop.py CLIENT SERVER: both agents against peers that nobody here wrote.

Node's `ws` and python3-websockets as client and as server, libwebsockets' test client as client. A peer that is not
installed is named and left out, unless CI is true. Exit status 0 when all agree.
"""

import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
NODE = ["node", os.path.join(HERE, "peers", "peer_node.js")]
PYTHON = ["/usr/bin/python3", os.path.join(HERE, "peers", "peer_python.py")]


def is_there(*command):
    try:
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=30).returncode == 0
    except OSError:
        return False


def start(command):
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    return process, int(re.match(r"port=(\d+)", process.stdout.readline()).group(1))


def peer_as_client(server, peer):
    process, port = start([server, "0"])
    try:
        return subprocess.run([*peer, "client", f"ws://127.0.0.1:{port}/"], timeout=120).returncode == 0
    finally:
        process.terminate()


def peer_as_server(client, peer):
    process, port = start([*peer, "suite"])
    try:
        ours = subprocess.run([client, f"ws://127.0.0.1:{port}", "SocketScope"], timeout=120).returncode == 0
        return process.wait(30) == 0 and ours
    finally:
        process.kill()


def libwebsockets_as_client(server):
    """Its test client opens a mirror stream and draws into it for ever; we see it agree on deflate, and nobody complains."""
    process, port = start([server, "0"])
    try:
        run = subprocess.run(["timeout", "2", "libwebsockets-test-client", "127.0.0.1", f"--port={port}"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        opened = "LWS_CALLBACK_CLIENT_ESTABLISHED" in run.stdout and "instantiating client ext permessage-deflate" in run.stdout
        return opened and "CONNECTION_ERROR" not in run.stdout and run.returncode == 124 and process.poll() is None
    finally:
        process.terminate()


def main():
    client, server = sys.argv[1:]
    peers = [("node-ws", NODE, is_there("node", "-e", "require('/usr/share/nodejs/ws')")),
             ("python3-websockets", PYTHON, is_there("/usr/bin/python3", "-c", "import websockets"))]
    failed = missing = 0
    for name, command, is_installed in peers:
        if not is_installed:
            print(f"{name}: not installed, left out")
            missing += 1
            continue
        for role, good in (("client", peer_as_client(server, command)), ("server", peer_as_server(client, command))):
            print(f"{name} as {role}: {'agrees' if good else 'FAILED'}", flush=True)
            failed += not good
    if is_there("which", "libwebsockets-test-client"):
        good = libwebsockets_as_client(server)
        print(f"libwebsockets as client: {'agrees' if good else 'FAILED'}")
        failed += not good
    else:
        print("libwebsockets: not installed, left out")
        missing += 1
    return 1 if failed or (missing and os.environ.get("CI") == "true") else 0


if __name__ == "__main__":
    sys.exit(main())
