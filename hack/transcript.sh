#!/usr/bin/env bash
# Plays a transcript of real clients against `serve`, for reading: hack/transcript.sh [kubectl.txt | python.txt | kopf.txt].
# To record it anew, write the output over the file in Tests/ClientTests/Fixtures and read the difference.
set -euo pipefail
cd "$(dirname "$0")/.."

swift build -c release --product physics-operator >&2
program=$PWD/.build/release/physics-operator
play=$(mktemp -d)
cp -r Tests/ClientTests/Fixtures/. "$play"
cd "$play"
export HOME=$play KUBECONFIG=$play/kubeconfig PYTHON=${CLIENT_TESTS_PYTHON:-python3}
"$program" serve --kubeconfig-out kubeconfig --nodes 2 --pod-startup 2s --speed 10 >serve.log &
server=$!
trap 'kill $server; rm -rf "$play"' EXIT
until [ -s kubeconfig ]; do sleep 0.1; done

while IFS= read -r line; do
  case $line in
    '$ '*) echo "$line"; bash -c "${line#\$ }" </dev/null 2>&1 || echo "[exit $?]" ;;
    '# '*) echo "$line" ;;
    '') echo ;;
  esac
done <"${1:-kubectl.txt}" | cat -s
