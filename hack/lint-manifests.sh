#!/usr/bin/env bash
# Lints what is shipped: hack/lint-manifests.sh [--write]
# Helm (lint, schema, templates in several value sets), kustomize, Kubernetes' own schemas, the children that the operator makes of the samples,
# and every rule that docs/security.md lists; --write brings that page's table up to date. Alerts are checked by promtool, workflows by their
# schemas. Tools live in a folder of the cache; what cannot be had is skipped with its reason.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v kubectl >/dev/null || { echo "skipped: kubectl is missing (https://kubernetes.io/docs/tasks/tools)"; exit 0; }
. hack/lint/tools.sh
"$tools/bin/python" hack/lint/main.py "$@"

if command -v promtool >/dev/null; then
  promtool check rules charts/physics-operator/files/alerts.yaml
  promtool test rules hack/lint/alerts-test.yaml
else
  echo "skipped: promtool is missing (apt-get install prometheus)"
fi

check() { "$tools/bin/check-jsonschema" --quiet "$@"; echo "ok: ${*: -1}"; }
check --builtin-schema vendor.github-workflows .github/workflows/*.yml
check --builtin-schema vendor.dependabot .github/dependabot.yml
for form in .github/ISSUE_TEMPLATE/[a-z]*.yml; do
  case $form in
    */config.yml) check --builtin-schema vendor.github-issue-config "$form" ;;
    *) check --builtin-schema vendor.github-issue-forms "$form" ;;
  esac
done
