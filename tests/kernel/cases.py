# SPDX-License-Identifier: GPL-3.0-or-later
"""The faults that need a kernel to make them. A case is a function; its first line of text says what it is."""

import contextlib
import os
import tempfile
import time

import lossylink
from network import HERE, NOWHERE, THERE, THERE6, Feed, LossyLink, Network, Program, expect, run

SLACK = 4  # Seconds that a busy machine may add to what is promised.
QUICK_RETRY = {"reconnect": {"reconnectInterval": 500, "maxReconnectInterval": 2000, "jitter": False}}


class Stage(contextlib.ExitStack):
    """The network of one case, and what is closed with it: the last one first."""

    def __enter__(self):
        super().__enter__()
        self.network = self.enter_context(contextlib.closing(Network()))
        return self

    def feed(self, *options):
        return self.enter_context(contextlib.closing(Feed(self.network, *options)))

    def program(self, *arguments, **profile):
        return self.enter_context(contextlib.closing(Program(*arguments, **profile)))


def found_after(program, cut):
    """Seconds from `cut` (steady clock) until the loss was found."""
    lost = [at for to, at, rest in program.states() if at > cut and to in ("WaitingRetry", "Failed", "Closed")]
    return (lost[0] - cut) / 1e9


def half_open(binary, at_most, heartbeat, cut):
    with Stage() as stage:
        stage.feed()
        program = stage.program(binary, heartbeat=heartbeat, **QUICK_RETRY)
        program.wait_open()
        program.wait_for(lambda: len(program.messages()) > 10)
        began = time.monotonic_ns()
        cut(stage.network)
        program.wait_for(lambda: any(at > began and to == "WaitingRetry" for to, at, _ in program.states()), at_most + 30)
        seconds = found_after(program, began)
        expect(seconds <= at_most + SLACK, f"found only after {seconds:.1f} s")
        run("ip", "neighbour", "del", THERE, "dev", "near", check=False)
        stage.network.plug()
        program.wait_open(2)
        before = len(program.messages())
        program.wait_for(lambda: len(program.messages()) > before + 5)
        numbers = program.messages()
        expect(numbers == sorted(set(numbers)), "a message came twice or out of order")
        expect(any(row[0] == "gap" for row in program.query("SELECT kind FROM notes")), "no gap in the capture")
        report = program.end()
        expect(report["timeouts"] >= 1 and report["reconnects"] == 1, f"the report says {report}")
        return f"found after {seconds:.1f} s, at most {at_most}"


FAST = {"interval": 10000, "timeout": 5000, "secondProbe": False}  # As the presets of these names.
DEFAULT = {"interval": 30000, "timeout": 5000}


def n06_fast(binary):
    """N06 the cable is pulled, heartbeat fast"""
    return half_open(binary, 15, FAST, Network.pull)


def n06_default(binary):
    """N06 the cable is pulled, heartbeat as it is by default"""
    return half_open(binary, 41, DEFAULT, Network.pull)


def n07_not_heard(binary):
    """N07 what we send is lost, what the server sends arrives"""
    return half_open(binary, 15, FAST, lambda network: network.lose(THERE))


def n02_silence(binary):
    """N02 an address where nobody is: one deadline over all steps"""
    with Stage() as stage:
        stage.network.lose("10.77.0.9")
        program = stage.program(binary, "10.77.0.9", options=["--no-reconnect", "--until-close"])
        program.process.wait(60)
        seconds = time.monotonic() - program.began
        report = program.end()
        expect(program.process.returncode == 1, f"exit status {program.process.returncode}")
        expect(report["state"] == "failed" and report["timeouts"] == 1, f"the report says {report}")
        expect(9 < seconds < 20, f"ended after {seconds:.1f} s")
        return f"given up after {seconds:.1f} s, the deadline is 10"


def with_file(path, text):
    """Puts another file in the place of `path`, for this process and its children."""
    file = tempfile.NamedTemporaryFile("w", delete=False)
    file.write(text)
    file.close()
    os.chmod(file.name, 0o644)
    run("mount", "--bind", file.name, path)


def n03_dead_ipv6(binary):
    """N03 a name whose IPv6 address is dead and whose IPv4 address lives"""
    with Stage() as stage:
        with_file("/etc/hosts", f"{THERE6} two.test\n{THERE} two.test\n")
        stage.feed()
        run("ip", "-6", "neighbour", "replace", THERE6, "lladdr", NOWHERE, "dev", "near", "nud", "permanent")
        program = stage.program(binary, "two.test")
        program.wait_open(seconds=30)
        states = program.states()
        opened = next(at for to, at, _ in states if to == "Open")
        milliseconds = (opened - states[0][1]) / 1e6
        program.wait_for(lambda: len(program.messages()) > 5)
        report = program.end()
        expect(report["connection_attempts"] == 1, f"{report['connection_attempts']} attempts")
        expect(milliseconds < 5000, f"open only after {milliseconds:.0f} ms")
        return f"open after {milliseconds:.0f} ms; the second address is tried after 250"


def n04_silent_resolver(binary):
    """N04 a name server that never answers"""
    with Stage() as stage:
        with_file("/etc/resolv.conf", "nameserver 10.77.0.8\n")
        stage.network.lose("10.77.0.8")
        program = stage.program(binary, "name.test", options=["--no-reconnect", "--until-close"])
        program.process.wait(60)
        seconds = time.monotonic() - program.began
        report = program.end()
        expect(program.process.returncode == 1 and report["state"] == "failed", f"the report says {report}")
        expect(9 < seconds < 30, f"ended after {seconds:.1f} s")
        return f"given up after {seconds:.1f} s, the deadline is 10"


def slow(binary, worsen, seconds, host=THERE):
    with Stage() as stage:
        worsen(stage)
        stage.feed("--interval", "0.05", "--size", "400")
        program = stage.program(binary, host, heartbeat=FAST, **QUICK_RETRY)
        program.wait_open()
        end = time.monotonic() + seconds
        program.wait_for(lambda: time.monotonic() > end, seconds + 10)
        numbers = program.messages()
        states = [state[0] for state in program.states()]
        report = program.end()
        expect(len(numbers) > 100, f"only {len(numbers)} messages")
        expect(numbers == list(range(numbers[0], numbers[0] + len(numbers))), "a message is missing or came twice")
        expect(report["reconnects"] == 0 and "WaitingRetry" not in states, f"a false loss: {states}")
        return f"{len(numbers)} messages in {seconds} s, no false loss"


def n10_narrow(binary):
    """N10 64 kbit/s with two seconds of packets waiting, and a feed of more than that"""
    shape = ["tbf", "rate", "64kbit", "burst", "4kb", "latency", "2s"]
    return slow(binary, lambda stage: stage.network.there("tc", "qdisc", "add", "dev", "far", "root", *shape), 60)


def n10_lossy(binary):
    """N10 300 ms with jitter, 5 % loss each way, reordering"""
    return slow(binary, lambda stage: stage.enter_context(contextlib.closing(LossyLink(stage.network))), 60, lossylink.THERE)


def n23_new_address(binary):
    """N23 our address changes under the connection"""
    with Stage() as stage:
        stage.feed()
        program = stage.program(binary, heartbeat=FAST, **QUICK_RETRY)
        program.wait_open()
        program.wait_for(lambda: len(program.messages()) > 10)
        began = time.monotonic_ns()
        run("ip", "address", "del", f"{HERE}/24", "dev", "near")
        stage.network.address("10.77.0.5")
        program.wait_open(2)
        seconds = found_after(program, began)
        expect(seconds <= 15 + SLACK, f"found only after {seconds:.1f} s")
        before = len(program.messages())
        program.wait_for(lambda: len(program.messages()) > before + 5)
        numbers = program.messages()
        expect(numbers == sorted(set(numbers)), "a message came twice or out of order")
        return f"found after {seconds:.1f} s"


def n24_no_network(binary):
    """N24 no network for a while: it goes on trying, and opens when there is one again"""
    with Stage() as stage:
        stage.feed()
        program = stage.program(binary, heartbeat=FAST, options=["--retry", "forever"], **QUICK_RETRY)
        program.wait_open()
        run("ip", "link", "set", "near", "down")
        failed = lambda: sum(to == "WaitingRetry" for to, _, _ in program.states())
        program.wait_for(lambda: failed() >= 4)
        run("ip", "link", "set", "near", "up")
        program.wait_open(2)
        before = len(program.messages())
        program.wait_for(lambda: len(program.messages()) > before + 5)
        report = program.end()
        expect(report["reconnects"] == 1, f"{report['reconnects']} reconnects")
        return f"{failed()} attempts without a network, then open"


ALL = [n02_silence, n03_dead_ipv6, n04_silent_resolver, n06_default, n06_fast, n07_not_heard, n10_lossy, n10_narrow, n23_new_address, n24_no_network]


def lacking(case):
    """Why the case cannot be tried here; empty when it can."""
    if case is n10_lossy:
        try:
            os.close(lossylink.tun(b"probe"))
        except OSError as error:
            return f"no TUN devices: {error}"
    return ""
