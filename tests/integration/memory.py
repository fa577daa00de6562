#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Peak memory of the released program under attack: memory.py PROGRAM. Prints a line for each case; exit status 1 if one fails.

Each case runs with a message limit of 16 MiB and of 64 MiB, and may take the limit and 32 MiB more than an idle run:

F08  a frame header that announces 2^62 bytes, and one that announces the limit; then as many bytes as are taken
F18  a million pings
F20  a message of empty fragments that never ends, and one of fragments of one byte
C22  compressed bombs: 256 MiB of zeros in one message, the same in fragments, and many that just fit
H15  a response head without end: one field of 20 MB, 20 000 cookies
     a million small messages as fast as they are taken: recent rows and queues have budgets of their own, so 256 MiB
N30  a message within the limits for which the machine has no memory: only its connection ends
"""

import base64
import hashlib
import json
import os
import resource
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import zlib

GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
PROGRAM = sys.argv[1]
MIB = 1024  # ru_maxrss counts KiB.


def frame(first, payload):
    size = len(payload)
    if size < 126:
        return bytes([first, size]) + payload
    if size < 65536:
        return bytes([first, 126]) + size.to_bytes(2, "big") + payload
    return bytes([first, 127]) + size.to_bytes(8, "big") + payload


def deflated(size):
    """A message of \\a size zeros as permessage-deflate sends it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return (packer.compress(bytes(size)) + packer.flush(zlib.Z_SYNC_FLUSH))[:-4]


def attacks(limit):
    """Name, whether the head is the attack, the first bytes, a block (or what makes the i-th) and how often it comes, the bound in MiB."""
    bound = limit + 32
    yield "F08 announced 2^62 bytes", False, b"\x82\x7f" + (2**62).to_bytes(8, "big"), b"x" * 65536, 400, bound
    yield "F08 announced the limit", False, b"\x82\x7f" + (limit << 20).to_bytes(8, "big"), b"x" * 65536, (limit << 4) - 1, bound
    yield "F18 pings", False, b"", b"\x89\x04ping" * 10000, 100, bound
    yield "F20 empty fragments", False, b"\x01\x00", b"\x00\x00" * 10000, 20, bound
    yield "F20 fragments of one byte", False, b"\x01\x00", b"\x00\x01x" * 10000, 20, bound
    bomb = deflated(256 << 20)
    yield "C22 bomb", False, frame(0xC2, bomb), b"", 1, bound
    parts = [bomb[at : at + 1000] for at in range(0, len(bomb), 1000)]
    yield "C22 bomb in fragments", False, frame(0x42, parts[0]), b"".join(frame(0x00, part) for part in parts[1:]), 1, bound
    for part in (4, 3, 2, 1):
        fits = deflated((limit << 20) // part)
        yield f"C22 messages of {'the limit' if part == 1 else f'1/{part} of the limit'}", False, b"", frame(0xC2, fits), 20, bound
    yield "H15 one field of 20 MB", True, b"HTTP/1.1 101 Switching Protocols\r\nX: ", b"y" * 65536, 320, bound
    yield "H15 cookies", True, b"HTTP/1.1 101 Switching Protocols\r\n", b"Set-Cookie: a=b\r\n" * 1000, 20, bound
    text = b'{"seq":1,"value":2.5,"name":"abc"}'
    # Order numbers, trace ids: texts that stay for two messages, beside a field that had one text so far.
    constant = b"".join(frame(0x81, b'{"qqz":"const","v":%d}' % i) for i in range(100))
    yield "G16 ever new texts, twice each", False, constant, lambda i: b"".join(
        frame(0x81, b'{"qqz":"%d%s","v":1}' % ((i * 2000 + k) // 2, b"x" * 40)) for k in range(2000)), 400, 96
    yield "flood of small messages", False, b"", frame(0x81, text) * 10000, 100, 256


def serve(listener, head_attack, first, block, times):
    """One client: the handshake, then the attack; ends when the client does."""
    stream, _ = listener.accept()
    try:
        head = b""
        while b"\r\n\r\n" not in head:
            head += stream.recv(4096)
        if not head_attack:
            key = [line.split(b":", 1)[1].strip() for line in head.split(b"\r\n") if line.lower().startswith(b"sec-websocket-key")][0]
            accept = base64.b64encode(hashlib.sha1(key + GUID).digest())
            stream.sendall(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Extensions: permessage-deflate\r\nSec-WebSocket-Accept: " + accept + b"\r\n\r\n")
        stream.sendall(first)
        for i in range(times):
            stream.sendall(block(i) if callable(block) else block)
        if not first and not block:
            stream.sendall(b"\x88\x02\x03\xe8")
        while stream.recv(65536):
            pass
    except OSError:
        pass
    stream.close()


def peak(limit, head_attack, first, block, times):
    """Peak resident KiB of the program while it is attacked."""
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=serve, args=(listener, head_attack, first, block, times), daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        address = f"ws://127.0.0.1:{listener.getsockname()[1]}/"
        pid = os.fork()
        if pid == 0:
            null = os.open(os.devnull, os.O_RDWR)
            os.dup2(null, 2)
            os.execv(PROGRAM, [PROGRAM, "--headless", "--no-reconnect", "--duration", "3", "--limits", f"message={limit}MiB,frame={limit}MiB", "--capture", f"{folder}/c.sqlite", address])
        _, status, usage = os.wait4(pid, 0)
    listener.close()
    return usage.ru_maxrss, os.WIFEXITED(status)


def start(folder, arguments, address_space=None):
    def limit():
        if address_space:
            resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))

    return subprocess.Popen(
        [PROGRAM, "--headless", "--no-reconnect", "--capture", f"{folder}/c.sqlite", "--overwrite", *arguments],
        stderr=subprocess.PIPE, text=True, preexec_fn=limit)


def no_memory_left():
    """N30: a message that the limits allow and the machine has no memory for. Why it is wrong, or nothing."""
    small, big = b'{"n":1}', 400 << 20
    listener = socket.create_server(("127.0.0.1", 0))
    address = f"ws://127.0.0.1:{listener.getsockname()[1]}/"
    with tempfile.TemporaryDirectory() as folder:
        threading.Thread(target=serve, args=(listener, False, frame(0x81, small), b"", 0), daemon=True).start()
        idle = start(folder, ["--duration", "2", address])
        time.sleep(1.5)
        with open(f"/proc/{idle.pid}/status") as status:
            used = next(int(line.split()[1]) << 10 for line in status if line.startswith("VmPeak"))
        idle.communicate()
        head = frame(0x81, small) + b"\x82\x7f" + big.to_bytes(8, "big")
        threading.Thread(target=serve, args=(listener, False, head, b"x" * (1 << 20), 400), daemon=True).start()
        program = start(folder, ["--until-close", "--limits", "message=512MiB,frame=512MiB", "--report", f"{folder}/r.json", address], used + (160 << 20))
        try:
            _, said = program.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            program.kill()
            return "the program did not end"
        if program.returncode != 1:
            return f"exit status {program.returncode}: {said[-300:]}"
        if "out of memory" not in said:
            return f"no word of memory: {said[-300:]}"
        base = sqlite3.connect(f"{folder}/c.sqlite")
        if base.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            return "the capture is damaged"
        if [row[0] for row in base.execute("SELECT CAST(payload AS BLOB) FROM messages WHERE opcode = 1 AND direction = 'in'")] != [small]:
            return "what came before is not in the capture"
        with open(f"{folder}/r.json") as file:
            return "" if json.load(file)["captured_messages"] == 1 else "the report counts otherwise"


def main():
    base, _ = peak(16, False, b"", b"", 0)
    failed = False
    for limit in (16, 64):
        for name, head_attack, first, block, times, bound in attacks(limit):
            kib, alive = peak(limit, head_attack, first, block, times)
            good = alive and kib - base <= bound * MIB
            failed |= not good
            print(f"{'ok    ' if good else 'FAILED'} {name}, limit {limit} MiB: {(kib - base) / MIB:.1f} MiB over idle ({base / MIB:.1f} MiB), at most {bound}", flush=True)
    why = no_memory_left()
    print(f"FAILED N30: {why}" if why else "ok     N30 a message of 400 MiB without the memory for it: its connection ends, the capture is whole", flush=True)
    return 1 if failed or why else 0


sys.exit(main())
