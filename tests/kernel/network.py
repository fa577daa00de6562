# SPDX-License-Identifier: GPL-3.0-or-later
"""Two network namespaces joined by a cable, a feed at the far end, the program at this one.

Everything is inside the namespaces of this process and its children: nothing of the machine's network changes.
"""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE, THERE = "10.77.0.1", "10.77.0.2"
HERE6, THERE6 = "fd77::1", "fd77::2"
NOWHERE = "02:00:00:00:00:99"  # The hardware address of nobody: what goes there is lost without a word.
PORT = 9001
FOLDER = os.path.dirname(os.path.abspath(__file__))
FAR, LOSSY = os.path.join(FOLDER, "far.py"), os.path.join(FOLDER, "lossylink.py")


def run(*words, check=True):
    return subprocess.run(words, check=check, stdout=subprocess.DEVNULL, stderr=None if check else subprocess.DEVNULL).returncode


class Network:
    """The cable `near`—`far`; `far` is in a namespace that a sleeping child holds."""

    def __init__(self):
        self.holder = subprocess.Popen(["unshare", "-n", "sleep", "600"])
        own = os.readlink("/proc/self/ns/net")
        while os.readlink(f"/proc/{self.holder.pid}/ns/net") == own:
            time.sleep(0.01)
        run("ip", "link", "set", "lo", "up")
        run("ip", "link", "add", "near", "type", "veth", "peer", "name", "far")
        run("ip", "link", "set", "far", "netns", str(self.holder.pid))
        self.address(HERE, HERE6)
        run("ip", "link", "set", "near", "up")
        self.there("ip", "link", "set", "lo", "up")
        self.there("ip", "address", "add", f"{THERE}/24", "dev", "far")
        self.there("ip", "address", "add", f"{THERE6}/64", "dev", "far", "nodad")
        self.there("ip", "link", "set", "far", "up")

    def address(self, address, address6=None):
        run("ip", "address", "add", f"{address}/24", "dev", "near")
        if address6:
            run("ip", "address", "add", f"{address6}/64", "dev", "near", "nodad")

    def command(self, *words):
        return ["nsenter", "-t", str(self.holder.pid), "-n", *words]

    def there(self, *words):
        run(*self.command(*words))

    def pull(self):
        """The cable at the far end: no packet passes and nobody says so."""
        self.there("ip", "link", "set", "far", "down")

    def plug(self):
        self.there("ip", "link", "set", "far", "up")
        self.there("ip", "-6", "address", "replace", f"{THERE6}/64", "dev", "far", "nodad")

    def lose(self, address):
        """What is sent to the address goes nowhere from now on; what comes from it still arrives."""
        run("ip", "neighbour", "replace", address, "lladdr", NOWHERE, "dev", "near", "nud", "permanent")

    def close(self):
        self.holder.kill()


def started(words, sign):
    """The process of these words, as soon as it has said the sign."""
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    if process.stdout.readline().strip() != sign:
        raise RuntimeError(f"{os.path.basename(words[-1])} did not start")
    return process


class LossyLink:
    """lossylink.py beside the cable."""

    def __init__(self, network):
        self.process = started(["/usr/bin/python3", LOSSY, str(network.holder.pid)], "up")

    def close(self):
        self.process.kill()


class Feed:
    """far.py in the far namespace; options are its own."""

    def __init__(self, network, *options):
        self.process = started(network.command("/usr/bin/python3", FAR, str(PORT), *options), "listening")

    def close(self):
        self.process.kill()


class Program:
    """SocketScope without a window, connected as `profile` says; what it wrote is read back."""

    def __init__(self, program, host=THERE, options=(), **profile):
        self.folder = tempfile.TemporaryDirectory()
        home = self.folder.name
        os.makedirs(f"{home}/socketscope/profiles")
        profile = {"address": f"ws://{host}:{PORT}/", "heartbeat": {"interval": 10000, "timeout": 5000}, **profile}
        with open(f"{home}/socketscope/profiles/test.json", "w") as file:
            json.dump(profile, file)
        self.capture, self.report_file = f"{home}/c.sqlite", f"{home}/r.json"
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            [program, "--headless", "--profile", "test", "--capture", self.capture, "--report", self.report_file, *options],
            env={**os.environ, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"},
            stderr=subprocess.DEVNULL)

    def query(self, words, *values):
        try:
            base = sqlite3.connect(f"file:{self.capture}?mode=ro", uri=True, timeout=5)
            try:
                return base.execute(words, values).fetchall()
            finally:
                base.close()
        except sqlite3.OperationalError:
            return []  # Not there yet.

    def states(self):
        """Every change of state so far: (to, nanoseconds on the steady clock, the rest)."""
        rows = [json.loads(row[0]) for row in self.query("SELECT payload FROM notes WHERE kind = 'state' ORDER BY seq")]
        return [(row["to"], row["steady_ns"], row) for row in rows]

    def wait_for(self, what, seconds=60.0):
        """Until `what()` is true."""
        end = time.monotonic() + seconds
        while not what():
            if time.monotonic() > end:
                raise AssertionError(f"did not happen within {seconds} s; states: {[state[0] for state in self.states()]}")
            if self.process.poll() is not None:
                raise AssertionError(f"the program ended with {self.process.returncode}")
            time.sleep(0.1)

    def opens(self):
        return sum(state[0] == "Open" for state in self.states())

    def wait_open(self, times=1, seconds=60.0):
        self.wait_for(lambda: self.opens() >= times, seconds)

    def messages(self):
        """The numbers of the feed's messages, in the order of the capture."""
        return [json.loads(row[0])["n"] for row in self.query("SELECT payload FROM messages WHERE direction = 'in' AND opcode = 1 ORDER BY seq")]

    def end(self, seconds=60.0):
        """Ends it as Ctrl+C does, unless it has ended by itself; the report."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        self.process.wait(seconds)
        with open(self.report_file) as file:
            return json.load(file)

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.folder.cleanup()


def expect(true, what):
    if not true:
        raise AssertionError(what)
