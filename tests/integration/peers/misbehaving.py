#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that break one rule each, on plain sockets. The first line printed is the port.

refused       nobody listens on the port, and nobody else can take it while this runs
http200       a web server: every request is answered with a page
silent        accepts and never says a word
wrong-accept  a 101 whose Sec-WebSocket-Accept is not the answer to the key (RFC 6455 §4.1)
closes        closes every stream when the request has come
garbage       answers with bytes that are not HTTP
never-closes  opens well, then ignores everything, the close frame too
"""

import argparse
import base64
import hashlib
import socket
import sys
import threading

GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
PAGE = b"<!doctype html><title>A page</title><p>This is a web server.</p>\n"


def read_head(stream):
    head = b""
    while b"\r\n\r\n" not in head and len(head) < 65536:
        part = stream.recv(4096)
        if not part:
            break
        head += part
    return head


def discard(stream):
    while stream.recv(65536):
        pass


def switching(accept):
    return (
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n"
    )


def accept_for(head):
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"sec-websocket-key":
            return base64.b64encode(hashlib.sha1(value.strip() + GUID).digest())
    return b"no key came"


def http200(stream):
    read_head(stream)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
    stream.sendall(head % len(PAGE) + PAGE)


def silent(stream):
    discard(stream)


def wrong_accept(stream):
    read_head(stream)
    stream.sendall(switching(base64.b64encode(hashlib.sha1(b"another key").digest())))
    discard(stream)


def closes(stream):
    read_head(stream)


def garbage(stream):
    read_head(stream)
    stream.sendall(b"\x00\xff\x16\x03 not HTTP at all \r\n\r\n" * 4)
    discard(stream)


def never_closes(stream):
    stream.sendall(switching(accept_for(read_head(stream))))
    stream.sendall(b"\x81\x02hi")
    discard(stream)


MODES = {"http200": http200, "silent": silent, "wrong-accept": wrong_accept, "closes": closes, "garbage": garbage,
         "never-closes": never_closes}


def serve(stream, answer):
    with stream:
        try:
            answer(stream)
        except OSError as problem:
            print(problem, file=sys.stderr)


def accept_all(listener, answer):
    while True:
        stream, _ = listener.accept()
        threading.Thread(target=serve, args=(stream, answer), daemon=True).start()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mode", choices=["refused", *MODES])
    parser.add_argument("--lifetime", type=float, default=300.0)
    arguments = parser.parse_args()

    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.bind(("127.0.0.1", 0))
    if arguments.mode != "refused":
        listener.listen(16)
        threading.Thread(target=accept_all, args=(listener, MODES[arguments.mode]), daemon=True).start()
    print(listener.getsockname()[1], flush=True)
    threading.Event().wait(arguments.lifetime)
    sys.exit(3)


main()
