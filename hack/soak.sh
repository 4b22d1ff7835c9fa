#!/usr/bin/env bash
# A simulated month with a rollout every two days, half of them bad: hack/soak.sh [days]. Prints what is left over before each, and the slope of the memory.
set -euo pipefail
cd "$(dirname "$0")/.."

swift build -c release --build-tests >&2
SOAK_DAYS=${1:-30} exec swift test -c release --skip-build --filter SoakTests
