#!/usr/bin/env bash
# Builds the documentation of the rooms with DocC, a static site in .build/docs: hack/docs.sh
# Fails on every warning, first of all on links that lead nowhere. Enums with a payload from another room are left out by the extractor, which knows
# no package imports; the pages name them without a link. To look at it: python3 -m http.server --directory .build/docs
set -euo pipefail
cd "$(dirname "$0")/.."

swift build -c release >&2
toolchain=$(dirname "$(readlink -f "$(command -v swift)")")
build=$(swift build -c release --show-bin-path)
site=.build/docs
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOCC_HTML_DIR=${DOCC_HTML_DIR:-$toolchain/../share/docc/render}

# C modules that the rooms' dependencies are made of.
modules=(-I "$build/Modules" -I Sources/CCurl -I Sources/CYAML)
for map in "$build"/*.build/module.modulemap; do modules+=(-Xcc "-fmodule-map-file=$map"); done
while read -r map; do modules+=(-Xcc "-fmodule-map-file=$map"); done < <(find .build/checkouts -path '*/Sources/*/include/module.modulemap')

rooms=() archives=()
for catalog in Sources/*/*.docc; do
  room=$(basename "$catalog" .docc)
  mkdir "$work/$room"
  swift symbolgraph-extract -module-name "$room" -target "$(uname -m)-unknown-linux-gnu" "${modules[@]}" \
    -minimum-access-level package -skip-inherited-docs -skip-synthesized-members -output-dir "$work/$room"
  "$toolchain/docc" convert "$catalog" --additional-symbol-graph-dir "$work/$room" --warnings-as-errors \
    --fallback-bundle-identifier "physics-operator.$room" --output-path "$work/$room.doccarchive"
  rooms+=("$room")
  archives+=("$work/$room.doccarchive")
done
rm -rf "$site"
"$toolchain/docc" merge "${archives[@]}" --synthesized-landing-page-name "Physics Operator" \
  --synthesized-landing-page-kind Operator --output-path "$site"
echo "ok: ${#rooms[@]} rooms in $site"
