#!/usr/bin/env bash
# Builds the image: hack/image.sh [--binary FILE] [--output FILE.tar]
# With Docker, from the Dockerfile. Without it, as an OCI image (a tar for `docker load`, skopeo, ctr or crane) of two layers: the binary, and the
# shared libraries that it loads on this machine. Such an image is for trying, and it says so in its labels: no distribution scans or mends it.
# --binary takes a binary that is there instead of building one.
set -euo pipefail
cd "$(dirname "$0")/.."

binary= output=physics-operator-image.tar
while [ $# -gt 0 ]; do
  case $1 in
    --binary) binary=$2; shift 2 ;;
    --output) output=$2; shift 2 ;;
    *) echo "unknown argument $1; see the head of hack/image.sh" >&2; exit 64 ;;
  esac
done

version=$(sed -n 's/.*current = "\(.*\)"/\1/p' Sources/PhysicsOperator/Version.swift)
revision=$(git rev-parse HEAD 2>/dev/null || true)
if [ -z "$binary" ] && docker info >/dev/null 2>&1; then
  exec docker build --build-arg "VERSION=$version" --build-arg "REVISION=$revision" --build-arg "CREATED=$(date -u +%FT%TZ)" \
    --tag "ghcr.io/fisica-lab/physics-operator:$version" .
fi
echo "no Docker daemon is used: the image gets this machine's libraries instead of a distribution's" >&2
if [ -z "$binary" ]; then
  swift build -c release --product physics-operator --static-swift-stdlib --scratch-path .build/static
  binary=.build/static/release/physics-operator
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
binary_layer=$folder/binary libraries=$folder/libraries
install -D "$binary" "$binary_layer/usr/local/bin/physics-operator"
strip "$binary_layer/usr/local/bin/physics-operator"
install -D -m 644 LICENSE "$binary_layer/usr/share/doc/physics-operator/LICENSE"
hack/sbom.py "$binary" >"$binary_layer/usr/share/doc/physics-operator/sbom.spdx.json"
ldd "$binary" | grep -o '/[^ ]*' | sort -u | while read -r library; do
  install -D "$(realpath "$library")" "$libraries$library"
done
install -D -m 644 /etc/ssl/certs/ca-certificates.crt "$libraries/etc/ssl/certs/ca-certificates.crt"
install -d "$libraries/etc"
echo 'physics-operator:x:65532:65532::/:/sbin/nologin' >"$libraries/etc/passwd"
echo 'hosts: files dns' >"$libraries/etc/nsswitch.conf"
python3 hack/image/oci.py --output "$output" --version "$version" --revision "$revision" "$libraries" "$binary_layer"
