# Sourced: fetches the tools in requirements.txt into a folder of the cache, once, and sets `tools` to it. Ends with the reason where it cannot.
tools=${XDG_CACHE_HOME:-$HOME/.cache}/physics-operator/lint-$(cksum <hack/lint/requirements.txt | cut -d' ' -f1)
if [ ! -x "$tools/bin/check-jsonschema" ]; then
  rm -rf "$tools"
  python3 -m venv "$tools" || { echo "skipped: python3 with venv is missing (apt-get install python3-venv)"; exit 0; }
  "$tools/bin/pip" install --quiet --requirement hack/lint/requirements.txt ||
    { rm -rf "$tools"; echo "skipped: the tools in hack/lint/requirements.txt could not be fetched from the Python package index"; exit 0; }
fi
export PHYSICS_OPERATOR=${PHYSICS_OPERATOR:-$PWD/.build/release/physics-operator}
if [ ! -x "$PHYSICS_OPERATOR" ]; then
  echo "build it first (swift build -c release --product physics-operator), or name it in PHYSICS_OPERATOR" >&2
  exit 1
fi
