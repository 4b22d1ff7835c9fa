#!/usr/bin/env bash
# Installs the chart by Helm into the embedded API server, under RBAC, and lives through what a platform team does: every sample is applied and
# upgraded by an operator that has the chart's rights and no others, the release is upgraded and removed while a canary is in flight, and comes back.
# Fails on a request that is forbidden, and on a child that changes while nobody but Helm works. Takes some three minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
. hack/lint/tools.sh
exec "$tools/bin/python" hack/lint/try_install.py
