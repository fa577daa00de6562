#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults made by the kernel, in network namespaces of our own: run.py PROGRAM [CASE …]. PROGRAM is the released one.

Prints a line for each case; exit status 1 if one fails, 77 where the system allows no namespaces.
"""

import concurrent.futures
import os
import subprocess
import sys
import traceback

import cases


def own_namespaces():
    """The words that give a command network and mount namespaces of its own in which all can be done that cases do; else why not."""
    why = ""
    for words in (["unshare", "-mn"], ["unshare", "-Urmn"]):
        tried = subprocess.run([*words, sys.executable, os.path.abspath(__file__), "--probe"], capture_output=True, text=True)
        if tried.returncode == 0:
            return words, ""
        why = (tried.stderr.strip().splitlines() or ["no word of why"])[-1]
    return [], why


def probe():
    """Does in small what the cases do to the network; raises where the system does not allow it."""
    network = cases.Network()
    cases.with_file("/etc/hosts", "127.0.0.1 localhost\n")
    network.lose(cases.THERE)
    network.pull()
    network.plug()
    network.there("tc", "qdisc", "add", "dev", "far", "root", "tbf", "rate", "1mbit", "burst", "4kb", "latency", "1s")
    network.close()


def alone(name, program):
    """One case, in the namespaces this process is in."""
    case = getattr(cases, name)
    why = cases.lacking(case)
    if why:
        print(f"skipped {case.__doc__}: {why}")
        return 0
    try:
        print(f"ok      {case.__doc__}: {case(program)}")
        return 0
    except AssertionError as error:
        print(f"FAILED  {case.__doc__}: {error}")
    except Exception:
        print(f"FAILED  {case.__doc__}: {traceback.format_exc()}")
    return 1


def main():
    if sys.argv[1] == "--probe":
        return probe()
    if sys.argv[1] == "--alone":
        return alone(sys.argv[2], sys.argv[3])
    words, why = own_namespaces()
    if not words:
        print(f"skipped: this system allows no networks of our own: {why}")
        return 77
    program, names = os.path.abspath(sys.argv[1]), sys.argv[2:] or [case.__name__ for case in cases.ALL]

    def start(name):
        # Side by side: they wait most of the time, and each has a network of its own.
        return subprocess.run([*words, sys.executable, os.path.abspath(__file__), "--alone", name, program], stdout=subprocess.PIPE, text=True)

    failed = 0
    with concurrent.futures.ThreadPoolExecutor(5) as pool:
        for done in pool.map(start, names):
            print(done.stdout, end="", flush=True)
            failed += done.returncode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
