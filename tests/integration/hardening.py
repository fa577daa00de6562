#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads from the built program what a fault in it would meet (B15), as checksec does.

    hardening.py FOLDER…    build folders; those that hold no program are passed over, but for the first
"""

import json
import pathlib
import re
import subprocess
import sys


def readelf(program, *options):
    done = subprocess.run(["readelf", "-W", *options, program], capture_output=True, text=True, check=True)
    return done.stdout


def problems_of(program):
    head = readelf(program, "-h")
    segments = readelf(program, "-l")
    dynamic = readelf(program, "-d")
    symbols = readelf(program, "--dyn-syms")
    notes = readelf(program, "-n")

    def lacks(text, pattern, what):
        return [] if re.search(pattern, text, re.M) else [f"no {what}"]

    found = []
    found += lacks(head, r"Type:\s+DYN", "position independence")
    found += lacks(dynamic, r"\(FLAGS_1\).*\bPIE\b", "mark of a position independent executable")
    found += lacks(segments, r"^\s*GNU_RELRO\s", "RELRO segment")
    found += lacks(dynamic, r"\(FLAGS\).*\bBIND_NOW\b|\(FLAGS_1\).*\bNOW\b|\(BIND_NOW\)", "BIND_NOW: RELRO is partial")
    stack = re.search(r"^\s*GNU_STACK\s+(?:0x[0-9a-f]+\s+){5}([RWE ]{3})", segments, re.M)
    if not stack or "E" in stack[1]:
        found.append("the stack is executable")
    for kind, flags in re.findall(r"^\s*(\w+)\s+(?:0x[0-9a-f]+\s+){5}([RWE ]{3})\s+0x", segments, re.M):
        if "W" in flags and "E" in flags:
            found.append(f"a {kind} segment is writable and executable")
    for entry, what in (("TEXTREL", "code is written to when it is loaded"), ("RPATH", "it has an RPATH"),
                        ("RUNPATH", "it has a RUNPATH")):
        if re.search(rf"\({entry}\)", dynamic):
            found.append(what)
    found += lacks(symbols, r"\b__stack_chk_fail(_local)?\b", "stack canaries")
    found += lacks(symbols, r"\b__\w+_chk\b", "fortified functions of the C library")
    found += lacks(symbols, r"glibcxx_assert_fail", "assertions of the C++ library")
    if "X86-64" in head:
        feature = re.search(r"x86 feature: (.*)", notes)
        for mark in ("IBT", "SHSTK"):
            if not feature or mark not in feature[1]:
                found.append(f"no {mark}")
    elif "AArch64" in head and not re.search(r"AArch64 feature: .*BTI", notes):
        found.append("no BTI")
    return found


# What leaves no trace in the file's head: every source of the program was compiled with it.
def problems_of_commands(folder):
    commands = folder / "compile_commands.json"
    wanted = ["-fstack-clash-protection", "-fstack-protector-strong", "-D_FORTIFY_SOURCE=2", "-D_GLIBCXX_ASSERTIONS"]
    found = set()
    count = 0
    for entry in json.loads(commands.read_text()):
        words = entry["command"].split()
        if not words[words.index("-o") + 1].startswith(("core/", "ui/", "app/")):
            continue  # Benchmarks and their peers.
        count += 1
        found |= {f"{entry['file']}: compiled without {flag}" for flag in wanted if flag not in words}
    return sorted(found)[:5] if count else ["no commands"]


def main():
    bad = 0
    for number, name in enumerate(sys.argv[1:]):
        folder = pathlib.Path(name)
        program = folder / "socketscope"
        if number > 0 and not program.exists():
            continue
        found = problems_of(str(program)) + problems_of_commands(folder)
        for each in found:
            print(f"{program}: {each}")
        if not found:
            print(f"{program}: PIE, full RELRO, NX, canaries, fortified, assertions, IBT and SHSTK")
        bad += bool(found)
    return 1 if bad or len(sys.argv) < 2 else 0


sys.exit(main())
