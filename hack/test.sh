#!/usr/bin/env bash
# Installs what is missing, lints, builds once with warnings as errors, and runs every test.
set -euo pipefail
cd "$(dirname "$0")/.."

hack/prepare.sh prometheus openssl
swift format lint --strict --recursive --configuration .swift-format Package.swift Sources Tests Benchmarks
started=$(date +%s)
swift build -c release --build-tests
built=$(date +%s)
# Tests that calculate for seconds share a few threads with those that hold conversations in real time: of all at once, the latter would
# wait for minutes between two words.
export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=4
swift test -c release --skip-build
tested=$(date +%s)
echo "built in $(((built - started + 30) / 60)) min, tested in $(((tested - built + 30) / 60)) min"
