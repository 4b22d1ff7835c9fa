#!/usr/bin/env bash
# Plays every scenario of the catalogue on so many seeds (100), each with the next router, and writes docs/scenarios.md: hack/scenarios.sh [seeds].
# A hundred seeds take an hour and a half on two cores; a row is written as soon as it is played, and the next call begins with what was played
# least. SCENARIO=NAME plays the rows whose names begin so. Fails where a run did not end as it must, and prints the command that plays it again.
set -euo pipefail
cd "$(dirname "$0")/.."

swift build -c release --build-tests >&2
SCENARIO_SEEDS=${1:-100} exec swift test -c release --skip-build --filter ScenarioPageTests
