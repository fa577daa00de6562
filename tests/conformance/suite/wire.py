# SPDX-License-Identifier: GPL-3.0-or-later
"""Frames and the opening handshake, written down from RFC 6455 and RFC 7692 without a WebSocket library."""

import base64
import hashlib
import os
import select
import socket
import struct
import time
import zlib

GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
CONT, TEXT, BINARY, CLOSE, PING, PONG = 0x0, 0x1, 0x2, 0x8, 0x9, 0xA


def masked(payload, key):
    """XOR as one big number: a loop over bytes would be slower than what is tested."""
    size = len(payload)
    if size == 0:
        return payload
    pad = (key * (size // 4 + 1))[:size]
    return (int.from_bytes(payload, "little") ^ int.from_bytes(pad, "little")).to_bytes(size, "little")


def frame(opcode, payload=b"", fin=True, rsv=0, mask=None):
    head = bytes([(0x80 if fin else 0) | rsv << 4 | opcode])
    bit = 0x80 if mask else 0
    size = len(payload)
    if size < 126:
        head += bytes([bit | size])
    elif size < 65536:
        head += struct.pack("!BH", bit | 126, size)
    else:
        head += struct.pack("!BQ", bit | 127, size)
    return head + mask + masked(payload, mask) if mask else head + payload


def close_payload(code, reason=b""):
    return struct.pack("!H", code) + reason


def accept_for(key):
    return base64.b64encode(hashlib.sha1(key + GUID).digest())


class Broken(Exception):
    """The tested endpoint sent what no endpoint may send."""


class Deflate:
    """permessage-deflate of one connection; windows and takeover as agreed, seen from the driver."""

    def __init__(self, own_bits=15, own_forgets=False, peer_bits=15, peer_forgets=False):
        self.own_bits, self.own_forgets, self.peer_bits, self.peer_forgets = own_bits, own_forgets, peer_bits, peer_forgets
        self.deflater = self.inflater = None

    def compress(self, message):
        if self.deflater is None or self.own_forgets:
            self.deflater = zlib.compressobj(3, zlib.DEFLATED, -self.own_bits)
        return (self.deflater.compress(message) + self.deflater.flush(zlib.Z_SYNC_FLUSH))[:-4]

    def inflate(self, payload):
        if self.inflater is None or self.peer_forgets:
            self.inflater = zlib.decompressobj(-self.peer_bits)
        return self.inflater.decompress(payload + b"\x00\x00\xff\xff")


class Stream:
    """One connection to the tested endpoint: writes what a case wants, collects what comes as events."""

    def __init__(self, sock, is_client, rest=b"", deflate=None, extension=b""):
        self.sock, self.is_client, self.deflate, self.extension = sock, is_client, deflate, extension
        self.sock.setblocking(False)
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.out = bytearray()
        self.buffer = bytearray(rest)
        self.events = []  # ("message", payload, is_binary), ("pong" or "ping", payload), ("close", code, reason)
        self.ended = False
        self.compressed_messages = 0
        self.parts, self.opcode, self.is_compressed = [], None, False
        self._parse()

    # Writing.

    def send(self, opcode, payload=b"", fin=True, rsv=0, chop=None):
        data = frame(opcode, payload, fin, rsv, os.urandom(4) if self.is_client else None)
        if chop is None:
            self.out += data
            return
        for at in range(0, len(data), chop):
            self.out += data[at : at + chop]
            self.pump(0)

    def send_message(self, payload, binary, fragment=0):
        """One message, compressed when that was agreed, in frames of at most \a fragment bytes of payload."""
        rsv = 0
        if self.deflate:
            payload, rsv = self.deflate.compress(payload), 4
        opcode = BINARY if binary else TEXT
        step = fragment or max(1, len(payload))
        pieces = [payload[at : at + step] for at in range(0, len(payload), step)] or [b""]
        for i, piece in enumerate(pieces):
            self.send(opcode if i == 0 else CONT, piece, i + 1 == len(pieces), rsv if i == 0 else 0)

    # Reading.

    def pump(self, seconds):
        """Moves bytes both ways for at most so long; true when anything came."""
        if self.ended:
            return False
        readable, writable, _ = select.select([self.sock], [self.sock] if self.out else [], [], seconds)
        try:
            if writable:
                sent = self.sock.send(memoryview(self.out)[: 1 << 20])
                del self.out[:sent]
            if readable:
                data = self.sock.recv(1 << 20)
                if not data:
                    self.ended = True
                self.buffer += data
                self._parse()
        except (ConnectionError, BrokenPipeError):
            self.ended = True
        return bool(readable)

    def wait(self, condition, seconds):
        """Pumps until \a condition holds, the stream ends, or so much time went by without anything coming."""
        until = time.monotonic() + seconds
        while not condition() and not self.ended and time.monotonic() < until:
            before = len(self.out)
            if self.pump(0.2) or len(self.out) < before:
                until = time.monotonic() + seconds
        return condition()

    def close_event(self):
        return next((event for event in self.events if event[0] == "close"), None)

    def _parse(self):
        at, data = 0, self.buffer
        while len(data) - at >= 2:
            size, head = data[at + 1] & 0x7F, 2
            if size >= 126:
                head = 4 if size == 126 else 10
                if len(data) - at < head:
                    break
                size = int.from_bytes(data[at + 2 : at + head], "big")
            is_masked = bool(data[at + 1] & 0x80)
            if is_masked == self.is_client:
                raise Broken("mask")  # The tested endpoint is the other one.
            head += 4 if is_masked else 0
            if len(data) - at < head + size:
                break
            payload = bytes(data[at + head : at + head + size])
            if is_masked:
                payload = masked(payload, bytes(data[at + head - 4 : at + head]))
            self._frame(data[at], payload)
            at += head + size
        del data[:at]

    def _frame(self, first, payload):
        fin, rsv, opcode = bool(first & 0x80), first >> 4 & 7, first & 0xF
        if self.close_event():
            raise Broken("a frame behind the close frame")
        if opcode == CLOSE:
            code = struct.unpack("!H", payload[:2])[0] if len(payload) >= 2 else None
            self.events.append(("close", code, payload[2:]))
        elif opcode in (PING, PONG):
            self.events.append(("ping" if opcode == PING else "pong", payload))
        elif opcode in (CONT, TEXT, BINARY):
            if (opcode == CONT) != (self.opcode is not None) or (rsv and (rsv != 4 or not self.deflate or opcode == CONT)):
                raise Broken(f"opcode {opcode}, RSV {rsv}")
            if opcode != CONT:
                self.opcode, self.is_compressed, self.parts = opcode, rsv == 4, []
            self.parts.append(payload)
            if fin:
                self._message(b"".join(self.parts))
        else:
            raise Broken(f"opcode {opcode}")

    def _message(self, payload):
        if self.is_compressed:
            self.compressed_messages += 1
            payload = self.deflate.inflate(payload)
        self.events.append(("message", payload, self.opcode == BINARY))
        self.opcode = None


def read_head(sock, seconds=10):
    sock.settimeout(seconds)
    head = b""
    while b"\r\n\r\n" not in head:
        part = sock.recv(4096)
        if not part or len(head) > 65536:
            raise Broken("no head came")
        head += part
    head, _, rest = head.partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    fields = {}
    for line in lines[1:]:
        name, _, value = line.partition(b":")
        fields[name.strip().lower()] = value.strip()
    return lines[0], fields, rest


def parameters(element):
    """`permessage-deflate; a; b=9` as a dictionary of its parameters."""
    found = {}
    for part in element.split(b";")[1:]:
        name, _, value = part.strip().partition(b"=")
        found[name.decode()] = int(value.strip(b'" ')) if value else None
    return found


def connect(host, port, path="/", offers=None):
    """As a client; \a offers are elements of Sec-WebSocket-Extensions."""
    sock = socket.create_connection((host, port), 10)
    key = base64.b64encode(os.urandom(16))
    request = f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n".encode()
    request += b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + key + b"\r\n"
    if offers:
        request += b"Sec-WebSocket-Extensions: " + ", ".join(offers).encode() + b"\r\n"
    sock.sendall(request + b"\r\n")
    status, fields, rest = read_head(sock)
    if not status.startswith(b"HTTP/1.1 101 ") or fields.get(b"sec-websocket-accept") != accept_for(key):
        raise Broken(f"handshake: {status!r}")
    extension = fields.get(b"sec-websocket-extensions", b"")
    deflate = None
    if extension:
        if not offers or not extension.startswith(b"permessage-deflate"):
            raise Broken(f"extension: {extension!r}")
        agreed = parameters(extension)
        deflate = Deflate(
            own_bits=agreed.get("client_max_window_bits") or 15,
            own_forgets="client_no_context_takeover" in agreed,
            peer_bits=agreed.get("server_max_window_bits") or 15,
            peer_forgets="server_no_context_takeover" in agreed,
        )
    return Stream(sock, True, rest, deflate, extension)


def accept(sock, answer_for):
    """As a server; \a answer_for gives the extension to answer with (or none) for the path and the client's offer."""
    line, fields, rest = read_head(sock)
    path = line.split(b" ")[1].decode()
    offer = fields.get(b"sec-websocket-extensions", b"")
    answer = answer_for(path, offer)
    head = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    head += b"Sec-WebSocket-Accept: " + accept_for(fields[b"sec-websocket-key"]) + b"\r\n"
    deflate = None
    if answer:
        head += b"Sec-WebSocket-Extensions: " + answer + b"\r\n"
        agreed = parameters(answer)
        deflate = Deflate(
            own_bits=agreed.get("server_max_window_bits") or 15,
            own_forgets="server_no_context_takeover" in agreed,
            peer_bits=agreed.get("client_max_window_bits") or 15,
            peer_forgets="client_no_context_takeover" in agreed,
        )
    sock.sendall(head + b"\r\n")
    return path, Stream(sock, False, rest, deflate, answer or b"")
