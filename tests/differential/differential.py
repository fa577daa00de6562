#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gives what our tests and fuzz seeds hold to another engine too: differential.py FOLDER_OF_TEST_PROGRAMS.

The other engine is the sans-I/O protocol of python3-websockets 10.4, whose permessage-deflate is Python's zlib. Every row that
the unit tests of core/ws give to a session or a handshake, and every fuzz seed, goes through both. A disagreement must be one
of KNOWN, which docs/protocol.md explains; any other, or one of KNOWN that no longer occurs, fails the test.
"""

import json
import logging
import os
import subprocess
import sys
import tempfile

try:
    from websockets import exceptions, frames, headers
    from websockets.client import ClientConnection
    from websockets.connection import OPEN
    from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory, PerMessageDeflate, ServerPerMessageDeflateFactory
    from websockets.server import ServerConnection
    from websockets.uri import parse_uri
except ImportError:
    print("python3-websockets is not installed: nothing compared")
    sys.exit(1 if os.environ.get("CI") else 0)

PROGRAMS = os.path.abspath(sys.argv[1])
ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
SEEDS = os.path.join(ROOT, "tests", "fuzz", "seeds")
NAMES = {frames.OP_TEXT: "text", frames.OP_BINARY: "binary", frames.OP_PING: "ping", frames.OP_PONG: "pong", frames.OP_CLOSE: "close"}
LOG = logging.getLogger("quiet")
LOG.addHandler(logging.NullHandler())
LOG.propagate = False

# Who is right and why is in docs/protocol.md, "Beside another engine"; the key is printed there too.
KNOWN = {
    "fail-fast": "we fail at the first wrong byte of a frame that is not whole yet",
    "length not minimal": "it takes a length in a longer form than needed, also in a control frame",
    "length negative": "it reads the length without its sign and answers 1009, we 1002",
    "close code before reason": "of two faults in a close frame it names the reason (1007), we the code (1002)",
    "invalid deflate data": "it answers 1002 to data that cannot be inflated, we 1007",
    "unfinished deflate data": "it delivers a message whose last block is not whole",
    "UTF-8 before deflate": "bad UTF-8 in front of a broken block: it answers 1002, we 1007",
    "UTF-8 before the limit": "bad UTF-8 within the limit of a message that grows beyond it: it answers 1009, we 1007",
    "empty or final block": "it refuses an empty compressed message, and loses one behind a final block",
    "our limits": "it has no limit on a frame, or on the number of fragments",
    "size of control frames": "it measures a control frame by what the message has left",
    "close inside a message": "it answers a close frame inside a fragmented message, then fails with 1002",
    "request strictness": "we refuse what it takes",
    "request it refuses": "it wants Upgrade to hold nothing else, and no Content-Length",
    "response strictness": "we refuse what it takes",
    "response it refuses": "it knows no interim answers and wants a reason phrase",
}


def seed_files(target):
    folder = os.path.join(SEEDS, target)
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as file:
            yield file.read()


def rows():
    """The lines that the unit tests and the replay of the seeds write down, and those of seeds that are no session."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "rows")
        environment = dict(os.environ, SOCKETSCOPE_ROWS=path, SOCKETSCOPE_SCRIPTS="250")
        for name in ("session", "sending", "deflate", "utf8", "chunking", "clienthandshake", "serverhandshake"):
            subprocess.run([os.path.join(PROGRAMS, "ws_tests"), f"tst_{name}", "-silent"], env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for target in ("frames_client", "frames_server", "inflate", "session"):
            subprocess.run([os.path.join(PROGRAMS, "fuzz.replay"), target, os.path.join(SEEDS, target)], env=environment, check=True, stdout=subprocess.DEVNULL)
        with open(path, encoding="ascii") as file:
            lines = set(file.read().split("\n")) - {""}
    for data in seed_files("close_payload"):
        lines.update("close\t" + data[:size].hex() for size in range(min(len(data), 125) + 1))
    lines.update("extensions\t" + data.hex() for data in seed_files("extension_header"))
    lines.update("request\t" + data.hex() for data in seed_files("request_head"))
    lines.update("response\ta,b\t1\t" + data.hex() for data in seed_files("response_head"))
    # A row of megabytes says no more than one of kilobytes here, and Python unmasks slowly.
    return sorted(line for line in lines if len(line) < 400_000)


def session(words):
    """What the other engine makes of the frames: events delivered, and the close code it answers with."""
    client = words[1] == "client"
    connection = ClientConnection(parse_uri("ws://host/"), state=OPEN, max_size=int(words[8]), logger=LOG) if client else ServerConnection(state=OPEN, max_size=int(words[8]), logger=LOG)
    connection.key = "dGhlIHNhbXBsZSBub25jZQ=="
    if words[2] == "1":
        server = (words[3] == "1", int(words[5]))
        own = (words[4] == "1", int(words[6]))
        remote, local = (server, own) if client else (own, server)
        connection.extensions = [PerMessageDeflate(remote[0], local[0], remote[1], max(local[1], 9))]
    connection.receive_data(bytes.fromhex(words[10]))
    code = connection.close_sent.code if connection.close_sent else None
    if code is None and connection.parser_exc is not None:
        code = 1002
    events, parts, opcode = [], b"", None
    for frame in connection.events_received():
        if frame.opcode in (frames.OP_TEXT, frames.OP_BINARY):
            parts, opcode = b"", frame.opcode
        if frame.opcode in (frames.OP_TEXT, frames.OP_BINARY, frames.OP_CONT):
            parts += bytes(frame.data)
            if opcode == frames.OP_TEXT and not starts_utf8(parts, frame.fin):
                return {"events": events, "code": 1007}  # Its sans-I/O layer leaves UTF-8 to the caller.
            if frame.fin:
                events.append([NAMES[opcode], parts.hex()])
        else:
            events.append([NAMES[frame.opcode], bytes(frame.data).hex()])
    return {"events": events, "code": code}


def starts_utf8(data, whole):
    try:
        data.decode()
    except UnicodeDecodeError as error:
        # Only an end inside a code point may still become right.
        return not whole and error.reason == "unexpected end of data"
    return True


def close(words):
    if not words[1]:
        return {"code": 1005, "reason": ""}  # Its parse() says the same, and its check() would refuse to send it.
    try:
        read = frames.Close.parse(bytes.fromhex(words[1]))
        read.check()
        return {"code": int(read.code), "reason": read.reason.encode().hex()}
    except (exceptions.ProtocolError, UnicodeDecodeError):
        return {"error": True}


def extensions(words):
    try:
        text = bytes.fromhex(words[1]).decode("latin-1")
        found = headers.parse_extension(text)
    except exceptions.InvalidHeaderFormat:
        return {"error": True}
    encode = lambda word: word.encode("latin-1").hex()
    return {"list": [[encode(name), [[encode(key), None if value is None else encode(value)] for key, value in parameters]] for name, parameters in found]}


def request(words):
    connection = ServerConnection(extensions=[ServerPerMessageDeflateFactory()], logger=LOG)
    try:
        connection.receive_data(bytes.fromhex(words[1]))
    except Exception:  # It raises many kinds here, and means refused.
        return {"error": True}
    events = connection.events_received()
    if connection.parser_exc is not None:
        return {"error": True}
    if not events:
        return {"pending": True}
    return {"accepted": True} if connection.accept(events[0]).status_code == 101 else {"error": True}


def response(words):
    offer = [ClientPerMessageDeflateFactory(client_max_window_bits=True)] if words[2] == "1" else None
    connection = ClientConnection(parse_uri("ws://host/"), subprotocols=words[1].split(",") if words[1] else None, extensions=offer, logger=LOG)
    connection.key = "dGhlIHNhbXBsZSBub25jZQ=="
    try:
        connection.receive_data(bytes.fromhex(words[3]))
    except Exception:  # It raises many kinds here, and means refused.
        return {"error": True}
    connection.events_received()
    if connection.handshake_exc is not None or connection.parser_exc is not None:
        return {"error": True}
    return {"accepted": True} if connection.state is OPEN else {"pending": True}


def reason(words, ours, theirs):
    """The KNOWN disagreement this is, None for agreement, or a text that says what is new."""
    kind = words[0]
    if kind == "session":
        return session_reason(words, ours, theirs)
    if kind in ("close", "extensions"):
        same = ("error" in ours) == ("error" in theirs) if "error" in ours or "error" in theirs else ours == theirs
        if same:
            return None
        return "extension grammar" if kind == "extensions" else "close payload"
    if ("accepted" in ours) == ("accepted" in theirs):
        return None  # Refused now or later; both parse line by line.
    return f"{kind} strictness" if "accepted" in theirs else f"{kind} it refuses"


def session_reason(words, ours, theirs):
    if ours["events"] == theirs["events"] and ours["code"] == theirs["code"]:
        return None
    error, code = ours["error"], theirs["code"]
    same = theirs["events"] == ours["events"]
    same_start = theirs["events"][: len(ours["events"])] == ours["events"]
    deflated = words[2] == "1"
    if error == "length not minimal" and same_start:
        return error
    if error == "control frame too long" and same_start and code == 1000:
        return "length not minimal"
    if error == "length negative" and same and code == 1009:
        return error
    if error == "close code invalid" and same and code == 1007:
        return "close code before reason"
    if error in ("frame too big", "too many fragments") and same_start:
        return "our limits"
    if error and code is None and same:
        return "fail-fast"
    if error == "invalid deflate data" and same and code == 1002:
        return error
    if error == "invalid deflate data" and deflated and code is None and same_start:
        return "unfinished deflate data"
    if error == "invalid UTF-8" and deflated and same and code == 1002:
        return "UTF-8 before deflate"
    if error == "invalid UTF-8" and deflated and same and code == 1009:
        return "UTF-8 before the limit"
    if not error and ours["events"][-1:] and ours["events"][-1][0] == "close" and code == 1002:
        return "close inside a message"
    if not error and deflated and code in (None, 1002) and len(theirs["events"]) <= len(ours["events"]):
        return "empty or final block"
    if not error and code == 1009:
        return "size of control frames"
    return f"ours {error or 'no failure'} {ours['code']}, theirs {code}"


def main():
    lines = rows()
    answer = subprocess.run([os.path.join(PROGRAMS, "differential.outcome")], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True)
    ask = {"session": session, "close": close, "extensions": extensions, "request": request, "response": response}
    counts, unlisted = {}, 0
    for line, ours in zip(lines, answer.stdout.split("\n")):
        words = line.split("\t")
        ours = json.loads(ours)
        theirs = ask[words[0]](words)
        why = reason(words, ours, theirs)
        if why is None:
            continue
        counts[why] = counts.get(why, 0) + 1
        if why not in KNOWN:
            unlisted += 1
            if counts[why] <= 2:
                print(f"unlisted: {why}\n  {line[:3000]}\n  ours   {str(ours)[:300]}\n  theirs {str(theirs)[:300]}")
    for why, count in sorted(counts.items()):
        print(f"{count:6} {why}: {KNOWN.get(why, 'UNLISTED')}")
    print(f"{len(lines)} inputs, {sum(counts.values())} disagreements, {unlisted} unlisted")
    gone = [why for why in KNOWN if why not in counts]
    if gone:
        print("listed, but seen no more:", ", ".join(gone))
    return 1 if unlisted or gone else 0


sys.exit(main())
