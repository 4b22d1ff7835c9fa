#!/usr/bin/env bash
# Installs the chart by Helm into the embedded API server, under RBAC, and lives through what a platform team does, with two operators that have the
# chart's rights and no others: every sample is applied and upgraded, strangers edit what is not theirs, the release is upgraded and removed while a
# canary is in flight, and comes back; then all of it again with a ClusterRole. Fails on a request that is forbidden, on a permission that nobody
# used, and on a child that changes while nobody but Helm works. Takes a quarter of an hour.
set -euo pipefail
cd "$(dirname "$0")/.."
. hack/lint/tools.sh
exec "$tools/bin/python" hack/lint/try_install.py
