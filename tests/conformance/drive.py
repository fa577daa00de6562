#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays both fuzzing ends of the standard conformance suite's protocol against an endpoint, with our own cases.

drive.py --server PROGRAM     starts PROGRAM 0, reads `port=…` from it, and tests it as a server
drive.py --client PROGRAM     listens, starts PROGRAM URL AGENT, and tests it as a client
drive.py --connect HOST:PORT  tests an echo server that runs already
drive.py --listen PORT        serves one client that comes by itself
Options: --only PREFIX,… (cases), --messages N (a case of many messages), --volume BYTES (a deflate case), --quick (both
small), --report FILE (a JSON verdict for each case), --allow N (so many verdicts may be NON-STRICT).
Exit status 0 when every case is OK or INFORMATIONAL.
"""

import argparse
import collections
import json
import os
import signal
import socket
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from suite import case, closing, deflate, framing, limits, utf8, wire  # noqa: E402


def all_cases(options):
    yield from framing.cases()
    yield from utf8.cases()
    yield from closing.cases()
    yield from limits.cases(options.messages)
    yield from deflate.cases(options.messages, options.volume)


class Results:
    def __init__(self, role, cases):
        self.role, self.cases, self.verdicts, self.began, self.took = role, cases, {}, time.monotonic(), 0.0

    def add(self, each, verdict, why):
        self.verdicts[each.id] = (verdict, why)
        self.took = time.monotonic() - self.began
        if verdict not in ("OK", "INFORMATIONAL"):
            print(f"{self.role} {each.id} {verdict}: {each.what}: {why}", flush=True)

    def print(self):
        groups = collections.defaultdict(collections.Counter)
        for each in self.cases:
            groups[int(each.id.split(".")[0])][self.verdicts.get(each.id, ("NOT RUN", ""))[0]] += 1
        for group, counts in sorted(groups.items()):
            print(f"  {self.role} {group:2}: " + ", ".join(f"{n} {word}" for word, n in sorted(counts.items())))
        total = sum(groups.values(), collections.Counter())
        words = ", ".join(f"{n} {word}" for word, n in total.most_common())
        print(f"{self.role}: {len(self.cases)} cases: {words} ({self.took:.0f} s)", flush=True)
        return total


def judge(each, stream):
    try:
        return case.run(each, stream)
    except wire.Broken as broken:
        return "FAILED", f"the endpoint sent {broken}"
    finally:
        stream.sock.close()


def test_server(cases, host, port):
    results = Results("server", cases)
    for each in cases:
        try:
            stream = wire.connect(host, port, "/", each.offers)
        except (OSError, wire.Broken) as broken:
            results.add(each, "FAILED", f"no connection: {broken}")
            continue
        results.add(each, *judge(each, stream))
    return results


def test_client(cases, listener):
    """Serves the suite's addresses until the client asks for its report."""
    results = Results("client", cases)
    while True:
        sock, _ = listener.accept()
        try:
            path, stream = wire.accept(sock, lambda path, offer: answer_for(cases, path, offer))
        except (OSError, wire.Broken, KeyError) as broken:
            print(f"client: a connection came to nothing: {broken}", flush=True)
            continue
        if path.startswith("/runCase?"):
            each = cases[number_in(path) - 1]
            results.add(each, *judge(each, stream))
            continue
        if path.startswith("/getCaseCount"):
            stream.send(wire.TEXT, str(len(cases)).encode())
        stream.send(wire.CLOSE, wire.close_payload(1000))
        stream.wait(lambda: stream.close_event() is not None, 10)
        sock.close()
        if path.startswith("/updateReports"):
            return results


def number_in(path):
    return int(dict(part.split("=") for part in path.partition("?")[2].split("&"))["case"])


def answer_for(cases, path, offer):
    """What the case answers, without what this client did not offer."""
    if not path.startswith("/runCase?") or b"permessage-deflate" not in offer:
        return b""
    answer = cases[number_in(path) - 1].answer
    if b"client_max_window_bits" not in offer:
        answer = ";".join(part for part in answer.split(";") if "client_max_window_bits" not in part)
    return answer.encode()


def start_server(program):
    process = subprocess.Popen([program, "0"], stdout=subprocess.PIPE, text=True)
    line = process.stdout.readline()
    if not line.startswith("port="):
        sys.exit(f"{program} did not tell its port: {line!r}")
    return process, int(line[5:])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server")
    parser.add_argument("--client")
    parser.add_argument("--connect")
    parser.add_argument("--listen", type=int)
    parser.add_argument("--only", default="")
    parser.add_argument("--messages", type=int, default=1000)
    parser.add_argument("--volume", type=int, default=4 << 20)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--report")
    parser.add_argument("--allow", type=int, default=0)
    options = parser.parse_args()
    if options.quick:
        options.messages, options.volume = 20, 128 << 10
    wanted = [prefix for prefix in options.only.split(",") if prefix]
    cases = list(all_cases(options))
    assert len(cases) == 517 and len({each.id for each in cases}) == 517, len(cases)
    if wanted:
        cases = [each for each in cases if any((each.id + ".").startswith(p if p.endswith(".") else p + ".") for p in wanted)]
    done = []
    if options.server:
        process, port = start_server(options.server)
        done.append(test_server(cases, "127.0.0.1", port))
        process.send_signal(signal.SIGTERM)
        if process.wait(20) not in (0, -signal.SIGTERM):
            sys.exit(f"the server ended with {process.returncode}")
    if options.connect:
        host, _, port = options.connect.rpartition(":")
        done.append(test_server(cases, host, int(port)))
    if options.client or options.listen:
        listener = socket.create_server(("127.0.0.1", options.listen or 0))
        listener.settimeout(300)
        url = f"ws://127.0.0.1:{listener.getsockname()[1]}"
        process = subprocess.Popen([options.client, url, "SocketScope"]) if options.client else None
        done.append(test_client(cases, listener))
        if process and process.wait(20) != 0:
            sys.exit(f"the client ended with {process.returncode}")
    if options.report:
        with open(options.report, "w", encoding="utf-8") as file:
            json.dump({results.role: results.verdicts for results in done}, file, indent=1)
    bad = 0
    for results in done:
        total = results.print()
        bad += len(cases) - total["OK"] - total["INFORMATIONAL"]
    return 0 if bad <= options.allow else 1


if __name__ == "__main__":
    sys.exit(main())
