#!/usr/bin/env bash
# Measures what costs: hack/bench.sh [decode | forecast | server | operator] [name=number…], all without a word.
#   decode    reading a list of 2,000 Deployments
#   forecast  a thousand services' forecasts: training, prediction, memory
#   server    the embedded API server under writes and watches: memory, CPU, the time from each write to its events
#   operator  the operator with 500 services: bringing them up, starting anew, resting, following updates
# The last two are real processes over loopback. Fails where a figure is far beyond its goal.
# The figures depend on the machine and on what else runs on it.
set -euo pipefail
cd "$(dirname "$0")/.."

what=${1:-all}
[ $# -eq 0 ] || shift
swift build -c release --product physics-operator >&2
swift build -c release --package-path Benchmarks >&2
program=$PWD/.build/release/physics-operator
folder=$(mktemp -d)
server=
trap 'kill "$server" 2>/dev/null; rm -rf "$folder"' EXIT

# Starts a server of its own with so many nodes.
serve() {
  "$program" serve --nodes "$1" --kubeconfig-out "$folder/kubeconfig" >"$folder/log" &
  server=$!
  until grep -q serving "$folder/log"; do sleep 0.1; done
  port=$(grep -o '[0-9]*$' "$folder/log")
}

stop() {
  kill "$server"
  wait "$server" || true
}

if [ "$what" = decode ] || [ "$what" = all ]; then
  Benchmarks/.build/release/DecodeBenchmark
fi
if [ "$what" = forecast ] || [ "$what" = all ]; then
  Benchmarks/.build/release/ForecastBenchmark cost
fi
if [ "$what" = server ] || [ "$what" = all ]; then
  serve 1
  Benchmarks/.build/release/APIServerBenchmark "port=$port" "process=$server" "$@"
  stop
fi
if [ "$what" = operator ] || [ "$what" = all ]; then
  serve 100
  Benchmarks/.build/release/OperatorBenchmark "port=$port" "operator=$program" "kubeconfig=$folder/kubeconfig" \
    definition=manifests/crd/physicsapis.fisica-lab.com.yaml "$@"
  stop
fi
