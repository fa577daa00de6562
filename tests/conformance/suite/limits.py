# SPDX-License-Identifier: GPL-3.0-or-later
"""9: big messages, many fragments, many chops, many messages. 10: a message the sender fragments by itself."""

from .case import PATIENCE, Case, expect
from .framing import message
from .wire import BINARY, CONT, TEXT

KIB, MIB = 1 << 10, 1 << 20


def payload_of(size, opcode):
    return (b"*" if opcode == TEXT else b"\xfe") * size


def in_one_frame(size, opcode):
    def act(stream):
        stream.send(opcode, payload_of(size, opcode))

    return act


def in_fragments(size, step, opcode):
    def act(stream):
        piece = payload_of(step, opcode)
        count = size // step
        for i in range(count):
            stream.send(opcode if i == 0 else CONT, piece, i + 1 == count)
            if i % 4096 == 0:
                stream.pump(0)

    return act


def in_chops(size, step, opcode):
    def act(stream):
        stream.send(opcode, payload_of(size, opcode), chop=step)

    return act


def one_by_one(size, count, opcode):
    """Each message waits for the echo of the one before, as the standard suite does it."""

    def act(stream):
        payload = payload_of(size, opcode)
        for i in range(count):
            stream.send(opcode, payload)
            expect(stream.wait(lambda: len(stream.events) > i, PATIENCE), f"no echo of message {i + 1}")
            expect(stream.events[i] == ("message", payload, opcode == BINARY), f"another echo of message {i + 1}")

    return act


def cases(messages=1000):
    kinds = ((1, TEXT, "text"), (2, BINARY, "binary"))
    sizes = [64 * KIB, 256 * KIB, MIB, 4 * MIB, 8 * MIB, 16 * MIB]
    for group, opcode, name in kinds:
        for n, size in enumerate(sizes, 1):
            yield Case(f"9.{group}.{n}", f"{name} of {size} bytes in one frame", in_one_frame(size, opcode),
                [message(payload_of(size, opcode), opcode == BINARY)])
    steps = [64, 256, KIB, 4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB, MIB, 4 * MIB]
    for group, opcode, name in kinds:
        for n, step in enumerate(steps, 1):
            yield Case(f"9.{group + 2}.{n}", f"{name} of 4 MiB in fragments of {step}", in_fragments(4 * MIB, step, opcode),
                [message(payload_of(4 * MIB, opcode), opcode == BINARY)])
    for group, opcode, name in kinds:
        for n, step in enumerate((64, 128, 256, 512, 1024, 2048), 1):
            yield Case(f"9.{group + 4}.{n}", f"{name} of 1 MiB in chops of {step}", in_chops(MIB, step, opcode),
                [message(payload_of(MIB, opcode), opcode == BINARY)])
    for group, opcode, name in kinds:
        for n, size in enumerate((0, 16, 64, 256, 1024, 4096), 1):
            yield Case(f"9.{group + 6}.{n}", f"{messages} {name} messages of {size}", one_by_one(size, messages, opcode),
                [message(payload_of(size, opcode), opcode == BINARY)] * messages)
    text = payload_of(65536, TEXT)

    def by_itself(stream):
        stream.send_message(text, False, fragment=1300)

    yield Case("10.1.1", "text of 64 KiB, fragmented by the sender at 1300", by_itself, [message(text)])
