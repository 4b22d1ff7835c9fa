#!/usr/bin/env bash
# Plants the bugs of Tests/Mutations one by one and notes which suite catches each: hack/mutations.sh [--expected-only] [--suites A,B] [--replay]
# [name…].
# Works in a scratch copy, MUTATIONS_WORK (.mutations), and writes docs/mutations.md from its state file when all is done; goes on where it
# was stopped. MUTATIONS_BUILD names a build folder to start from (.build, say), MUTATIONS_LIMIT the seconds that one run of a suite may take
# (900). MUTATIONS_IN_PLACE=1 uses this checkout itself instead of a copy: for a disposable one. hack/mutations.sh --page writes the page only.
set -euo pipefail
cd "$(dirname "$0")/.."
exec python3 hack/mutations.py "$@"
