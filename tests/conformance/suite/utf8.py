# SPDX-License-Identifier: GPL-3.0-or-later
"""6: UTF-8 in text messages, whole, in fragments, octet by octet, and found wrong before the end."""

from .case import Case
from .framing import frames, message
from .wire import CONT, TEXT

GREEK = bytes.fromhex("cebae1bdb9cf83cebcceb5")
INVALID = GREEK + bytes.fromhex("eda080") + b"edited"


def fragments(payload, size):
    pieces = [payload[at : at + size] for at in range(0, len(payload), size)]
    return [(TEXT if i == 0 else CONT, piece, i + 1 == len(pieces)) for i, piece in enumerate(pieces)]


def fail_fast(parts, bad, by_frames):
    """Sends \a parts one after another; from part \a bad on the endpoint gets time to fail before more comes."""

    def act(stream):
        data = b"".join(parts)
        head = 0 if by_frames else None
        for i, part in enumerate(parts):
            if by_frames:
                stream.send(TEXT if i == 0 else CONT, part, i + 1 == len(parts))
            else:
                if head is None:
                    stream.send(TEXT, data)
                    whole, head = bytes(stream.out), len(stream.out) - len(data)
                    stream.out.clear()
                    stream.out += whole[:head]
                stream.out += whole[head : head + len(part)]
                head += len(part)
            stream.wait(lambda: not stream.out, 5)
            if i >= bad and stream.wait(lambda: stream.close_event() is not None, 2):
                return "late" if i > bad else None
        return "late"

    return act


def sequences():
    """The groups 6.5 to 6.23: (is valid, bytes)."""
    h = bytes.fromhex
    yield [(True, b"hello" + h(x) + b"world") for x in ("24", "c2a2", "e282ac", "f0a4ada2")] + [(True, GREEK)]
    yield [(size in (2, 5, 7, 9, 11), GREEK[:size]) for size in range(1, 12)]
    yield [(True, h(x)) for x in ("00", "c280", "e0a080", "f0908080")]
    yield [(False, h(x)) for x in ("f888808080", "fc8480808080")]
    yield [(True, h(x)) for x in ("7f", "dfbf", "efbfbf", "f48fbfbf")]
    yield [(False, h(x)) for x in ("f7bfbfbf", "fbbfbfbfbf", "fdbfbfbfbfbf")]
    yield [(True, h(x)) for x in ("ed9fbf", "ee8080", "efbfbd", "f48fbfbf")] + [(False, h("f4908080"))]
    yield [(False, h(x)) for x in ("80", "bf", "80bf", "80bf80", "80bf80bf", "80bf80bf80", "80bf80bf80bf")] + [(False, bytes(range(0x80, 0xC0)))]
    ranges = ((0xC0, 0xE0), (0xE0, 0xF0), (0xF0, 0xF8), (0xF8, 0xFC), (0xFC, 0xFE))
    yield [(False, b"".join(bytes([b]) + b" " for b in range(low, high))) for low, high in ranges]
    missing = "c0 e080 f08080 f8808080 fc80808080 df efbf f7bfbf fbbfbfbf fdbfbfbfbf".split()
    yield [(False, h(x)) for x in missing]
    yield [(False, h("".join(missing)))]
    yield [(False, h(x)) for x in ("fe", "ff", "fefeffff")]
    yield [(False, h(x)) for x in ("c0af", "e080af", "f08080af", "f8808080af", "fc80808080af")]
    yield [(False, h(x)) for x in ("c1bf", "e09fbf", "f08fbfbf", "f887bfbfbf", "fc83bfbfbfbf")]
    yield [(False, h(x)) for x in ("c080", "e08080", "f0808080", "f880808080", "fc8080808080")]
    yield [(False, h(x)) for x in ("eda080", "edadbf", "edae80", "edafbf", "edb080", "edbe80", "edbfbf")]
    yield [(False, h(high + low)) for high in ("eda080", "edadbf", "edae80", "edafbf") for low in ("edb080", "edbfbf")]
    yield [(True, chr(plane << 16 | last).encode()) for plane in range(17) for last in (0xFFFE, 0xFFFF)]
    yield [(True, chr(code).encode()) for code in range(0xFFF9, 0x10000)]


def cases():
    yield Case("6.1.1", "empty text", frames((TEXT, b"")), [message(b"")])
    yield Case("6.1.2", "three empty fragments", frames((TEXT, b"", False), (CONT, b"", False), (CONT, b"")), [message(b"")])
    middle = "middle frame payload".encode()
    yield Case("6.1.3", "empty, not empty, empty", frames((TEXT, b"", False), (CONT, middle, False), (CONT, b"")), [message(middle)])
    text = "Hello-µ@ßöäüàá-UTF-8!!".encode()
    yield Case("6.2.1", "valid, whole", frames((TEXT, text)), [message(text)])
    yield Case("6.2.2", "valid, cut between code points", frames((TEXT, text[:12], False), (CONT, text[12:])), [message(text)])
    yield Case("6.2.3", "valid, one octet a fragment", frames(*fragments(text, 1)), [message(text)])
    yield Case("6.2.4", "valid Greek, one octet a fragment", frames(*fragments(GREEK, 1)), [message(GREEK)])
    yield Case("6.3.1", "invalid, whole", frames((TEXT, INVALID)), fails=(1007,))
    yield Case("6.3.2", "invalid, one octet a fragment", frames(*fragments(INVALID, 1)), fails=(1007,))
    whole = [GREEK, bytes.fromhex("f4908080"), b"edited"]
    early = [GREEK, bytes.fromhex("f490"), bytes.fromhex("8080") + b"edited"]
    for n, parts, by_frames in ((1, whole, True), (2, early, True), (3, whole, False), (4, early, False)):
        yield Case(f"6.4.{n}", "fail at the first bad octet, " + ("in frames" if by_frames else "inside one frame"),
            fail_fast(parts, 1, by_frames), fails=(1007,))
    for group, rows in enumerate(sequences(), 5):
        for n, (valid, data) in enumerate(rows, 1):
            yield Case(f"6.{group}.{n}", data.hex(" ")[:60], frames((TEXT, data)), [message(data)] if valid else [],
                fails=() if valid else (1007,))
