#!/usr/bin/env bash
# Measures what the program weighs: hack/footprint.sh [--binary FILE]
# The stripped binary, the layers of the image, the time from a start to the first answer that it is ready, and the memory at rest with one service,
# against `serve` on this machine. --binary takes a binary that is there instead of building one with Swift's libraries linked in.
set -euo pipefail
cd "$(dirname "$0")/.."

binary=
while [ $# -gt 0 ]; do
  case $1 in
    --binary) binary=$2; shift 2 ;;
    *) echo "unknown argument $1; see the head of hack/footprint.sh" >&2; exit 64 ;;
  esac
done
if [ -z "$binary" ]; then
  swift build -c release --product physics-operator --static-swift-stdlib --scratch-path .build/static >&2
  binary=.build/static/release/physics-operator
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
install "$binary" "$folder/physics-operator"
strip "$folder/physics-operator"
stat --format 'binary, stripped: %s bytes' "$folder/physics-operator"
hack/image.sh --binary "$binary" --output "$folder/image.tar" 2>/dev/null | grep '^layer'
python3 hack/image/footprint.py "$folder/physics-operator"
