#!/usr/bin/env bash
# Plays a chaos seed, or a script of one, again and tells what happens: hack/replay.sh SEED|FILE|-
set -euo pipefail
if [ $# -ne 1 ]; then
  echo "usage: hack/replay.sh SEED, or the FILE of a script, or - for one on standard input" >&2
  exit 64
fi
what=$1
case $what in
  *[!0-9]*) option=--script; [ "$what" = - ] || what=$(realpath -- "$what") ;;
  *) option=--seed ;;
esac
if [ "$option" = --script ] && [ "$what" != - ] && [ ! -e "$what" ]; then
  echo "hack/replay.sh: $1 is neither a seed, a whole number such as 7, nor a file; give one of them, or - for standard input" >&2
  exit 64
fi
cd "$(dirname "$0")/.."

# A script on standard input is for the player.
swift build -c release --product physics-operator >&2 </dev/null
exec .build/release/physics-operator chaos "$option" "$what" --show
