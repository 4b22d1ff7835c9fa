#!/usr/bin/env bash
# Lets libFuzzer play the targets of Tests/FuzzTargets: hack/fuzz.sh [seconds per target (60)] [target…]. Without names it plays all of them.
# It builds by itself under FUZZ_BUILD (.fuzz/build) and keeps what it finds under FUZZ_WORK (.fuzz): new inputs in corpus/, crashes in
# crashes/. FUZZ_RUNS ends a target after so many inputs as well. Fails when an input broke a law or crashed, and says how to play it again.
# hack/fuzz.sh replay TARGET FILE plays one input.
set -euo pipefail
cd "$(dirname "$0")/.."

work=${FUZZ_WORK:-.fuzz}
build=${FUZZ_BUILD:-$work/build}
corpus=Tests/FuzzTargetsTests/Corpus
all=$(cd "$corpus" && ls -d */ | tr -d /)

die() { echo "hack/fuzz.sh: $*" >&2; exit 2; }
known() { grep -qx -- "$1" <<<"$all" || die "there is no target $1; choose from: $(echo $all)"; }

replay=
seconds=60
if [[ ${1:-} == replay ]]; then
  [[ $# -eq 3 ]] || die "replay needs a target and a file"
  known "$2"
  [[ -r $3 ]] || die "cannot read $3; name a file that a run has kept under $work/crashes"
  replay=$3
  set -- "$2"
elif [[ $# -gt 0 ]]; then
  [[ $1 =~ ^[1-9][0-9]*$ ]] || die "\"$1\" is no number of seconds; usage: hack/fuzz.sh [seconds] [target…]"
  seconds=$1
  shift
fi
for target in "$@"; do known "$target"; done

mkdir -p "$work"
echo "building the targets with libFuzzer's instrumentation; log in $work/build.log" >&2
FUZZING=1 swift build -c release --scratch-path "$build" --sanitize fuzzer --product Fuzzing \
  >"$work/build.log" 2>&1 || { grep -a 'error:' "$work/build.log" || tail -20 "$work/build.log"; die "the build failed"; }
fuzzer=$build/release/Fuzzing

# libFuzzer writes the input down when the process ends; a backtrace first would take so long that it passes for a hang.
export SWIFT_BACKTRACE=enable=no
if [[ -n $replay ]]; then FUZZ_TARGET=$1 exec "$fuzzer" -timeout=10 "$replay"; fi

failed=0
printf '%-14s %12s %9s %8s %8s  %s\n' target executions 'per s' coverage corpus result
for target in ${*:-$all}; do
  mkdir -p "$work/corpus/$target" "$work/crashes/$target"
  log=$work/$target.log
  result=passed
  FUZZ_TARGET=$target "$fuzzer" -max_total_time="$seconds" -runs="${FUZZ_RUNS:--1}" -timeout=10 -rss_limit_mb=2048 \
    -max_len=2048 -dict="$corpus/$target.dict" -artifact_prefix="$work/crashes/$target/" -print_funcs=0 -print_final_stats=1 \
    "$work/corpus/$target" "$corpus/$target" >"$log" 2>&1 || result=FAILED
  executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
  rate=$(sed -n 's/^stat::average_exec_per_sec: *//p' "$log")
  coverage=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -1)
  printf '%-14s %12s %9s %8s %8s  %s\n' "$target" "${executions:-?}" "${rate:-?}" "${coverage:-?}" \
    "$(ls "$work/corpus/$target" | wc -l)" "$result"
  [[ $result == passed ]] && continue
  failed=1
  grep -aE "^$target: |Fatal error|ERROR: libFuzzer" "$log" | head -5 || true
  input=$(sed -n 's/.*Test unit written to //p' "$log" | tail -1)
  echo "again: hack/fuzz.sh replay $target ${input:-FILE}   (log: $log)"
done
exit "$failed"
