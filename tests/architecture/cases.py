#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds docs/faults.md to the sources: every file it names for a case has that case's number in it, and every case is there."""

import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])


def main():
    problems = []
    seen = set()
    for line in (root / "docs/faults.md").read_text().splitlines():
        row = re.match(r"\| ([ND]\d\d) \|[^|]*\|(.*)\|$", line)
        if not row:
            continue
        case = row[1]
        seen.add(case)
        for name in re.findall(r"`((?:unit|integration|faults|ui|kernel)/[^`]*\.(?:cpp|py))`", row[2]):
            file = root / "tests" / name
            if not file.exists() or not re.search(rf"(?<![A-Za-z0-9]){case}(?![0-9])", file.read_text()):
                problems.append(f"docs/faults.md: {case} is not in tests/{name}")
    missing = {f"N{i:02}" for i in range(1, 33)} | {f"D{i:02}" for i in range(1, 16)}
    problems += [f"docs/faults.md: {case} is missing" for case in sorted(missing - seen)]
    print("\n".join(problems) or f"{len(seen)} cases are where the table says")
    return 1 if problems else 0


sys.exit(main())
