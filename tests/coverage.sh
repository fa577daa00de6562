#!/usr/bin/env bash
# Which lines and branches of core/ws its own tests reach: coverage.sh [seeds] adds the fuzz seeds, and the corpora that
# ./dev fuzz left in build/fuzz/corpus. Prints llvm-cov's table; ends with status 1 below 95 % of lines or 90 % of branches.
set -euo pipefail
cd "$(dirname "$0")/.."
build=build/coverage
rm -rf "$build/profiles"
mkdir -p "$build/profiles"
export LLVM_PROFILE_FILE="$build/profiles/%p-%m.profraw" SOCKETSCOPE_SCRIPTS=300
objects=(-object "$build/tests/ws_tests")
"$build/tests/ws_tests" --each -silent >/dev/null 2>&1 || { echo "the tests of core/ws fail" >&2; exit 1; }
if [ "${1:-}" = seeds ]; then
    objects+=(-object "$build/tests/fuzz.replay")
    for folder in tests/fuzz/seeds/* build/fuzz/corpus/*; do
        [ -d "$folder" ] && "$build/tests/fuzz.replay" "$(basename "$folder")" "$folder" >/dev/null
    done
fi
llvm-profdata-16 merge -sparse "$build"/profiles/*.profraw -o "$build/merged.profdata"
llvm-cov-16 report "${objects[@]}" -instr-profile "$build/merged.profdata" --sources core/ws/ |
    sed -E 's/-{20,}//' | tee "$build/report.txt" | awk 'NF > 10 { printf "%-42s lines %8s  branches %8s\n", $1, $10, $13 }'
awk '/^TOTAL/ { sub("%", "", $10); sub("%", "", $13); exit !($10 >= 95 && $13 >= 90) }' "$build/report.txt"
