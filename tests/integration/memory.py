#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Peak memory of the released program under attack: memory.py PROGRAM. Prints a line for each case; exit status 1 if one fails.

F08  a frame header that announces 2^62 bytes, then as many bytes as are taken
F18  a million pings
F20  a message of empty fragments that never ends
     a million small messages as fast as they are taken: recent rows and queues share their budget
"""

import base64
import hashlib
import os
import socket
import sys
import tempfile
import threading

GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
PROGRAM = sys.argv[1]
MIB = 1024  # ru_maxrss counts KiB.


def attacks():
    yield "idle", b"", b"", 0, 0
    yield "F08 announced 2^62 bytes", b"\x82\x7f" + (2**62).to_bytes(8, "big"), b"x" * 65536, 400, 32
    yield "F18 pings", b"", b"\x89\x04ping" * 10000, 100, 96
    yield "F20 empty fragments", b"\x01\x00", b"\x00\x00" * 10000, 20, 32
    text = b'{"seq":1,"value":2.5,"name":"abc"}'
    yield "flood of small messages", b"", (bytes([0x81, len(text)]) + text) * 10000, 100, 256


def serve(listener, first, block, times):
    """One client: the handshake, then the attack; ends when the client does."""
    stream, _ = listener.accept()
    try:
        head = b""
        while b"\r\n\r\n" not in head:
            head += stream.recv(4096)
        key = [line.split(b":", 1)[1].strip() for line in head.split(b"\r\n") if line.lower().startswith(b"sec-websocket-key")][0]
        accept = base64.b64encode(hashlib.sha1(key + GUID).digest())
        stream.sendall(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + accept + b"\r\n\r\n" + first)
        for _ in range(times):
            stream.sendall(block)
        if not block:
            stream.sendall(b"\x88\x02\x03\xe8")
        while stream.recv(65536):
            pass
    except OSError:
        pass
    stream.close()


def peak(first, block, times):
    """Peak resident KiB of the program while it is attacked."""
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=serve, args=(listener, first, block, times), daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        address = f"ws://127.0.0.1:{listener.getsockname()[1]}/"
        pid = os.fork()
        if pid == 0:
            null = os.open(os.devnull, os.O_RDWR)
            os.dup2(null, 2)
            os.execv(PROGRAM, [PROGRAM, "--headless", "--no-reconnect", "--duration", "3", "--capture", f"{folder}/c.sqlite", address])
        _, status, usage = os.wait4(pid, 0)
    listener.close()
    return usage.ru_maxrss, os.WIFEXITED(status)


def main():
    base = 0
    failed = False
    for name, first, block, times, bound in attacks():
        kib, alive = peak(first, block, times)
        base = base or kib
        good = alive and (bound == 0 or kib - base <= bound * MIB)
        failed |= not good
        print(f"{'ok    ' if good else 'FAILED'} {name}: {(kib - base) / MIB:.1f} MiB over idle ({base / MIB:.1f} MiB), at most {bound}")
    return 1 if failed else 0


sys.exit(main())
