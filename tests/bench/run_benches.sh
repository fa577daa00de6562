#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# run_benches [--smoke] [parse|mask|deflate|receive|tls|ingest|export|repaint|window|reconnects|server …]: every speed figure beside its peers, as a ratio of the same run.
# --smoke: tiny sizes; shows that everything runs, the figures mean nothing. BENCH_MB and BENCH_ROUNDS set the size of a
# receive run (payload, 10^6 bytes) and how many interleaved runs the median is of.
set -euo pipefail
export LC_ALL=C.UTF-8 QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}"
here=$(cd "$(dirname "$0")" && pwd)
smoke=no
[ "${1:-}" = --smoke ] && { smoke=yes; shift; }
if [ $smoke = yes ]; then megabytes=20 rounds=1 messages=20000 export_messages=5000; else megabytes=${BENCH_MB:-500} rounds=${BENCH_ROUNDS:-7} messages=300000 export_messages=${BENCH_EXPORT:-1000000}; fi
work=$(mktemp -d)
sender=
work_file=$work/server
cleanup() {
    [ -z "$sender" ] || kill "$sender" 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT

# Appends the ratio of the bare UTF-8 check: 1.00 would be a parser that costs nothing.
bench_parse() {
    echo "== parse in memory: ws::Session, UTF-8 checked"
    local size=()
    [ $smoke = yes ] && size=(96)
    timeout 120 "$here/bench_parse" "${size[@]}" | awk '{
        for (i = 2; i <= NF; ++i) { if ($i == "parse") ours = $(i + 1); if ($i == "validate_utf8") check = $(i + 1); if ($i == "memcpy") copy = $(i + 1) }
        printf "%s   utf8 / parse %.2f   memcpy / parse %.2f\n", $0, check / ours, copy / ours }'
}

bench_mask() {
    echo "== masking beside memcpy, CPU time, medians of 7"
    local options=()
    [ $smoke = yes ] && options=(--smoke)
    timeout 120 "$here/bench_mask" "${options[@]}"
}

bench_deflate() {
    echo "== deflate with context takeover beside bare inflate, CPU time, medians of 7"
    local options=()
    [ $smoke = yes ] && options=(--smoke)
    timeout 120 "$here/bench_deflate" "${options[@]}"
}

receivers() {
    local name names=(bench_receive bench_receive_raw)
    [ "${1:-}" = tls ] || names+=(bench_receive_qwebsocket bench_receive_beast bench_receive_beast_async bench_receive_websocketpp)
    for name in "${names[@]}"; do
        if [ -x "$here/$name" ]; then echo "$name"; else echo "$name is left out: its library is not installed" >&2; fi
    done
}

# receive_size BYTES text|binary [PEM]: all receivers in turn, ROUNDS times, from one sender process with the same bytes.
receive_size() {
    local size=$1 kind=$2 pem=${3:-} scheme=ws port expected bytes round name line options=()
    [ "$kind" = binary ] && options+=(binary)
    [ -n "$pem" ] && { options+=("$pem"); scheme=wss; }
    : >"$work/sender"
    "$here/bench_sender" "$size" "${megabytes}000000" "${options[@]}" >"$work/sender" &
    sender=$!
    for round in $(seq 50); do [ -s "$work/sender" ] && break; sleep 0.1; done
    read -r port expected bytes < <(sed 's/[a-z]*=//g' "$work/sender")
    : >"$work/lines"
    for round in $(seq "$rounds"); do
        for name in $(receivers ${pem:+tls} 2>/dev/null); do
            line=$(timeout 120 "$here/$name" "$scheme://127.0.0.1:$port") || { echo "$name failed" >&2; return 1; }
            if [ "$name" != bench_receive_raw ] && [[ $line != "msgs=$expected bytes=$bytes "* ]]; then
                echo "$name did not deliver all of msgs=$expected bytes=$bytes: $line" >&2
                return 1
            fi
            echo "$name $line" | sed 's/[a-zA-Z_]*=//g' >>"$work/lines"
        done
    done
    kill "$sender" && wait "$sender" 2>/dev/null || true
    sender=
    awk -v size="$size" -v kind="$scheme $kind" -v msgs="$expected" -v bytes="$bytes" '
        function median(list, n,   parts, i, j, t) {
            split(list, parts, " ")
            for (i = 2; i <= n; ++i) for (j = i; j > 1 && parts[j - 1] + 0 > parts[j] + 0; --j) { t = parts[j]; parts[j] = parts[j - 1]; parts[j - 1] = t }
            return n % 2 ? parts[(n + 1) / 2] : (parts[n / 2] + parts[n / 2 + 1]) / 2
        }
        { if (!($1 in runs)) order[++names] = $1; ++runs[$1]; wall[$1] = wall[$1] " " $4; cpu[$1] = cpu[$1] " " $5 }
        END {
            for (k = 1; k <= names; ++k) {
                name = order[k]
                perGb = median(cpu[name], runs[name]) / bytes * 1e9
                if (k == 1) ours = perGb
                printf "%7d B  %-10s  %-26s %6.3f CPU s/GB  %10.0f msgs/s wall   CPU of it / ours %.2f\n", size, kind, name, perGb, msgs / median(wall[name], runs[name]), perGb / ours
            }
        }' "$work/lines"
}

bench_receive() {
    echo "== receive over loopback: CPU of the receiving process, median of $rounds interleaved runs of $megabytes MB"
    receivers >/dev/null
    receive_size 96 text
    receive_size 65536 binary
    [ $smoke = yes ] && return
    receive_size 1024 text
    receive_size 1024 binary
    receive_size 65536 text
    receive_size 1048576 text
    receive_size 1048576 binary
}

# The same over TLS, beside raw reads of a QSslSocket.
bench_tls() {
    echo "== receive over loopback with TLS: CPU of the receiving process, median of $rounds interleaved runs of $megabytes MB"
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost \
        -keyout "$work/key" -out "$work/certificate" 2>/dev/null
    cat "$work/key" "$work/certificate" >"$work/pem"
    receive_size 96 text "$work/pem"
    receive_size 65536 binary "$work/pem"
}

bench_ingest() {
    echo "== ingest: from Batches to series and capture"
    timeout 240 "$here/bench_ingest" "$messages"
    timeout 120 "$here/bench_metrics"
}

# Formats that are a stream, beside a plain copy of the same bytes.
bench_export() {
    echo "== export and import: $export_messages messages of about 95 bytes"
    timeout 600 "$here/bench_export" "$export_messages" "$work"
}

bench_repaint() {
    [ -x "$here/bench_repaint" ] || { echo "bench_repaint is left out: this build has no window" >&2; return; }
    echo "== repaint"
    local log=$work/repaint options=()
    [ $smoke = yes ] && options=(--smoke)
    timeout 240 "$here/bench_repaint" "${options[@]}" >"$log" 2>"$log.errors" || { cat "$log.errors" >&2; return 1; }
    awk '/ ms a frame/ { for (i = 2; i <= NF; ++i) if ($i == "ms") took = $(i - 1)
            if (!ours) ours = took; printf "%s   of it / ours %.1f\n", $0, took / ours; next }
        { print }' "$log"
}

# The GUI thread of the whole program under a flood: it must never be busy for a frame.
bench_window() {
    [ -x "$here/bench_window" ] || { echo "bench_window is left out: this build has no window" >&2; return; }
    echo "== window: the longest the GUI thread is busy with one event, wall and CPU"
    local query seconds=5
    [ $smoke = yes ] && seconds=1
    for query in "/dashboard" "/flood?size=96&rate=10000" "/flood?size=96"; do
        printf '%-26s ' "$query"
        timeout 60 "$here/bench_window" "$seconds" "$query" 2>/dev/null
    done
}

# What 40 000 reconnects leave behind.
bench_reconnects() {
    echo "== reconnects"
    local count=40000
    [ $smoke = yes ] && count=250
    timeout 240 "$here/bench_reconnects" "$count" || [ $smoke = yes ]
}

# The embedded server beside Node's ws under the same load, on the same cores.
bench_server() {
    echo "== server: the same load on the embedded server and on Node ws"
    local port pid name load seconds=3 idle=10000 subscribers=1000
    [ $smoke = yes ] && { seconds=0.2; idle=20; subscribers=20; }
    for load in "idle $idle" "echo 100" "fanout $subscribers" "connects 4"; do
        for name in bench_server bench_server_node.js; do
            if [ $name = bench_server ]; then set -- "$here/bench_server"; else set -- node "$here/bench_server_node.js"; fi
            if [ $name != bench_server ] && ! command -v node >/dev/null; then
                echo "Node ws is left out: it is not installed" >&2
                continue
            fi
            : >"$work_file"
            (ulimit -n "$(ulimit -Hn)"; exec "$@") >"$work_file" &
            sender=$!
            for _ in $(seq 50); do [ -s "$work_file" ] && break; sleep 0.1; done
            read -r port pid <"$work_file"
            printf '%-10s %-22s ' "${load%% *}" "$name"
            # shellcheck disable=SC2086 # Words of the load.
            timeout 300 "$here/bench_load" "$port" "$pid" $load $seconds
            kill "$sender" && wait "$sender" 2>/dev/null || true
            sender=
        done
    done
}

echo "machine: $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg)"
[ $# -gt 0 ] || set -- parse mask deflate receive tls ingest export repaint window reconnects server
for each in "$@"; do
    case $each in
        parse | mask | deflate | receive | tls | ingest | export | repaint | window | reconnects | server) "bench_$each" ;;
        *) sed -n '3,5s/^# //p' "$0" >&2; exit 2 ;;
    esac
done
