#!/usr/bin/env bash
# Installs what is missing, lints, builds once with warnings as errors, lints what is shipped, and runs every test.
set -euo pipefail
cd "$(dirname "$0")/.."

hack/prepare.sh prometheus openssl python3-venv
swift format lint --strict --recursive --configuration .swift-format Package.swift Sources Tests Benchmarks
started=$(date +%s)
swift build -c release --build-tests
built=$(date +%s)

# What holds conversations in real time, with processes or over sockets, comes by itself: among tests that calculate for seconds on the
# same threads it would wait for minutes between two words.
conversing='^(ChildProcess|Client|CurlTransport|HTTPListener|KubernetesSemantics|MetricsSource|OpenTelemetry|Operator)Tests\.'
export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=4
log=$(mktemp)
trap 'rm -f "$log"' EXIT
failed=0
hack/lint-manifests.sh || failed=1
swift test -c release --skip-build --skip "$conversing" 2>&1 | tee -a "$log" || failed=1
swift test -c release --skip-build --filter "$conversing" 2>&1 | tee -a "$log" || failed=1
tested=$(date +%s)

echo "built in $(((built - started + 30) / 60)) min, tested in $(((tested - built + 30) / 60)) min"
# Thousands of lines up is too far to look.
grep -aE '✘|Test run with' "$log" || true
exit "$failed"
