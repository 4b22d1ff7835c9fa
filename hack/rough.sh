#!/usr/bin/env bash
# Two operators as real processes, killed and stopped at random for ten minutes while revisions are rolled out: hack/rough.sh [seconds] [seed].
set -euo pipefail
cd "$(dirname "$0")/.."

swift build -c release --build-tests >&2
ROUGH_SECONDS=${1:-600} ROUGH_SEED=${2:-1} exec swift test -c release --skip-build --filter RoughTreatmentTests
