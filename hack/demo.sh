#!/usr/bin/env bash
# Installs what is missing, builds, and plays the whole story on the embedded API server in virtual time.
set -euo pipefail
cd "$(dirname "$0")/.."

hack/prepare.sh
swift build -c release --product physics-operator
exec .build/release/physics-operator demo "$@"
