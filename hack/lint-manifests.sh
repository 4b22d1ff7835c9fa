#!/usr/bin/env bash
# Lints what is shipped: hack/lint-manifests.sh [--write]
# Helm (lint, schema, templates in several value sets), kustomize, Kubernetes' own schemas, the children that the operator makes of the samples,
# and every rule that docs/security.md lists; --write brings that page's table up to date. Alerts are checked by promtool, workflows by their
# schemas. Tools live in a folder of the cache; what cannot be had is skipped with its reason.
set -euo pipefail
cd "$(dirname "$0")/.."

cache=${XDG_CACHE_HOME:-$HOME/.cache}/physics-operator/lint-$(cksum <hack/lint/requirements.txt | cut -d' ' -f1)
if [ ! -x "$cache/bin/check-jsonschema" ]; then
  rm -rf "$cache"
  python3 -m venv "$cache" || { echo "skipped: python3 with venv is missing (apt-get install python3-venv)"; exit 0; }
  "$cache/bin/pip" install --quiet --requirement hack/lint/requirements.txt ||
    { rm -rf "$cache"; echo "skipped: the tools in hack/lint/requirements.txt could not be fetched from the Python package index"; exit 0; }
fi

export PHYSICS_OPERATOR=${PHYSICS_OPERATOR:-$PWD/.build/release/physics-operator}
"$cache/bin/python" hack/lint/main.py "$@"

if command -v promtool >/dev/null; then
  promtool check rules charts/physics-operator/files/alerts.yaml
  promtool test rules hack/lint/alerts-test.yaml
else
  echo "skipped: promtool is missing (apt-get install prometheus)"
fi

check() { "$cache/bin/check-jsonschema" --quiet "$@" && echo "ok: ${*: -1}"; }
check --builtin-schema vendor.github-workflows .github/workflows/*.yaml
check --builtin-schema vendor.dependabot .github/dependabot.yml
for form in .github/ISSUE_TEMPLATE/[a-z]*.yml; do
  case $form in
    */config.yml) check --builtin-schema vendor.github-issue-config "$form" ;;
    *) check --builtin-schema vendor.github-issue-forms "$form" ;;
  esac
done
