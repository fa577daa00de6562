#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the include table of docs/architecture.md: which room may include which."""

import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
INCLUDE = re.compile(r'^\s*#include "((?:core|ui|app|tests)/[^"]+)"', re.M)
SOCKETS = re.compile(r'^\s*#include <Q(?:TcpSocket|TcpServer|SslSocket)>', re.M)
WIDGETS = re.compile(r'^\s*#include <Q(?:Widget|Application|Painter|Pixmap|Image|Color|Font)>', re.M)


def table():
    """The fenced block headed `include-table` as {room: {rooms it may include}}."""
    text = (root / "docs/architecture.md").read_text()
    block = re.search(r"```include-table\n(.*?)```", text, re.S).group(1)
    rules = {}
    for line in block.splitlines():
        if ":" in line:
            room, allowed = line.split(":", 1)
            rules[room.strip()] = set(allowed.split())
    return rules


def room_of(path):
    parts = path.split("/")
    if parts[0] == "app":
        return "app"
    if parts[0] == "ui":
        return "ui/text" if parts[1] == "text" else "ui"
    return parts[1]


def main():
    rules = table()
    problems = []
    files = [p for top in ("core", "ui", "app") for p in (root / top).rglob("*") if p.suffix in (".h", ".cpp")]
    for file in files:
        name = file.relative_to(root).as_posix()
        text = file.read_text()
        room = room_of(name)
        if room not in rules:
            problems.append(f"{name}: the room {room} is not in the table")
            continue
        for included in INCLUDE.findall(text):
            target = room_of(included)
            forbidden = "!" + "/".join(included.split("/")[1:3])
            if target != room and target not in rules[room] and "*" not in rules[room]:
                problems.append(f"{name}: {room} must not include {included}")
            if forbidden in rules[room] or "!" + target in rules[room]:
                problems.append(f"{name}: {room} must not include {included}")
        if SOCKETS.search(text) and room != "net":
            problems.append(f"{name}: only net sees a socket")
        if name.startswith("core/") and (WIDGETS.search(text) or re.search(r"\btr\(\"", text) or "::instance()" in text):
            problems.append(f"{name}: core has no QtGui, no tr() and no instance()")
    print("\n".join(problems) or f"{len(files)} files keep the table")
    return 1 if problems else 0


sys.exit(main())
