#!/usr/bin/env bash
# Measures the embedded API server over loopback: memory, CPU, and the time from each write to its events.
# Settings such as objects=500 or seconds=10 may follow. The figures depend on the machine and on what else runs on it.
set -euo pipefail
cd "$(dirname "$0")/.."

swift build -c release --product physics-operator
swift build -c release --package-path Benchmarks
log=$(mktemp)
.build/release/physics-operator serve --nodes 1 >"$log" &
server=$!
trap 'kill "$server"; rm -f "$log"' EXIT
until grep -q serving "$log"; do sleep 0.1; done
port=$(grep -o '[0-9]*$' "$log")
Benchmarks/.build/release/APIServerBenchmark "port=$port" "process=$server" "$@"
