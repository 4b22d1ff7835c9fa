#!/usr/bin/env bash
# Installs the system packages that are missing: the two libraries, and what some tests compare with.
set -euo pipefail

missing() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed' && return 1 || return 0; }

wanted=(libcurl4-openssl-dev libyaml-dev pkg-config "$@")
needed=()
for package in "${wanted[@]}"; do
  if missing "$package"; then needed+=("$package"); fi
done
[ ${#needed[@]} -eq 0 ] && exit 0

run=()
[ "$(id -u)" -eq 0 ] || run=(sudo)
echo "installing ${needed[*]}"
"${run[@]}" apt-get update -qq
"${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${needed[@]}" >/dev/null
