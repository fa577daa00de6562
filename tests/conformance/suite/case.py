# SPDX-License-Identifier: GPL-3.0-or-later
"""What a case is, and how it is judged: the words are those of the standard suite.

OK             behaves as the RFC says
NON-STRICT     allowed, but not what a strict endpoint does (a message in front of a failure not echoed, a late failure)
INFORMATIONAL  the case has no right or wrong
FAILED         breaks a rule
UNIMPLEMENTED  an extension that the case needs was not agreed
"""

import dataclasses
import typing

from .wire import CLOSE, close_payload

PATIENCE = 15  # Seconds without a byte before an endpoint counts as silent; no case waits for it when all is well.


@dataclasses.dataclass
class Case:
    id: str
    what: str
    act: typing.Callable  # Takes the Stream; sends what the case sends.
    ok: list = dataclasses.field(default_factory=list)  # The events that must come, close frames apart.
    non_strict: typing.Optional[list] = None  # Others that may.
    fails: tuple = ()  # Close codes of which the endpoint must send one; empty: it must stay open until we close.
    closes: bool = False  # `act` sends a close frame of its own.
    answers: tuple = (1000,)  # Codes it may answer our close frame with.
    informational: bool = False
    offers: tuple = ()  # permessage-deflate: what we offer as a client …
    answer: str = ""  # … and what we answer as a server.


class Verdict(Exception):
    """Ends a case early."""


def expect(condition, why):
    if not condition:
        raise Verdict(f"FAILED {why}")


def run(case, stream):
    """The verdict on one connection, and why."""
    if case.offers and not stream.deflate:
        return "UNIMPLEMENTED", "permessage-deflate was not agreed"
    try:
        return _run(case, stream)
    except Verdict as verdict:
        word, _, why = str(verdict).partition(" ")
        return word, why


def _others(stream):
    return [event for event in stream.events if event[0] != "close"]


def _run(case, stream):
    late = case.act(stream) == "late"
    if case.fails:
        stream.wait(lambda: stream.close_event() is not None, PATIENCE)
        close = stream.close_event()
        expect(close is not None, "no close frame came")
        expect(case.informational or close[1] in case.fails, f"close code {close[1]}, not {case.fails}")
    else:
        stream.wait(lambda: len(_others(stream)) >= len(case.ok) or stream.close_event(), PATIENCE)
        if not case.closes:
            expect(stream.close_event() is None, f"closed by itself: {stream.close_event()}")
            stream.send(CLOSE, close_payload(1000))
        stream.wait(lambda: stream.close_event() is not None, PATIENCE)
        close = stream.close_event()
        expect(close is not None, "our close frame was not answered")
        expect(case.informational or close[1] in case.answers, f"close answered with {close[1]}")
    expect(_ends(stream), "the stream was left open behind the closing handshake")
    if case.informational:
        return "INFORMATIONAL", f"events {len(_others(stream))}, close code {close[1]}"
    if _others(stream) == case.ok:
        return ("NON-STRICT", "failed late") if late else ("OK", "")
    if case.non_strict is not None and _others(stream) == case.non_strict:
        return "NON-STRICT", "a message in front was not echoed"
    return "FAILED", f"got {short(_others(stream))}, not {short(case.ok)}"


def _ends(stream):
    """§7.1.1: the server ends the TCP stream first; a client only has to follow."""
    if stream.is_client:
        stream.wait(lambda: stream.ended, PATIENCE)
        return stream.ended
    stream.wait(lambda: not stream.out, PATIENCE)
    return True


def short(events):
    return [(event[0], bytes(event[1][:20]), len(event[1])) + tuple(event[2:]) for event in events[:4]] + (["…"] if len(events) > 4 else [])
