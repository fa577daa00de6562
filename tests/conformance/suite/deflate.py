# SPDX-License-Identifier: GPL-3.0-or-later
"""12: permessage-deflate with kinds of data and sizes. 13: its parameters."""

import random

from .case import PATIENCE, Case, expect

SIZES = [(size, 0) for size in (16, 64, 256, 1024, 4096, 8192, 16384, 32768, 65536, 131072)]
SIZES += [(size, 256) for size in (8192, 16384, 32768, 65536, 131072)]
SIZES += [(131072, fragment) for fragment in (1024, 4096, 32768)]
assert len(SIZES) == 18


def json_text(chance):
    rows = ('{"id":%d,"name":"%s","price":%.2f,"tags":["%s","%s"]},\n' % (i, chance.choice(("北京", "Zürich", "Oslo")),
        chance.random() * 1000, chance.choice("abcdef"), chance.choice("uvwxyz")) for i in range(3000))
    return "".join(rows).encode()


def bitmap(chance):
    return bytes((x * y // 97 + chance.randrange(8)) & 0xFF for y in range(512) for x in range(512))


def prose(chance):
    words = "Habe nun ach Philosophie Juristerei und Medizin und leider auch Theologie durchaus studiert mit heißem Bemühn".split()
    return " ".join(chance.choice(words) for _ in range(30000)).encode()


def html(chance):
    return "".join('<tr class="%s"><td>%d</td><td>%s</td></tr>\n' % (chance.choice(("odd", "even")), chance.randrange(10**6),
        chance.choice(("ä", "ö", "wide", "narrow"))) for _ in range(6000)).encode()


def pdf(chance):
    return chance.randbytes(1 << 20)


_data = {}


def data_of(make):
    if make not in _data:
        _data[make] = make(random.Random(make.__name__))
    return _data[make]


def pieces(data, size, count, is_text):
    """\a count messages of about \a size bytes, going round in the data; text is cut between code points."""
    at = 0
    for _ in range(count):
        piece = (data[at:] + data * (size // len(data) + 1))[:size] if at + size > len(data) else data[at : at + size]
        if is_text:
            piece = piece.decode("utf-8", "ignore").encode()
        yield piece
        at = (at + size) % len(data)


def conversation(make, is_text, size, fragment, count, must_have):
    def act(stream):
        for name in must_have if stream.is_client else ():
            expect(name in stream.extension.decode(), f"{name} was asked for and not agreed: {stream.extension.decode()}")
        for i, piece in enumerate(pieces(data_of(make), size, count, is_text)):
            stream.send_message(piece, not is_text, fragment)
            expect(stream.wait(lambda: stream.events, PATIENCE), f"no echo of message {i + 1}")
            expect(stream.events == [("message", piece, not is_text)], f"another echo of message {i + 1}")
            stream.events.clear()

    return act


def group(number, make, is_text, messages, volume, offers, answer, must_have=()):
    for n, (size, fragment) in enumerate(SIZES, 1):
        count = max(4, min(messages, volume // size))
        what = f"{count} × {size} bytes of {make.__name__}" + (f" in fragments of {fragment}" if fragment else "")
        yield Case(f"{number}.{n}", what, conversation(make, is_text, size, fragment, count, must_have),
            offers=offers, answer=answer)


def offer(forgets, bits):
    text = "permessage-deflate; client_no_context_takeover; client_max_window_bits"
    return text + ("; server_no_context_takeover" if forgets else "") + (f"; server_max_window_bits={bits}" if bits else "")


def cases(messages=1000, volume=4 << 20):
    """At most \a messages a case and about \a volume bytes, at least four messages."""
    kinds = ((json_text, True), (bitmap, False), (prose, False), (html, True), (pdf, False))
    for n, (make, is_text) in enumerate(kinds, 1):
        yield from group(f"12.{n}", make, is_text, messages, volume, (offer(False, 0),), "permessage-deflate")
    asked = ((False, 0), (True, 0), (False, 9), (False, 15), (True, 9), (True, 15))
    for n, (forgets, bits) in enumerate(asked, 1):
        answer = "permessage-deflate" + ("; client_no_context_takeover" if forgets else "")
        answer += f"; client_max_window_bits={bits}" if bits else ""
        must = (["server_no_context_takeover"] if forgets else []) + ([f"server_max_window_bits={bits}"] if 0 < bits < 15 else [])
        yield from group(f"13.{n}", json_text, True, messages, volume, (offer(forgets, bits),), answer, must)
    yield from group("13.7", json_text, True, messages, volume, (offer(True, 9), offer(True, 0), offer(False, 0)),
        "permessage-deflate; client_no_context_takeover; client_max_window_bits=9",
        ["server_no_context_takeover", "server_max_window_bits=9"])
