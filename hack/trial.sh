#!/usr/bin/env bash
# Puts our own operator on trial as anybody's would be, by its binary and a kubeconfig: hack/trial.sh [options of trial]
# hack/trial.sh --family stale --plans 3    hack/trial.sh --plans 10 --parallel 4
set -euo pipefail
cd "$(dirname "$0")/.."

swift build -c release --product physics-operator >&2
program=.build/release/physics-operator
definition=$(mktemp)
trap 'rm -f "$definition"' EXIT
$program crd >"$definition"
$program trial --operator "$program run --kubeconfig {kubeconfig} --listen 127.0.0.1:0" \
  --apply "$definition" --apply hack/trial/base.yaml --change hack/trial/change.yaml \
  --load default/fisica-api=60 --quiet 20s --limit 10m "$@"
