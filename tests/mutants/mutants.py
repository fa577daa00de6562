#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Do the tests bite? mutants.py [COUNT [SEED]]: changes core/ws in COUNT places, one at a time, and runs its unit tests.

A mutant is one small change of one line: a comparison, a sign, a number, a negation, a statement left out. It is compiled
as the preset `mutants` compiles that file (-O0, ASan and UBSan), linked with the other files and all unit tests of core/ws into one program, and run
for at most 10 s of processor time. It is dead when a test fails, when the program crashes or leaks, or when it does not come to an end. Mutants that do
not compile are replaced by others, and so are those of which an optimising compiler makes the very same code. Lines whose comment says `speed only` or `capacity only` are left out and counted. Prints those that live, then `N of M killed`; exit status 1 below 95 %.
"""

import json
import os
import random
import re
import resource
import shlex
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
BUILD = os.path.join(ROOT, "build", "mutants")
WORK = os.path.join(BUILD, "work")
SECONDS = 10
# Quick ones first. tst_allocations replaces malloc and needs an optimised build: not here.
TESTS = ["sending", "session", "streaming", "testbench", "wireheaders", "utf8", "serverhandshake", "clienthandshake", "httpauth", "payloadroom", "deflate", "chunking"]
# As `./dev test` runs them: a read past the end or a leak is a failure too.
SANITIZERS = ["-fsanitize=address,undefined"]
LINKER = ["-fuse-ld=mold"] if shutil.which("mold") else []

SWAPS = [
    (r" < ", " <= "), (r" <= ", " < "), (r" > ", " >= "), (r" >= ", " > "), (r" < ", " > "),
    (r" == ", " != "), (r" != ", " == "), (r" && ", " || "), (r" \|\| ", " && "),
    (r" \+ ", " - "), (r" - ", " + "), (r" \+= ", " -= "), (r" -= ", " += "), (r"\+\+", "--"),
    (r" & ", " | "), (r" \| ", " & "), (r"\btrue\b", "false"), (r"\bfalse\b", "true"), (r"\(!", "("), (r"if \((?!!)", "if (!("),
]


def code_of(line):
    """The line without its comment, or nothing where there is no code to change."""
    code = re.sub(r"\s*//.*$", "", line)
    if re.match(r"\s*(#|namespace|using|case [^?]*:$|static_assert|Q_)", code) or not code.strip():
        return ""
    return code


def is_marked(line):
    """True when the line's comment says that a change of it is seen in speed or memory only, by no test of what comes out."""
    return re.search(r"//.*\b(speed|capacity) only\b", line, re.IGNORECASE) is not None


def candidates(path):
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")
    for number, line in enumerate(lines):
        code = code_of(line)
        if not code or is_marked(line):
            continue
        for pattern, new in SWAPS:
            for match in re.finditer(pattern, code):
                if code[: match.start()].count('"') % 2:
                    continue
                end = match.end()
                changed = code[: match.start()] + new + code[end:]
                if new == "if (!(":
                    inner = re.match(r"(\s*(?:else )?if \()(.*)\)(\s*\{?)$", code)
                    if not inner:
                        continue
                    changed = f"{inner[1]}!({inner[2]})){inner[3]}"
                yield number, line, changed
        for match in re.finditer(r"(?<![\w.'\"])(0x[0-9A-Fa-f]+|\d+)(?![\w.'])", code):
            if code[: match.start()].count('"') % 2:
                continue
            value = int(match[1], 0)
            yield number, line, code[: match.start()] + str(value + 1) + code[match.end():]
        # A whole statement on one line that declares nothing and returns nothing.
        if re.match(r"\s+(?!return|const |auto |static |break|continue|using|[\w:<>]+ [\w]+(\(|;| =|\{))[\w.\[\]>*+(-]+.*;$", code) and not re.match(r"\s+[)}]", code):
            if lines[number - 1].rstrip().endswith((";", "{", "}", ")", ":")):
                yield number, line, re.match(r"\s*", code)[0] + ";"


def commands():
    with open(os.path.join(BUILD, "compile_commands.json"), encoding="utf-8") as file:
        entries = json.load(file)
    found = {}
    for entry in entries:
        words = shlex.split(entry["command"])
        start = next(i for i, word in enumerate(words) if word.endswith(("c++", "g++")))
        words = words[start:]
        kept, skip = [], False
        for word in words:
            if skip:
                skip = False
            elif word in ("-o", "-MF", "-MT"):
                skip = True
            elif word not in ("-c", "-MD") and word != entry["file"]:
                kept.append(word)
        found[os.path.relpath(entry["file"], ROOT)] = (kept, entry["directory"])
    return found


def compile_to(command, source, target):
    words, directory = command
    return subprocess.run([*words, "-w", "-c", source, "-o", target], cwd=directory, capture_output=True, check=False).returncode == 0


def code_made_of(command, text):
    """What the compiler makes of a source at -O2, without the sanitizers, which know lines and names of files."""
    words, directory = command
    left_out = ("-fsanitize", "-fno-sanitize", "-O", "-Werror")
    words = [word for word in words if not word.startswith(left_out)]
    made = subprocess.run([*words, "-O2", "-w", "-x", "c++", "-S", "-", "-o", "-"], cwd=directory, input=text.encode(), capture_output=True, check=True)
    return made.stdout


def set_limits():
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


class Bench:
    def __init__(self):
        self.commands = commands()
        self.sources = sorted(path for path in self.commands if path.startswith("core/ws/"))
        self.objects = {}
        self.tests = []
        os.makedirs(WORK, exist_ok=True)

    def prepare(self):
        jobs = []
        for path in self.sources:
            self.objects[path] = os.path.join(WORK, path.replace("/", "_") + ".o")
            jobs.append((self.commands[path], os.path.join(ROOT, path), self.objects[path]))
        for path in ["tests/support/testmain.cpp", *(f"tests/unit/ws/tst_{name}.cpp" for name in TESTS)]:
            if path not in self.commands:
                continue
            self.tests.append(os.path.join(WORK, os.path.basename(path) + ".o"))
            jobs.append((self.commands[path], os.path.join(ROOT, path), self.tests[-1]))
        with ThreadPoolExecutor(2) as pool:
            if not all(pool.map(lambda job: compile_to(*job), jobs)):
                sys.exit("the unchanged sources do not compile")

    def link_and_run(self, name, objects):
        program = os.path.join(WORK, name)
        libraries = ["-L/usr/lib/x86_64-linux-gnu", os.path.join(BUILD, "core/base/libcore_base.a"), "-lQt6Test", "-lQt6Core", "-lcrypto", "-lz", "-lsimdjson"]
        linked = subprocess.run(["g++", *SANITIZERS, *LINKER, "-o", program, *self.tests, *objects, *libraries], capture_output=True, text=True, check=False)
        if linked.returncode != 0:
            return None, linked.stderr[-500:]
        environment = dict(os.environ, SOCKETSCOPE_SCRIPTS="150", ASAN_OPTIONS="hard_rss_limit_mb=4096", LSAN_OPTIONS=f"suppressions={ROOT}/tests/support/lsan.supp:print_suppressions=0", QTEST_DISABLE_STACK_DUMP="1", QT_LOGGING_RULES="*=false")
        try:
            ran = subprocess.run([program, "--each", "-silent", "-nocrashhandler"], capture_output=True, timeout=12 * SECONDS, env=environment, check=False, preexec_fn=set_limits)
            return ran.returncode == 0, f"over {SECONDS} s of processor time" if ran.returncode in (-signal.SIGXCPU, -signal.SIGKILL) else ""
        except subprocess.TimeoutExpired:
            return False, "no end"
        finally:
            os.unlink(program)

    def lives(self, index, path, number, changed):
        """True, False, or None when it does not compile or is no change."""
        with open(os.path.join(ROOT, path), encoding="utf-8") as file:
            unchanged = file.read()
        lines = unchanged.split("\n")
        lines[number] = changed
        source = os.path.join(WORK, f"mutant{index}_{os.path.basename(path)}")
        with open(source, "w", encoding="utf-8") as file:
            file.write("\n".join(lines))
        target = source + ".o"
        try:
            if not compile_to(self.commands[path], source, target):
                return None
            objects = [target if other == path else self.objects[other] for other in self.sources]
            lives = self.link_and_run(f"mutant{index}", objects)[0]
            if lives and code_made_of(self.commands[path], unchanged) == code_made_of(self.commands[path], "\n".join(lines)):
                return None
            return lives
        finally:
            for made in (source, target):
                if os.path.exists(made):
                    os.unlink(made)


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 6455
    bench = Bench()
    bench.prepare()
    good, why = bench.link_and_run("unchanged", [bench.objects[path] for path in bench.sources])
    if not good:
        sys.exit(f"the tests fail without a mutant: {why}")
    places = [(path, *place) for path in bench.sources for place in candidates(os.path.join(ROOT, path))]
    random.Random(seed).shuffle(places)
    marked = 0
    for path in bench.sources:
        with open(os.path.join(ROOT, path), encoding="utf-8") as file:
            marked += sum(is_marked(line) for line in file)
    print(f"{len(places)} places, seed {seed}; {marked} lines are left out, marked as speed or capacity only", flush=True)
    made = killed = 0
    with ThreadPoolExecutor(2) as pool:
        # Taken in order, two at a time, so that a seed always means the same mutants.
        for start in range(0, len(places), 2):
            pair = [(start + i, *place) for i, place in enumerate(places[start : start + 2])]
            verdicts = pool.map(lambda each: bench.lives(each[0], each[1], each[2], each[4]), pair)
            for (_, path, number, old, changed), alive in zip(pair, verdicts):
                if alive is None or made == count:
                    continue
                made += 1
                killed += not alive
                if alive:
                    print(f"lives: {path}:{number + 1}\n    {old.strip()}\n    {changed.strip()}", flush=True)
                elif made % 20 == 0:
                    print(f"  {killed} of {made} killed", flush=True)
            if made == count:
                break
    print(f"{killed} of {made} killed")
    return 0 if killed >= 0.95 * made else 1


sys.exit(main())
