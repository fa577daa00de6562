# SPDX-License-Identifier: GPL-3.0-or-later
"""1 framing, 2 pings and pongs, 3 reserved bits, 4 reserved opcodes, 5 fragmentation."""

from .case import Case
from .wire import BINARY, CONT, PING, PONG, TEXT

HELLO = b"Hello, world!"
PIECES = [b"fragment1", b"fragment2"]


def frames(*list_of_frames, chop=None):
    """An action that sends (opcode, payload, fin, rsv) one after another."""

    def act(stream):
        for opcode, payload, *rest in list_of_frames:
            fin = rest[0] if rest else True
            rsv = rest[1] if len(rest) > 1 else 0
            stream.send(opcode, payload, fin, rsv, chop)
            if chop == 0:
                stream.pump(0)

    return act


def message(payload, binary=False):
    return ("message", payload, binary)


def framing():
    sizes = [0, 125, 126, 127, 128, 65535, 65536, 65536]
    for group, opcode in ((1, TEXT), (2, BINARY)):
        for n, size in enumerate(sizes, 1):
            payload = (b"*" if opcode == TEXT else b"\xfe") * size
            chop = 997 if n == 8 else None
            yield Case(f"1.{group}.{n}", f"{size} bytes" + (" in chops of 997" if chop else ""),
                frames((opcode, payload), chop=chop), [message(payload, opcode == BINARY)])


def pings():
    binary = bytes([0x00, 0xFF, 0xFE, 0xFD, 0xFC, 0xFB, 0x00, 0xFF])
    full = b"\xfe" * 125
    ten = [b"payload-%d" % i for i in range(10)]
    yield Case("2.1", "ping without payload", frames((PING, b"")), [("pong", b"")])
    yield Case("2.2", "ping with text", frames((PING, HELLO)), [("pong", HELLO)])
    yield Case("2.3", "ping with bytes that are not UTF-8", frames((PING, binary)), [("pong", binary)])
    yield Case("2.4", "ping of 125 bytes", frames((PING, full)), [("pong", full)])
    yield Case("2.5", "ping of 126 bytes", frames((PING, b"\xfe" * 126)), fails=(1002,))
    yield Case("2.6", "ping of 125 bytes, octet by octet", frames((PING, full), chop=1), [("pong", full)])
    yield Case("2.7", "unsolicited pong without payload", frames((PONG, b"")))
    yield Case("2.8", "unsolicited pong with payload", frames((PONG, b"unsolicited pong payload")))
    yield Case("2.9", "unsolicited pong, then ping", frames((PONG, b"unsolicited pong payload"), (PING, b"ping payload")),
        [("pong", b"ping payload")])
    yield Case("2.10", "ten pings", frames(*[(PING, p) for p in ten]), [("pong", p) for p in ten])
    yield Case("2.11", "ten pings, octet by octet", frames(*[(PING, p) for p in ten], chop=1), [("pong", p) for p in ten])


def reserved_bits():
    echo = [message(HELLO)]
    yield Case("3.1", "RSV 1 on text", frames((TEXT, HELLO, True, 1)), fails=(1002,))
    for n, rsv, chop in ((2, 2, None), (3, 3, 0), (4, 4, 1)):
        yield Case(f"3.{n}", f"text, then RSV {rsv} on text, then ping",
            frames((TEXT, HELLO), (TEXT, HELLO, True, rsv), (PING, b""), chop=chop or None), echo, [], fails=(1002,))
    yield Case("3.5", "RSV 5 on binary", frames((BINARY, b"\x00\xff\xfe\xfd", True, 5)), fails=(1002,))
    yield Case("3.6", "RSV 6 on ping", frames((PING, HELLO, True, 6)), fails=(1002,))
    yield Case("3.7", "RSV 7 on close", frames((8, b"", True, 7)), fails=(1002,))


def opcodes():
    for group, first in ((1, 3), (2, 11)):
        yield Case(f"4.{group}.1", f"opcode {first}, empty", frames((first, b"")), fails=(1002,))
        yield Case(f"4.{group}.2", f"opcode {first + 1} with payload", frames((first + 1, b"reserved opcode payload")), fails=(1002,))
        for n, payload, chop in ((3, b"", None), (4, HELLO, None), (5, HELLO, 1)):
            opcode = first + n - 1
            yield Case(f"4.{group}.{n}", f"text, then opcode {opcode}, then ping",
                frames((TEXT, HELLO), (opcode, payload), (PING, b""), chop=chop), [message(HELLO)], [], fails=(1002,))


def fragmentation():
    one, two = PIECES
    both = message(one + two)
    pair = [(TEXT, one, False), (CONT, two)]
    yield Case("5.1", "ping in two fragments", frames((PING, one, False), (CONT, two)), fails=(1002,))
    yield Case("5.2", "pong in two fragments", frames((PONG, one, False), (CONT, two)), fails=(1002,))
    ways = ((0, None, ""), (1, 0, ", frame by frame"), (2, 1, ", octet by octet"))
    for n, chop, how in ways:
        yield Case(f"5.{3 + n}", "text in two fragments" + how, apart(pair, chop), [both])
    for n, chop, how in ways:
        yield Case(f"5.{6 + n}", "a ping between two fragments" + how,
            apart([pair[0], (PING, b"ping payload"), pair[1]], chop), [("pong", b"ping payload"), both])
    for n, chop, how in ways:
        yield Case(f"5.{9 + n}", "last continuation of nothing, then text" + how,
            apart([(CONT, b"non-continuation payload"), (TEXT, HELLO)], chop), fails=(1002,))
    for n, chop, how in ways:
        yield Case(f"5.{12 + n}", "continuation of nothing, then text" + how,
            apart([(CONT, b"non-continuation payload", False), (TEXT, HELLO)], chop), fails=(1002,))
    yield Case("5.15", "text in two fragments, continuation of nothing, text",
        frames(*pair, (CONT, b"fragment3", False), (TEXT, b"fragment4")), [both], [], fails=(1002,))
    for n, fin in ((16, False), (17, True)):
        turn = [(CONT, one, fin), (TEXT, two, False), (CONT, b"fragment3")]
        yield Case(f"5.{n}", "twice: continuation of nothing, text in two fragments", frames(*turn, *turn), fails=(1002,))
    yield Case("5.18", "two fragments that both say text", frames((TEXT, one, False), (TEXT, two)), fails=(1002,))
    five = [b"fragment%d" % i for i in range(1, 6)]
    for n, chop in ((19, None), (20, 0)):
        yield Case(f"5.{n}", "five fragments, two pings between them, a pause",
            apart([(TEXT, five[0], False), (CONT, five[1], False), (PING, b"pongme 1!"), None, (CONT, five[2], False),
                   (CONT, five[3], False), (PING, b"pongme 2!"), (CONT, five[4])], chop),
            [("pong", b"pongme 1!"), ("pong", b"pongme 2!"), message(b"".join(five))])


def apart(list_of_frames, chop):
    """Like frames(); chop 0 lets each frame leave before the next, None among the frames is a pause for the answer."""

    def act(stream):
        for each in list_of_frames:
            if each is None:
                stream.wait(lambda: bool(stream.events), 5)
                continue
            frames(each, chop=chop or None)(stream)
            if chop == 0:
                stream.wait(lambda: not stream.out, 5)

    return act


def cases():
    for group in (framing, pings, reserved_bits, opcodes, fragmentation):
        yield from group()
