#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""House rules that a reader should not have to check: SPDX lines, plain text in labels, no sleeps, no local paths, tests of a folder apart."""

import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
RULES = [
    (r"BlockingQueuedConnection|processEvents\(|QThread::m?sleep|std::this_thread::sleep", ("core", "ui", "app"), "waits"),
    (r"QMessageBox|insertHtml|QTextBrowser|Qt::RichText|Qt::AutoText", ("ui", "app"), "may show foreign text as rich text, or is modal"),
    (r"QSettings", ("core", "ui", "app"), "uses QSettings; settings are JSON"),
    (r"/work/|/root/|/home/(?!someone/)[a-z]", ("core", "ui", "app", "tests", "docs"), "names a path of one machine"),
]


def sources(top):
    for path in (root / top).rglob("*"):
        if path.is_file() and path.suffix in (".h", ".cpp", ".py", ".js", ".md") and path.name != "house.py":
            yield path


def shared_names():
    """Types that two tests of a folder define outside an anonymous namespace: they are linked into one program, which takes one of them."""
    seen = {}
    for path in sorted((root / "tests").rglob("tst_*.cpp")):
        anonymous = False
        for line in path.read_text().splitlines():
            if line == "namespace {":
                anonymous = True
            elif line.startswith("}") and line.endswith("// namespace"):
                anonymous = False
            found = re.match(r"(?:struct|class) (\w+)\b[^;]*$", line)
            if found and not anonymous:
                other = seen.setdefault((path.parent, found[1]), path)
                if other != path:
                    yield f"{path.relative_to(root)}: {found[1]} is also in {other.name}"


def main():
    problems = list(shared_names())
    for top in ("core", "ui", "app", "tests"):
        for path in sources(top):
            if path.suffix in (".h", ".cpp") and "SPDX-License-Identifier: GPL-3.0-or-later" not in path.read_text()[:200]:
                problems.append(f"{path.relative_to(root)}: no SPDX line")
    for pattern, tops, what in RULES:
        for top in tops:
            for path in sources(top):
                for number, line in enumerate(path.read_text().splitlines(), 1):
                    if re.search(pattern, line) and not line.strip().startswith(("//", "*", "#")):
                        problems.append(f"{path.relative_to(root)}:{number}: {what}: {line.strip()}")
    for path in (root / "ui/shell/mainwindow.cpp",):
        if path.exists() and len(path.read_text().splitlines()) > 200:
            problems.append("ui/shell/mainwindow.cpp: over 200 lines")
    print("\n".join(problems) or "the house is in order")
    return 1 if problems else 0


sys.exit(main())
