# SPDX-License-Identifier: GPL-3.0-or-later
"""7: the closing handshake, its codes and reasons."""

from .case import Case
from .framing import HELLO, PIECES, frames, message
from .wire import CLOSE, CONT, PING, TEXT, close_payload


def closing(name, what, payload, fails=(), **more):
    return Case(name, what, frames((CLOSE, payload)), fails=fails, closes=True, **more)


def cases():
    normal = close_payload(1000)
    one, two = PIECES
    yield Case("7.1.1", "text, then close", frames((TEXT, HELLO), (CLOSE, normal)), [message(HELLO)], closes=True)
    yield Case("7.1.2", "two close frames", frames((CLOSE, normal), (CLOSE, normal)), closes=True)
    yield Case("7.1.3", "close, then ping", frames((CLOSE, normal), (PING, b"")), closes=True)
    yield Case("7.1.4", "close, then text", frames((CLOSE, normal), (TEXT, HELLO)), closes=True)
    yield Case("7.1.5", "close between two fragments", frames((TEXT, one, False), (CLOSE, normal), (CONT, two)), closes=True)
    big = b"BAsd7&jh23" * 26214
    yield Case("7.1.6", "text of 256 KiB, then close, then ping", frames((TEXT, big), (CLOSE, normal), (PING, b"")),
        [message(big)], closes=True, informational=True)
    yield closing("7.3.1", "close without code", b"", answers=(None, 1000))
    yield closing("7.3.2", "close payload of one byte", b"a", fails=(1002,))
    yield closing("7.3.3", "close with a code", normal)
    yield closing("7.3.4", "close with a code and a reason", close_payload(1000, b"Hello World!"))
    yield closing("7.3.5", "close with a reason of 123 bytes", close_payload(1000, b"*" * 123))
    yield closing("7.3.6", "close with a reason of 124 bytes", close_payload(1000, b"*" * 124), fails=(1002,))
    invalid = bytes.fromhex("cebae1bdb9cf83cebcceb5eda080656469746564")
    yield closing("7.5.1", "close with a reason that is not UTF-8", close_payload(1000, invalid), fails=(1007,))
    for n, code in enumerate((1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999), 1):
        yield closing(f"7.7.{n}", f"valid code {code}", close_payload(code), answers=(code, 1000))
    for n, code in enumerate((0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999), 1):
        yield closing(f"7.9.{n}", f"invalid code {code}", close_payload(code), fails=(1002,))
    for n, code in ((1, 5000), (2, 65535)):
        yield closing(f"7.13.{n}", f"code {code}", close_payload(code), informational=True)
