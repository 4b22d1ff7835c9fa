#!/usr/bin/env bash
# Writes the results of docs/forecasting.md anew: hack/forecast-table.sh [FOLDER OF TRACES]
set -euo pipefail
cd "$(dirname "$0")/.."

folder=${1:-../shared/data/traces}
[ -d "$folder" ] || { echo "skipped: no traces in $folder"; exit 0; }
swift build -c release --package-path Benchmarks --product ForecastBenchmark >&2
results=$(mktemp)
trap 'rm -f "$results"' EXIT
Benchmarks/.build/release/ForecastBenchmark table "folder=$folder" >"$results"
sed -i -e "/<!-- results -->/,/<!-- end of results -->/{/<!-- results -->/{p;r $results
};/<!-- end of results -->/p;d}" docs/forecasting.md
